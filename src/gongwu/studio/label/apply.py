"""Label a finished file in the order that keeps all labels: visible, metadata, signature.

The exporter has written the visible label already; here it is read back. What does not read back
as it was written is refused, so no file leaves without its labels.
"""

from dataclasses import dataclass

from gongwu.studio.label.implicit import ImplicitLabel
from gongwu.studio.label.keys import KeyFolder
from gongwu.studio.label.record import Record


@dataclass(frozen=True, kw_only=True)
class Labels:
    """What a file must carry. `visible` is the exporter's word on whether it can show a notice."""

    implicit: ImplicitLabel
    notice: str
    visible: bool = True


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Whose keys sign, and whether a C2PA manifest goes into the file as well."""

    keys: KeyFolder
    c2pa: bool = False


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """The file to publish, and what to save beside it as FILE.aigc.json (None: nothing)."""

    content: bytes
    sidecar: bytes | None


def seal(
    content: bytes, suffix: str, labels: Labels, record: Record, signing: Signing | None = None
) -> Sealed:
    """The labelled and signed file. `suffix` has its dot: ".docx"."""
    raise NotImplementedError
