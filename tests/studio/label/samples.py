"""Files made here, byte by byte or by other people's libraries: without a label, or with one as
somebody else would write it."""

import io
import json
import sqlite3
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import docx
import pypdf
import typst
from PIL import Image

from gongwu.studio.label.implicit import ImplicitLabel, first_label

NOTICE = "本内容由人工智能生成，经人工审核。"
OURS = first_label("Gongwu", "gongwu-7-1")
THEIRS = first_label("Other(Maker)", "other/42")
BARE, WRAPPED = THEIRS.json("bare"), THEIRS.json("wrapped")


def picture(format_name: str, size: tuple[int, int] = (160, 120), mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, format_name)
    return out.getvalue()


def word(*paragraphs: str) -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(out)
    return out.getvalue()


def office(main: str, body: str) -> bytes:
    """The least package of Office: declared, related, and one part with words."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", '<?xml version="1.0"?><Types xmlns="t"></Types>')
        package.writestr(
            "_rels/.rels", f'<Relationships xmlns="r"><Relationship Id="rId1" Target="{main}"/>'
            "</Relationships>",
        )  # fmt: skip
        package.writestr(main, body)
    return out.getvalue()


@cache
def typst_pdf(text: str = NOTICE) -> bytes:
    made: bytes = typst.compile(text.encode(), format="pdf")
    return made


def blank_pdf(*, streams: bool = False) -> bytes:
    out = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    if not streams:
        writer.write(out)
        return out.getvalue()
    # An update by pypdf has its cross-references in a stream.
    update = pypdf.PdfWriter(io.BytesIO(blank_pdf()), incremental=True)
    update.add_metadata({"/Title": "题"})
    update.write(out)
    return out.getvalue()


def pdf_without_information() -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    at = len(body)
    body += b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    here = len(body)
    table = b"xref\n0 3\n0000000000 65535 f\r\n%010d 00000 n\r\n%010d 00000 n\r\n" % (9, at)
    return body + table + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % here


def sound() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", "none"))
        file.writeframes(bytes(range(255)))
    return out.getvalue()


def deck(notes: list[str]) -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE notes (flds TEXT)")
    database.execute("CREATE TABLE col (models TEXT, decks TEXT)")
    database.execute("INSERT INTO col VALUES (?, ?)", (json.dumps({"qfmt": "题"}), "{}"))
    database.executemany("INSERT INTO notes VALUES (?)", [(note,) for note in notes])
    database.commit()
    content = database.serialize()
    database.close()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("collection.anki2", content)
        package.writestr("media", "{}")
    return out.getvalue()


MP3 = b"\xff\xfb\x90\x00" + bytes(413)
FLAC = b"fLaC\x80\x00\x00\x22" + bytes(34) + b"\xff\xf8"
PAGE = f"<!DOCTYPE html>\n<html><head><title>题</title></head>\n<body><p>{NOTICE}</p></body></html>"
DRAWING = (
    '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    f"<text>{NOTICE}</text></svg>"
)

# What Gongwu writes labels into, as it is before any label.
PLAIN: dict[str, Callable[[], bytes]] = {
    "rgb.png": lambda: picture("PNG"),
    "grey.png": lambda: picture("PNG", mode="L"),
    "clear.png": lambda: picture("PNG", mode="RGBA"),
    "photo.jpg": lambda: picture("JPEG"),
    "grey.jpeg": lambda: picture("JPEG", mode="L"),
    "lossy.webp": lambda: picture("WEBP"),
    "clear.webp": lambda: picture("WEBP", mode="RGBA"),
    "drawing.gif": lambda: picture("GIF", mode="P"),
    "letter.docx": lambda: word("题目", NOTICE),
    "table.xlsx": lambda: office("xl/sharedStrings.xml", f"<sst><si><t>{NOTICE}</t></si></sst>"),
    "slides.pptx": lambda: office("ppt/slides/slide1.xml", f"<p><t>{NOTICE}</t></p>"),
    "typst.pdf": typst_pdf,
    "blank.pdf": blank_pdf,
    "streams.pdf": lambda: blank_pdf(streams=True),
    "bare.pdf": pdf_without_information,
    "text.md": lambda: f"# 题\n\n{NOTICE}\n".encode(),
    "front.md": lambda: f"---\ntitle: 题\ntags: [a]\n---\n\n{NOTICE}\n".encode(),
    "windows.md": lambda: f"---\r\ntitle: 题\r\n---\r\n{NOTICE}\r\n".encode(),
    "page.html": PAGE.encode,
    "headless.html": lambda: f"<p>{NOTICE}</p>".encode(),
    "drawing.svg": DRAWING.encode,
    "tone.wav": sound,
    "song.mp3": lambda: MP3,
    "song.flac": lambda: FLAC,
}


def png_with(name: bytes, body: bytes, plain: bytes = b"") -> bytes:
    plain = plain or picture("PNG")
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return plain[:33] + chunk + plain[33:]


def exif(order: str = "<") -> bytes:
    """One user comment, in the folder for EXIF."""
    comment = b"ASCII\0\0\0" + WRAPPED.encode()
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.Struct(order + "HHII")
    first = struct.pack(order + "H", 1) + entry.pack(0x8769, 4, 1, 26) + bytes(4)
    second = struct.pack(order + "H", 1) + entry.pack(0x9286, 7, len(comment), 44) + bytes(4)
    return mark + struct.pack(order + "I", 8) + first + second + comment


def xmp(inside: str, rdf: str = "rdf") -> bytes:
    """A packet as an editor of pictures writes it, with a property of its own."""
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><{rdf}:RDF xmlns:{rdf}='
        f'"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><{rdf}:Description {rdf}:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/"{inside}</{rdf}:Description>'
        f"</{rdf}:RDF></x:xmpmeta>"
    ).encode()


XMP_ELEMENT = xmp(f"><dc:title>题</dc:title><T:AIGC>{BARE}</T:AIGC>")
XMP_ATTRIBUTE = xmp(f" T:AIGC='{BARE}'><dc:title>题</dc:title>", rdf="r")
XMP_WITHOUT = xmp("><dc:title>题</dc:title>")


def itxt(packet: bytes, *, packed: bool = False) -> bytes:
    head = b"XML:com.adobe.xmp\0" + (b"\1" if packed else b"\0") + b"\0\0\0"
    return head + (zlib.compress(packet) if packed else packet)


def jpeg_with(body: bytes) -> bytes:
    plain = picture("JPEG")
    return plain[:2] + struct.pack(">BBH", 0xFF, 0xE1, len(body) + 2) + body + plain[2:]


def tiff_with_xmp() -> bytes:
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "TIFF", tiffinfo={0x2BC: XMP_ELEMENT})
    return out.getvalue()


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(*, full: bool = True, in_user_data: bool = True) -> bytes:
    keys = box(b"keys", struct.pack(">II", 0, 1) + box(b"mdta", b"AIGC"))
    value = box(b"data", struct.pack(">II", 1, 0) + WRAPPED.encode())
    items = box(b"ilst", box(struct.pack(">I", 1), value))
    handler = box(b"hdlr", bytes(8) + b"mdta" + bytes(13))
    meta = box(b"meta", (bytes(4) if full else b"") + handler + keys + items)
    movie = box(b"udta", meta) if in_user_data else meta
    return box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"mvhd", bytes(100)) + movie)


def element(identity: int, body: bytes) -> bytes:
    name = identity.to_bytes((identity.bit_length() + 7) // 8, "big")
    return name + (len(body) | 1 << 28).to_bytes(4, "big") + body


def matroska(*, unknown_size: bool = False) -> bytes:
    simple = element(0x67C8, element(0x45A3, b"AIGC") + element(0x4487, WRAPPED.encode()))
    tags = element(0x1254C367, element(0x7373, simple))
    head = element(0x1A45DFA3, element(0x4282, b"matroska"))
    if unknown_size:
        return head + b"\x18\x53\x80\x67\x01" + b"\xff" * 7 + tags
    return head + element(0x18538067, tags)


def avi() -> bytes:
    record = WRAPPED.encode() + b"\0"
    record += b"\0" * (len(record) % 2)
    inside = b"INFO" + struct.pack("<4sI", b"AIGC", len(record)) + record
    body = b"AVI " + struct.pack("<4sI", b"LIST", len(inside)) + inside
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def flv() -> bytes:
    text = WRAPPED.encode()
    entry = b"\0\4AIGC\2" + struct.pack(">H", len(text)) + text
    script = b"\2\0\x0aonMetaData\x08\0\0\0\1" + entry + b"\0\0\x09"
    tag = b"\x12" + len(script).to_bytes(3, "big") + bytes(7) + script
    return b"FLV\1\5\0\0\0\x09" + bytes(4) + tag + struct.pack(">I", len(tag))


def comments(*texts: str) -> bytes:
    packed = [struct.pack("<I", len(text.encode())) + text.encode() for text in ("x", *texts)]
    return packed[0] + struct.pack("<I", len(texts)) + b"".join(packed[1:])


def ogg(magic: bytes = b"\x03vorbis") -> bytes:
    def page(packet: bytes) -> bytes:
        lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
        return b"OggS" + bytes(22) + bytes([len(lacing)]) + lacing + packet

    return page(b"\1vorbis" + bytes(23)) + page(magic + comments("TITLE=题", f"aigc={WRAPPED}"))


def flac_with_comment() -> bytes:
    body = comments(f"AIGC={WRAPPED}", "TITLE=题")
    return FLAC[:4] + b"\0" + FLAC[5:42] + b"\x84" + len(body).to_bytes(3, "big") + body + FLAC[42:]


def mp3_with(version: int, encoding: int) -> bytes:
    name = ("latin-1", "utf-16", "utf-16-be", "utf-8")[encoding]
    body = bytes([encoding]) + f"AIGC\0{WRAPPED}".encode(name)
    size = len(body)
    spread = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    frame = b"TXXX" + (spread if version == 4 else struct.pack(">I", size)) + b"\0\0" + body
    total = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3" + bytes([version, 0, 0]) + total + frame + MP3


def wav_with_chunk() -> bytes:
    record = WRAPPED.encode()
    body = sound()[8:] + b"\0" + struct.pack("<4sI", b"AIGC", len(record)) + record
    body += b"\0" * (len(record) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def word_with_property() -> bytes:
    """As Word writes it: several properties, the prefix `vt` declared at the root."""
    plain = word(NOTICE)
    out = io.BytesIO()
    space = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    values = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    key = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info))
        new.writestr(
            "docProps/custom.xml",
            f'<Properties xmlns="{space}" xmlns:vt="{values}">'
            f'<property fmtid="{key}" pid="2" name="Team"><vt:lpwstr>三班</vt:lpwstr></property>'
            f'<property fmtid="{key}" pid="3" name="AIGC"><vt:lpwstr>{BARE}</vt:lpwstr></property>'
            "</Properties>",
        )
    return out.getvalue()


def pdf_with_entry() -> bytes:
    out = io.BytesIO()
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/AIGC": WRAPPED, "/Title": "题"})
    writer.write(out)
    return out.getvalue()


def yaml_lines(label: ImplicitLabel, quote: str) -> str:
    return "".join(f"    {key}: {quote}{value}{quote}\n" for key, value in label.fields.items())


# What other makers' files look like: each holds THEIRS, once. The carriers of the TC260 guides.
STRANGERS: dict[str, Callable[[], bytes]] = {
    "xmp.png": lambda: png_with(b"iTXt", itxt(XMP_ELEMENT)),
    "attribute.png": lambda: png_with(b"iTXt", itxt(XMP_ATTRIBUTE)),
    "packed.png": lambda: png_with(b"iTXt", itxt(XMP_ELEMENT, packed=True)),
    "text.png": lambda: png_with(b"tEXt", b"AIGC\0" + WRAPPED.encode()),
    "ztext.png": lambda: png_with(b"zTXt", b"AIGC\0\0" + zlib.compress(WRAPPED.encode())),
    "exif.png": lambda: png_with(b"eXIf", exif()),
    "xmp.jpg": lambda: jpeg_with(b"http://ns.adobe.com/xap/1.0/\0" + XMP_ELEMENT),
    "exif.jpg": lambda: jpeg_with(b"Exif\0\0" + exif()),
    "motorola.jpg": lambda: jpeg_with(b"Exif\0\0" + exif(">")),
    "xmp.webp": lambda: webp_with_xmp(),
    "xmp.tiff": tiff_with_xmp,
    "xmp.gif": lambda: gif_with_xmp(),
    "keys.mp4": mp4,
    "keys.mov": lambda: mp4(full=False),
    "meta.mp4": lambda: mp4(in_user_data=False),
    "tag.mkv": matroska,
    "live.webm": lambda: matroska(unknown_size=True),
    "info.avi": avi,
    "script.flv": flv,
    "comment.ogg": ogg,
    "comment.opus": lambda: ogg(b"OpusTags"),
    "comment.flac": flac_with_comment,
    "three.mp3": lambda: mp3_with(3, 0),
    "four.mp3": lambda: mp3_with(4, 3),
    "wide.mp3": lambda: mp3_with(3, 1),
    "chunk.wav": wav_with_chunk,
    "property.docx": word_with_property,
    "entry.pdf": pdf_with_entry,
    "quoted.md": lambda: f"---\nAIGC:\n{yaml_lines(THEIRS, chr(34))}---\n{NOTICE}".encode(),
    "plain.md": lambda: f"---\nAIGC:\n{yaml_lines(THEIRS, chr(39))}a: 1\n---\n{NOTICE}".encode(),
    "flow.md": lambda: f"---\nAIGC: {BARE}\n---\n{NOTICE}".encode(),
    "meta.html": lambda: f"<META content='{BARE}' NAME=AIGC><p>{NOTICE}".encode(),
    "xmp.svg": lambda: DRAWING.replace(
        "<text>", f"<metadata>{XMP_ELEMENT.decode()}</metadata><text>"
    ).encode(),
}


def webp_with_xmp() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40)).save(out, "WEBP", xmp=XMP_ELEMENT)
    return out.getvalue()


def gif_with_xmp() -> bytes:
    plain = picture("GIF", mode="P")
    trailer = b"\1" + bytes(range(255, -1, -1)) + b"\0"
    return plain[:-1] + b"\x21\xff\x0bXMP DataXMP" + XMP_ELEMENT + trailer + b"\x3b"
