"""Documents for the tests: one with every block, and any that texts can make."""

import struct
import zlib
from datetime import UTC, datetime

from hypothesis import strategies as st

from gongwu.studio.document.inline import escaped
from gongwu.studio.document.model import (
    Code,
    Document,
    Heading,
    Items,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Quote,
    Room,
    Table,
)
from gongwu.studio.kind import Notice

NOTICE = Notice(
    text="本文由人工智能辅助生成，并经人工审核。<AI> & *generated*",
    language="zh",
    made_at=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    title="范例",
)


def png(width: int = 40, height: int = 20) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x88\xaa\xcc" * width) * height)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


EVERYTHING = Document(
    title="一元二次方程 <练习> & 公式",
    language="zh",
    blocks=(
        Paragraph(
            r"开头一段：**加粗**，*强调*，$x^{2} - 5x + 6 = 0$，价格 \$5，a_b <i>&amp;</i>。"
        ),
        Heading("第一节"),
        Items(
            mark="number",
            together=True,
            items=(
                (
                    Paragraph("解方程 $x^{2} = 4$。"),
                    Items(mark="letter", items=("$2$", "$-2$", r"$\pm 2$", "无解")),
                ),
                (Paragraph(r"计算 $\frac{1}{2} + \sqrt{3}$。"), Room(2)),
            ),
        ),
        Heading("表格", level=2),
        Table(
            header=("名称", "值"),
            rows=(("甲", r"$\frac{3}{4}$"), ("乙 | 丙", "12")),
            align=("left", "right"),
            caption="表 1",
        ),
        Picture(png=png(), alt='一个"方块"', caption="图 1", width_percent=30),
        Quote(text="学而时习之，\n不亦说乎？", source="《论语》"),
        Note(text=r"注意 $x \ne 0$。", title="提示"),
        Code(text="print('$x$ **y**')\n# 中文 <b>", language="python"),
        Items(items=("甲", "乙", (Heading("丙", level=3), Items(items=("丙一", "丙二"))))),
        PageBreak(),
        Items(mark="number", start=7, items=("七", "八")),
    ),
)
# What each block shows, as plain text.
SHOWN = (
    "开头一段：", "加粗", "强调", "价格 $5，a_b <i>&amp;</i>。", "第一节", "解方程", "无解", "计算",
    "表格", "名称", "乙 | 丙", "表 1", "图 1", "学而时习之，", "不亦说乎？", "《论语》", "提示",
    "print('$x$ **y**')", "# 中文 <b>", "丙一", "七", "八",
)  # fmt: skip

# Any text, more often than not with signs that mean something to one of the writers.
texts = st.text(
    st.one_of(
        st.sampled_from("$*\\#_<>&`[]|~-+=1.\"'{}\n\r\t 中，。"), st.characters(codec="utf-8")
    ),
    max_size=30,
)
_blocks = st.one_of(
    st.builds(Paragraph, texts),
    st.builds(Heading, texts, st.integers(1, 3)),
    st.builds(
        Items,
        items=st.lists(texts, min_size=1, max_size=4).map(tuple),
        mark=st.sampled_from(["bullet", "number", "letter"]),
        start=st.integers(1, 30),
    ),
    st.builds(Table, header=st.tuples(texts, texts), rows=st.tuples(st.tuples(texts, texts))),
    st.builds(Quote, text=texts, source=texts),
    st.builds(Note, text=texts, title=texts),
    st.builds(Code, text=texts),
)
any_documents = st.builds(
    Document,
    title=texts,
    language=st.sampled_from(["zh", "en"]),
    blocks=st.lists(_blocks, max_size=4).map(tuple),
)
# Paragraphs that show just these words.
plain_paragraphs = st.lists(
    texts.filter(str.strip).map(lambda text: Paragraph(escaped(text))), min_size=1, max_size=3
)
