"""Python's HTML parser, made safe for pages that were written to harm it. Knows no labels."""

from html import unescape
from html.parser import HTMLParser


class PageParser(HTMLParser):
    """What a subclass handles, it is told of for any text, in time that grows with the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def read(self, text: str) -> None:
        """Parse a whole page."""
        # A tag that never closes is looked for again from each "<": cut behind the last that does.
        end = text.rfind(">") + 1
        try:
            self.feed(text[:end])
            self.close()
        except AssertionError:  # the parser's word for a declaration that no browser knows
            return
        words, _, _ = text[end:].partition("<")
        self.handle_data(unescape(words))
