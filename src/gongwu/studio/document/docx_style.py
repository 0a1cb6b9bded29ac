"""How a docx looks: A4, its fonts for Latin letters and for Chinese, and our own styles."""

from typing import Any

from gongwu.errors import Language

_GREY = "667085"
_ACCENT = "1F5FA8"
_SERIF, _SANS, _MONO = ("Times New Roman", "宋体"), ("Arial", "黑体"), ("Consolas", "等线")


def dress(file: Any, language: Language) -> None:
    """Page, fonts and styles of an empty file."""
    _page(file)
    normal = file.styles["Normal"]
    _font(normal, _SERIF, 11)
    normal.paragraph_format.space_after = _points(6)
    normal.paragraph_format.line_spacing = 1.25
    _language(file, language)
    _headings(file)
    _own_styles(file)


def text_width(file: Any) -> int:
    """How wide the text is, in Word's own unit."""
    section = file.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def page_number(paragraph: Any) -> None:
    """The number of the page, which Word counts."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def _page(file: Any) -> None:
    from docx.shared import Mm

    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    section.footer_distance = Mm(10)


def _headings(file: Any) -> None:
    for name, size, above in (("Title", 20, 0), ("Heading 1", 14, 16), ("Heading 2", 12, 12),
                              ("Heading 3", 11, 10), ("Caption", 9, 6)):  # fmt: skip
        style = file.styles[name]
        _font(style, _SANS, size, _GREY if name == "Caption" else _ACCENT)
        style.font.bold = name != "Caption"
        style.paragraph_format.space_before = _points(above)
        style.paragraph_format.space_after = _points(6)
        style.paragraph_format.keep_with_next = name != "Caption"
    title = file.styles["Title"]
    for border in title.element.pPr.findall(_name("w:pBdr")):
        title.element.pPr.remove(border)
    _borders(title, f'<w:bottom w:val="single" w:sz="8" w:space="6" w:color="{_ACCENT}"/>')


def _own_styles(file: Any) -> None:
    _style(file, "Gongwu Item", after=3)
    _style(file, "Gongwu Cell", after=2).paragraph_format.space_before = _points(2)
    _shaded(_style(file, "Gongwu Note", after=6), bar=True)
    quote = _style(file, "Gongwu Quote", after=6)
    quote.paragraph_format.left_indent = _points(24)
    code = _style(file, "Gongwu Code", after=6)
    _font(code, _MONO, 9)
    _shaded(code, bar=False)
    room = _style(file, "Gongwu Room", after=0)
    room.paragraph_format.space_before = _points(14)
    _line_below(room)
    notice = _style(file, "Gongwu Notice", after=0)
    notice.paragraph_format.space_before = _points(14)
    for style in (notice, file.styles["Footer"]):
        _font(style, _SERIF, 8, _GREY)
    _right_tab(file)
    emphasis = file.styles.add_style("Gongwu Emphasis", 2)
    _font(emphasis, ("Times New Roman", "楷体"))
    emphasis.font.italic = True


def _style(file: Any, name: str, *, after: int) -> Any:
    style = file.styles.add_style(name, 1)
    style.base_style = file.styles["Normal"]
    style.paragraph_format.space_after = _points(after)
    return style


def _font(
    style: Any, names: tuple[str, str], size: int | None = None, colour: str | None = None
) -> None:
    """Both fonts, and no theme font that would win over them."""
    from docx.shared import RGBColor

    latin, chinese = names
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        if "heme" in name:
            del fonts.attrib[name]
    for part in ("ascii", "hAnsi", "cs"):
        fonts.set(_name(f"w:{part}"), latin)
    fonts.set(_name("w:eastAsia"), chinese)
    if size:
        style.font.size = _points(size)
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)


def _language(file: Any, language: Language) -> None:
    """What the spelling checker goes by, and which shapes its Chinese signs have."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = file.styles.element.find(f".//{_name('w:rPrDefault')}/{_name('w:rPr')}")
    for old in properties.findall(_name("w:lang")):
        properties.remove(old)
    latin = "zh-CN" if language == "zh" else "en-US"
    properties.append(
        parse_xml(f'<w:lang {nsdecls("w")} w:val="{latin}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>')
    )


def _shaded(style: Any, *, bar: bool) -> None:
    style.paragraph_format.space_before = _points(6)
    border = f'<w:left w:val="single" w:sz="18" w:space="6" w:color="{_ACCENT}"/>' if bar else ""
    _borders(style, border)
    _paragraph_part(style, '<w:shd {ns} w:val="clear" w:color="auto" w:fill="F4F6FA"/>')


def _line_below(style: Any) -> None:
    line = f'w:val="single" w:sz="4" w:space="1" w:color="{_GREY}"'
    _borders(style, f"<w:bottom {line}/><w:between {line}/>")


def _borders(style: Any, inside: str) -> None:
    if inside:
        _paragraph_part(style, f"<w:pBdr {{ns}}>{inside}</w:pBdr>")


def _right_tab(file: Any) -> None:
    """The page number stands at the right edge."""
    style = file.styles["Footer"]
    style.paragraph_format.tab_stops.clear_all()
    style.paragraph_format.tab_stops.add_tab_stop(text_width(file), 2)


def _paragraph_part(style: Any, xml: str) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    properties = style.element.get_or_add_pPr()
    part = parse_xml(xml.format(ns=nsdecls("w")))
    properties.insert_element_before(part, *_AFTER[part.tag.split("}")[1]])


# The schema fixes the order of what a paragraph's properties hold.
_AFTER = {
    "pBdr": ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
    "shd": ("w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl"),
}  # fmt: skip


def _name(name: str) -> str:
    """`w:p` with its namespace written out."""
    from docx.oxml.ns import qn

    return str(qn(name))


def _points(size: int) -> Any:
    from docx.shared import Pt

    return Pt(size)
