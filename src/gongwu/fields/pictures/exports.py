"""A picture as files: PNG, JPEG and WebP with the label drawn in, a page, and its words as text."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from gongwu.fields.pictures.artwork import Artwork
from gongwu.fields.pictures.document import picture_document
from gongwu.fields.pictures.seen import file_in, opened
from gongwu.studio.document.exports import document_exports
from gongwu.studio.document.model import Document
from gongwu.studio.kind import Exporter, Notice
from gongwu.studio.label.picture import drawn

if TYPE_CHECKING:
    from PIL import Image

# On a smaller picture the letters of a label are too few pixels to be read.
LEAST_SIDE = 192

_WRITTEN: dict[str, tuple[str, str, dict[str, object]]] = {
    "png": (".png", "image/png", {"optimize": True}),
    "jpeg": (".jpg", "image/jpeg", {"quality": 95, "subsampling": 0}),
    "webp": (".webp", "image/webp", {"lossless": True, "method": 4}),
}
_PAGES = ("html", "txt")


def picture_exports() -> Mapping[str, Exporter[Artwork]]:
    """By format name."""
    pages = document_exports(_laid_out)
    files = {
        name: Exporter(suffix=suffix, media_type=media, write=_writer(name.upper(), options))
        for name, (suffix, media, options) in _WRITTEN.items()
    }
    return {**files, **{name: pages[name] for name in _PAGES}}


def labelled(draft: Artwork) -> "Image.Image":
    """The picture as it may leave: a small one as many times larger as its label needs."""
    image = opened(file_in(draft.png)).convert("RGB")
    times = times_larger(*image.size)
    return drawn(image.resize((times * image.width, times * image.height), 0), draft.label)


def times_larger(width: int, height: int) -> int:
    """How often each pixel is repeated on the way out."""
    return -(-LEAST_SIDE // min(width, height))


def _writer(format_name: str, options: dict[str, object]) -> Callable[[Artwork, Notice], bytes]:
    def write(draft: Artwork, _: Notice) -> bytes:
        """The notice is drawn: what it says stands on the plate, in fewer words."""
        return _saved(labelled(draft), format_name, options)

    return write


def _saved(image: "Image.Image", format_name: str, options: dict[str, object]) -> bytes:
    out = BytesIO()
    image.save(out, format_name, **options)
    return out.getvalue()


def _laid_out(draft: Artwork) -> Document:
    return picture_document(draft, _saved(labelled(draft), "PNG", {"optimize": True}))
