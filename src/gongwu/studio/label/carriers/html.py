"""HTML: `<meta name="AIGC" content="…">` in the head, a bare record.

The guides name no carrier for web pages; a meta element is where the format keeps metadata.
"""

from html import escape
from itertools import accumulate

from gongwu.studio.label.carriers.found import Found, broken
from gongwu.studio.label.implicit import ImplicitLabel
from gongwu.studio.label.page_parser import PageParser


class _Page(PageParser):
    """Where the labels stand, and where one may be put."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.records: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.place = 0
        self._head_done = False
        # The parser counts lines by "\n" alone.
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self.read(text)

    @property
    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_decl(self, decl: str) -> None:
        self._after(f"<!{decl}>")

    def _after(self, tag: str) -> None:
        if not self._head_done:
            self.place = self._here + len(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or ""
        if tag in ("html", "head"):
            self._after(source)
        elif tag == "body":
            self._head_done = True
        elif tag == "meta":
            values = {name: value or "" for name, value in reversed(attrs)}
            if values.get("name", "").strip().lower() == "aigc":
                self.records.append(values.get("content", ""))
                self.spans.append((self._here, self._here + len(source)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "head" and not self._head_done:
            self.place, self._head_done = self._here, True


def read(data: bytes) -> list[Found]:
    """Every label in the page."""
    page = _Page(data.decode("utf-8", "replace"))
    return [Found("HTML meta AIGC", record) for record in page.records]


def write(data: bytes, label: ImplicitLabel) -> bytes:
    """The page with this label at the end of its head."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise broken("HTML", "it is not UTF-8", "它不是 UTF-8 编码") from None
    page = _Page(text)
    tag = f'<meta name="AIGC" content="{escape(label.json("bare"))}">'
    start, end = page.spans[0] if page.spans else (page.place, page.place)
    return (text[:start] + tag + text[end:]).encode()
