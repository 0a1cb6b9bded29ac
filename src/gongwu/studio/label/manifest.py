"""C2PA manifests, through the optional extra `gongwu[c2pa]`: sign with our leaf, read, validate.

A manifest binds a file's bytes to how it came about. Signing comes last; a later writer of
metadata breaks it.
"""

import importlib
import importlib.util
import io
import json
from dataclasses import asdict, dataclass, replace
from pathlib import PurePath
from types import ModuleType
from typing import Any

from gongwu.errors import BadInputError, FailedError
from gongwu.studio.label import boxes
from gongwu.studio.label.carriers import office
from gongwu.studio.label.implicit import ImplicitLabel
from gongwu.studio.label.keys import LeafKey, Trust
from gongwu.studio.label.record import Standing, Statement, statement_in

_OFFICE = "application/vnd.openxmlformats-officedocument."
_MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".pdf": "application/pdf",
    ".docx": _OFFICE + "wordprocessingml.document",
    ".wav": "audio/wav",
}
_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_RECORD, _LABEL, _ACTIONS = "org.gongwu.record", "cn.tc260.aigc", "c2pa.actions.v2"
# What is said of a manifest where the extra that reads it is not installed.
UNREAD = "gongwu.manifest.unread"
_PART_TYPE = b'<Default Extension="c2pa" ContentType="application/c2pa"/>'


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """A manifest as read. `fields` are those of its label assertion."""

    standing: Standing
    statement: Statement | None = None
    fields: dict[str, str] | None = None
    faults: tuple[str, ...] = ()


def available() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("c2pa") is not None


def can_sign(suffix: str) -> bool:
    return suffix.lower() in _MEDIA_TYPES


def _library() -> ModuleType:
    try:
        return importlib.import_module("c2pa")
    except ImportError:
        raise FailedError(
            en="C2PA signatures need c2pa-python. Install it: pip install 'gongwu[c2pa]'",
            zh="C2PA 签名需要 c2pa-python。请安装：pip install 'gongwu[c2pa]'",
        ) from None


def signed(
    data: bytes, suffix: str, leaf: LeafKey, label: ImplicitLabel, statement: Statement
) -> bytes:
    """The file with a manifest in it. `statement` has no file hash: the manifest has its own."""
    media_type = _MEDIA_TYPES.get(suffix.lower())
    if media_type is None:
        raise BadInputError(
            en=f"{suffix} files take no C2PA signature here; these do: {', '.join(_MEDIA_TYPES)}.",
            zh=f"此处不支持给 {suffix} 文件做 C2PA 签名，支持的格式有：{'、'.join(_MEDIA_TYPES)}。",
        )
    library = _library()
    if suffix.lower() == ".docx":
        data = office.rewritten(data, _with_part_type, stored=True)
    info = library.C2paSignerInfo(
        alg=b"es256", sign_cert=leaf.chain, private_key=leaf.private_key, ta_url=None
    )
    out = io.BytesIO()
    with _context(library, Trust()) as context, library.Signer.from_info(info) as signer:
        builder = library.Builder(json.dumps(_manifest(label, statement)), context=context)
        builder.sign(signer, media_type, io.BytesIO(data), out)
    return out.getvalue()


def _with_part_type(parts: office.Parts) -> office.Parts:
    """Office refuses a package with a part of undeclared type, and the manifest will be a part."""
    head, closing, tail = parts[office.TYPES].rpartition(b"</Types>")
    if _PART_TYPE in head:
        return {}
    return {office.TYPES: head + _PART_TYPE + closing + tail}


def _context(library: ModuleType, trust: Trust) -> Any:
    settings = {
        "trust": {"trust_anchors": trust.anchors} if trust.anchors else {},
        "verify": {"verify_trust": True},
        "builder": {"thumbnail": {"enabled": False}},
    }
    return library.Context(settings=library.Settings.from_dict(settings))


def _manifest(label: ImplicitLabel, statement: Statement) -> dict[str, object]:
    """What is asserted: how it was made, the label, and the record."""
    source = (
        "compositeWithTrainedAlgorithmicMedia" if statement.edited else "trainedAlgorithmicMedia"
    )
    action = {
        "action": "c2pa.created",
        "softwareAgent": {"name": statement.model or "Gongwu", "version": statement.gongwu},
        "digitalSourceType": _SOURCE + source,
    }
    return {
        "claim_generator_info": [{"name": "Gongwu", "version": statement.gongwu}],
        "title": statement.piece,
        "assertions": [
            {"label": _ACTIONS, "data": {"actions": [action]}},
            {"label": _LABEL, "data": label.fields},
            {"label": _RECORD, "data": asdict(statement)},
        ],
    }


def read(data: bytes, name: str, trust: Trust) -> Manifest:
    """The manifest of a file, validated; "none" where it has none or none can be read."""
    media_type = _MEDIA_TYPES.get(PurePath(name).suffix.lower())
    if media_type is None or not present(data):
        return Manifest(standing="none")
    if not available():
        return Manifest(standing="none", faults=(UNREAD,))
    library = _library()
    try:
        with _context(library, trust) as context:
            reader = library.Reader(media_type, io.BytesIO(data), context=context)
            report = json.loads(reader.json())
    except library.C2paError as error:
        return Manifest(standing="invalid", faults=(str(error),))
    judged = _judged(report)
    if judged.statement is not None and not boxes.as_made(data):
        return replace(judged, standing="invalid", faults=("gongwu.manifest.changed",))
    return judged


def present(data: bytes) -> bool:
    """Whether a manifest seems to be there: its box types stand in the file."""
    return b"jumb" in data and b"c2pa" in data


def _judged(report: dict[str, Any]) -> Manifest:
    state = report.get("validation_state")
    codes = tuple(str(one.get("code")) for one in report.get("validation_status") or ())
    standing: Standing = "invalid"
    if state == "Trusted":
        standing = "valid"
    elif state == "Valid":
        standing = "untrusted key"
    active = report.get("manifests", {}).get(report.get("active_manifest"), {})
    data = {one.get("label"): one.get("data") for one in active.get("assertions", ())}
    fields = data.get(_LABEL)
    return Manifest(
        standing=standing,
        statement=statement_in(data.get(_RECORD)),
        fields={str(k): str(v) for k, v in fields.items()} if isinstance(fields, dict) else None,
        faults=codes,
    )
