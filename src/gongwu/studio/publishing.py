"""The fifth verb: an approved draft becomes a labelled file. Nothing else can be published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from gongwu.errors import NotFoundError
from gongwu.studio.kind import Draws, Exporter, Notice
from gongwu.studio.kinds import AnyKind
from gongwu.studio.label import manifest
from gongwu.studio.label.apply import Labels, Sealed, Signing, seal
from gongwu.studio.label.implicit import first_label
from gongwu.studio.label.keys import KeyFolder
from gongwu.studio.label.record import Record
from gongwu.studio.label.visible import sentence
from gongwu.studio.review import Approved
from gongwu.studio.store.records import Entry, Publication
from gongwu.studio.workshop import Look, Workshop

PRODUCER = "gongwu"

# Signed inside, they store their parts uncompressed.
_GROW = (".docx",)

# What holds the signature, and the label where a format has no place for one, beside the file.
SIDECAR_SUFFIX = ".aigc.json"


@dataclass(frozen=True, kw_only=True)
class Published:
    """A file with its labels, and how it was recorded."""

    sealed: Sealed
    suffix: str
    publication: Publication


def publish(
    workshop: Workshop,
    piece: str,
    format_name: str,
    *,
    producer: str = PRODUCER,
    keys: KeyFolder | None = None,
    c2pa: bool | None = None,
) -> Published:
    """The labelled file of an approved piece, recorded before anybody can save it.

    `keys` sign it. `c2pa` asks for a signature inside the file as well, where its format can hold
    one; None: if the extra is installed, but not where it would make the file many times as large.
    Raises RefusedError for what nobody has approved, NotFoundError for a format there is not.
    """
    approved = workshop.approved(piece)
    look = workshop.look(piece)
    exporter = exporter_for(look.kind, format_name)
    number = _label_number(look, format_name)
    signing = _signing(keys, c2pa, exporter)
    sealed = _seal(look, approved, exporter, number, producer, signing)
    publication = Publication(
        produce_id=number,
        piece=piece,
        format=format_name,
        content=approved.content,
        file_sha256=sha256(sealed.content).hexdigest(),
        reviewer=approved.reviewer,
        at=workshop.clock(),
    )
    workshop.store.publish(publication, why=format_name)
    return Published(sealed=sealed, suffix=exporter.suffix, publication=publication)


def _signing(keys: KeyFolder | None, c2pa: bool | None, exporter: Exporter[Any]) -> Signing | None:
    """The sidecar's signature covers a file that can hold none."""
    if keys is None:
        return None
    if c2pa is None:
        c2pa = manifest.available() and exporter.suffix not in _GROW
    return Signing(keys=keys, c2pa=c2pa and manifest.can_sign(exporter.suffix))


def exporter_for(kind: AnyKind, format_name: str) -> Exporter[Any]:
    """How a kind writes a format. Raises NotFoundError, listing what it can write."""
    exports: Mapping[str, Exporter[Any]] = kind.exports
    if format_name not in exports:
        listed = ", ".join(exports)
        raise NotFoundError(
            en=f"{kind.name} cannot be written as {format_name!r}. Formats: {listed}.",
            zh=f"{kind.name} 不能导出为“{format_name}”。可用格式：{listed}。",
        )
    return exports[format_name]


def _seal(
    look: Look,
    approved: Approved[Any],
    exporter: Exporter[Any],
    number: str,
    producer: str,
    signing: Signing | None,
) -> Sealed:
    language = look.brief.lang
    approved_at = datetime.fromisoformat(_approval(look).at)
    notice = Notice(
        text=sentence(language),
        language=language,
        made_at=approved_at,
        title=look.kind.title(approved.draft),
    )
    content = exporter.write(approved.draft, notice)
    record = Record(
        piece=look.order.id,
        kind=look.order.kind,
        content_sha256=approved.content,
        model=_model(look, approved.draft),
        reviewer=approved.reviewer,
        approved_at=approved_at,
        edited=approved.edited,
    )
    labels = Labels(
        implicit=first_label(producer, number), notice=notice.text, visible=exporter.visible
    )
    return seal(content, exporter.suffix, labels, record, signing)


def _model(look: Look, draft: Any) -> str:
    """The model as it was asked for, if anything in the draft is its work."""
    drawn = isinstance(look.kind, Draws) and look.kind.drawn_by(draft)
    return look.order.model if look.reworded or drawn else ""


def _label_number(look: Look, format_name: str) -> str:
    """The content number of the label: the same file again has the same one."""
    return f"{look.order.id}-{_approval(look).seq}-{format_name}"


def _approval(look: Look) -> Entry:
    return [entry for entry in look.log if entry.event.action == "approve"][-1]
