"""Whether a reader of a file can see its label: in its words, or drawn into a picture."""

from dataclasses import dataclass
from typing import Literal

from gongwu.studio.label import picture, visible
from gongwu.studio.label.text import text_of, without_spaces

Visible = Literal["found", "missing", "cannot tell", "not shown"]


@dataclass(frozen=True)
class Look:
    """What was seen. `words` are the label's words where there are any."""

    visible: Visible
    words: str = ""


def look(data: bytes, name: str, notice: str | None) -> Look:
    """Look for the very notice that a record names; without a record, for any label.

    A record that names the empty notice says that the format shows nothing.
    """
    if notice == "":
        return Look("not shown")
    if picture.recognises(data):
        return _look_at_picture(data)
    text = text_of(data, name)
    if text is None:
        return Look("cannot tell")
    if notice is not None:
        standing = without_spaces(notice) in without_spaces(text)
        return Look("found", notice) if standing else Look("missing")
    words = visible.label_in(text)
    return Look("found", words) if words else Look("missing")


def _look_at_picture(data: bytes) -> Look:
    """Our own drawing is known by its shape; another's label only a person can see."""
    words = picture.words_drawn(data)
    return Look("found", words) if words else Look("cannot tell")
