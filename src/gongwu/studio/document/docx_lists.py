"""Lists as Word numbers them, so that a person can add an item and the rest follow."""

from typing import Any

from gongwu.studio.document.model import Items

_STEP = 420  # twentieths of a point: how far a list stands in from the one around it
_FORMS = {"bullet": ("bullet", "•"), "number": ("decimal", "%1."), "letter": ("upperLetter", "%1.")}


class ListMaker:
    """Gives each list of a file numbering of its own, which begins where the list says."""

    def __init__(self, file: Any) -> None:
        self._numbering = file.part.numbering_part.element
        # The template's own definitions are of no use here.
        for child in list(self._numbering):
            self._numbering.remove(child)
        self._many = 0

    def begin(self, items: Items, depth: int) -> int:
        """A new list; its number is for `number`."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        form, text = _FORMS[items.mark]
        identity = self._many
        self._many += 1
        left = _STEP * (depth + 1)
        abstract = parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{identity}">'
            f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="{items.start}"/><w:numFmt w:val="{form}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{_STEP}"/></w:pPr></w:lvl></w:abstractNum>'
        )
        # All abstract definitions stand before the first that uses one.
        self._numbering.insert(identity, abstract)
        self._numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{identity + 1}">'
                f'<w:abstractNumId w:val="{identity}"/></w:num>'
            )
        )
        return identity + 1

    def number(self, paragraph: Any, number: int) -> None:
        """Make a paragraph an item of a list."""
        settings = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        settings.get_or_add_ilvl().val = 0
        settings.get_or_add_numId().val = number

    def indent(self, depth: int) -> int:
        """How far a paragraph inside of a list stands in, in Word's own unit."""
        return _STEP * depth * 635
