"""Lists as Word numbers them, so that a person can add an item and the rest follow."""

from gongwu.studio.document.model import Items

_STEP = 420  # twentieths of a point: how far a list stands in from the one around it
_FORMS = {"bullet": ("bullet", "•"), "number": ("decimal", "%1."), "letter": ("upperLetter", "%1.")}


class Lists:
    """Gives each list a numbering of its own, which begins where the list says."""

    def __init__(self) -> None:
        self._begun: list[tuple[Items, int]] = []

    def begin(self, items: Items, depth: int) -> int:
        """The number of a new list, for its paragraphs."""
        self._begun.append((items, depth))
        return len(self._begun)

    def indent(self, depth: int) -> int:
        """How far a paragraph inside of a list stands in, in twentieths of a point."""
        return _STEP * depth

    def xml(self) -> str:
        """All abstract definitions stand before the first that uses one."""
        numbers = range(1, len(self._begun) + 1)
        forms = "".join(
            _form(number, items, depth)
            for number, (items, depth) in zip(numbers, self._begun, strict=True)
        )
        uses = "".join(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            for number in numbers
        )
        return forms + uses


def _form(number: int, items: Items, depth: int) -> str:
    form, text = _FORMS[items.mark]
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{items.start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_STEP * (depth + 1)}" w:hanging="{_STEP}"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
    )
