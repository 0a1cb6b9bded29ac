"""A document as PDF, set by typst: A4, tagged for screen readers, the notice on every page.

Latin letters and formulas use the fonts that typst carries. Chinese needs a font of the machine;
where there is none, the error names what to install.
"""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from gongwu.errors import FailedError, NotFoundError
from gongwu.studio.document.extra import extra_module
from gongwu.studio.document.model import Document
from gongwu.studio.document.typst_source import Fonts, typst_source
from gongwu.studio.kind import Notice

_CHINESE_SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC",
                  "Source Han Serif CN", "Songti SC", "STSong", "SimSun", "NSimSun",
                  "AR PL UMing CN")  # fmt: skip
_CHINESE_SANS = ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
                 "PingFang SC", "Heiti SC", "Microsoft YaHei", "SimHei", "WenQuanYi Zen Hei",
                 "WenQuanYi Micro Hei", "Droid Sans Fallback")  # fmt: skip


def write_pdf(document: Document, notice: Notice) -> bytes:
    """The same document and notice give the same bytes where the fonts are the same."""
    typst: Any = extra_module("typst")
    known = typst.Fonts(include_system_fonts=True)
    source = typst_source(document, notice, Fonts())
    if _has_chinese(source):
        source = typst_source(document, notice, chinese_fonts(known.families()))
    try:
        written = typst.compile(
            source.encode(),
            font_paths=known,
            timestamp=int(notice.made_at.astimezone(UTC).timestamp()),
        )
    except typst.TypstError as wrong:
        raise _refused(str(wrong)) from wrong
    return bytes(written)


def chinese_fonts(families: Iterable[str]) -> Fonts:
    """One for running text and one for headings, of those that the machine has."""
    known = set(families)
    serif = next((font for font in _CHINESE_SERIF if font in known), "")
    sans = next((font for font in _CHINESE_SANS if font in known), "")
    if not serif and not sans:
        raise NotFoundError(
            en="A PDF with Chinese text needs a Chinese font, and this machine has none. "
            "Install one, such as the package fonts-noto-cjk (Debian, Ubuntu) or "
            "google-noto-serif-cjk-fonts (Fedora), and export again; HTML and docx need none.",
            zh="含中文的 PDF 需要中文字体，但本机没有。请先安装一种，例如 fonts-noto-cjk"
            "（Debian、Ubuntu）或 google-noto-serif-cjk-fonts（Fedora），再重新导出；"
            "导出 HTML 或 docx 不需要字体。",
        )
    return Fonts(text=serif or sans, headings=sans or serif)


def _has_chinese(text: str) -> bool:
    return any("⺀" <= sign <= "鿿" or "豈" <= sign <= "﫿" or sign >= "𠀀" for sign in text)


def _refused(why: str) -> FailedError:
    return FailedError(
        en=f"The PDF could not be set: {why}. Export as docx or HTML, and report this text.",
        zh=f"PDF 排版失败：{why}。请先改导出 docx 或 HTML，并把这段文字反馈给我们。",
    )
