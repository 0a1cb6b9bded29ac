"""Every carrier that is written, read back by ours and by other people's readers."""

import io
import json
import shutil
import subprocess
import wave
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import docx
import pypdf
import pytest
from hypothesis import given, settings
from PIL import Image

from gongwu.errors import BadInputError, GongwuError, RefusedError
from gongwu.studio.label.carriers import choose, office
from gongwu.studio.label.implicit import KEYS, ImplicitLabel, first_label, parse
from tests.studio.label.samples import (
    DRAWING,
    OURS,
    PLAIN,
    STRANGERS,
    THEIRS,
    XMP_WITHOUT,
    itxt,
    jpeg_with,
    picture,
    png_with,
    word,
)
from tests.studio.label.test_implicit import labels

every_plain_file = pytest.mark.parametrize("name", PLAIN)
every_stranger = pytest.mark.parametrize("name", STRANGERS)


# Their format is written, but in another carrier.
READ_ONLY = ("exif.png", "exif.jpg", "motorola.jpg", "info.avi", "comment.ogg", "comment.opus")


def the_label(data: bytes, name: str) -> ImplicitLabel:
    (found,) = choose.read(data, name)
    return parse(found.text)


@every_plain_file
def test_a_plain_file_has_no_label_and_then_exactly_ours(name: str) -> None:
    plain = PLAIN[name]()
    assert choose.read(plain, name) == []
    assert the_label(choose.write(plain, name, OURS), name) == OURS


@every_plain_file
def test_the_same_file_and_label_give_the_same_bytes(name: str) -> None:
    plain = PLAIN[name]()
    assert choose.write(plain, name, OURS) == choose.write(plain, name, OURS)


@every_plain_file
def test_writing_the_label_again_changes_nothing(name: str) -> None:
    once = choose.write(PLAIN[name](), name, OURS)
    assert choose.write(once, name, OURS) == once


@every_plain_file
def test_our_own_label_is_brought_up_to_date(name: str) -> None:
    newer = ImplicitLabel(
        label="1",
        content_producer=OURS.content_producer,
        produce_id=OURS.produce_id,
        content_propagator="Gongwu(2)",
        propagate_id="p&<2>",
    )
    labelled = choose.write(PLAIN[name](), name, OURS)
    assert the_label(choose.write(labelled, name, newer), name) == newer


@every_plain_file
def test_another_makers_label_stays_and_we_are_who_passes_it_on(name: str) -> None:
    labelled = choose.write(PLAIN[name](), name, THEIRS)
    passed = the_label(choose.write(labelled, name, OURS), name)
    assert (passed.label, passed.content_producer) == (THEIRS.label, THEIRS.content_producer)
    assert passed.produce_id == THEIRS.produce_id
    assert passed.content_propagator == OURS.content_propagator
    assert passed.propagate_id == OURS.propagate_id


@settings(max_examples=8)
@given(label=labels())
@every_plain_file
def test_any_label_reads_back_from_any_carrier(name: str, label: ImplicitLabel) -> None:
    assert the_label(choose.write(PLAIN[name](), name, label), name) == label


@every_stranger
def test_other_makers_carriers_are_read(name: str) -> None:
    assert the_label(STRANGERS[name](), name) == THEIRS


def test_more_than_twelve_kinds_of_carrier_are_read() -> None:
    kinds = {choose.read(make(), name)[0].carrier for name, make in STRANGERS.items()}
    assert len(kinds) >= 12


@every_stranger
def test_passing_on_another_makers_file_never_leaves_none_nor_two(name: str) -> None:
    data = STRANGERS[name]()
    if not choose.can_carry(data, name):
        return
    try:
        passed = choose.write(data, name, OURS)
    except GongwuError:  # a carrier that is only read: nothing is written
        assert name in READ_ONLY
        return
    label = the_label(passed, name)
    assert label.content_producer == THEIRS.content_producer
    assert label.content_propagator == OURS.content_propagator


def test_a_file_with_two_labels_is_not_written() -> None:
    chunk = b"AIGC\0" + THEIRS.json("wrapped").encode()
    twice = png_with(b"tEXt", chunk)
    twice = twice[:33] + twice[33 : 33 + 12 + len(chunk)] + twice[33:]
    assert len(choose.read(twice, "x.png")) == 2
    with pytest.raises(RefusedError) as refusal:
        choose.write(twice, "x.png", OURS)
    assert "carries 2 implicit labels" in refusal.value.en


def test_a_label_that_cannot_be_read_is_not_overwritten() -> None:
    broken = png_with(b"tEXt", b"AIGC\0{not json")
    with pytest.raises(BadInputError):
        choose.write(broken, "x.png", OURS)


@pytest.mark.parametrize(
    "name", ["a.png", "a.jpg", "a.gif", "a.wav", "a.docx", "a.pdf", "a.flac", "a.svg"]
)
def test_broken_files_take_no_label(name: str) -> None:
    whole = next(make() for key, make in PLAIN.items() if key.endswith(name[1:]))
    with pytest.raises(BadInputError):
        choose.write(whole[: len(whole) // 2], name, OURS)


@pytest.mark.parametrize("name", ["a.md", "a.html", "a.svg"])
def test_text_that_is_not_utf8_takes_no_label(name: str) -> None:
    with pytest.raises(BadInputError):
        choose.write("标识".encode("gb18030"), name, OURS)


# What other people's readers see.


@pytest.mark.parametrize("name", [name for name in PLAIN if name.endswith((".png", ".webp"))])
def test_pillow_finds_our_xmp_and_the_same_pixels(name: str) -> None:
    plain, labelled = PLAIN[name](), choose.write(PLAIN[name](), name, OURS)
    image = Image.open(io.BytesIO(labelled))
    packet = image.info["xmp"]
    assert OURS.json("bare") in (packet if isinstance(packet, str) else packet.decode())
    assert (
        image.convert("RGBA").tobytes() == Image.open(io.BytesIO(plain)).convert("RGBA").tobytes()
    )


@pytest.mark.parametrize("name", ["photo.jpg", "grey.jpeg"])
def test_pillow_finds_our_xmp_in_jpeg(name: str) -> None:
    image = Image.open(io.BytesIO(choose.write(PLAIN[name](), name, OURS)))
    assert OURS.json("bare").encode() in image.info["xmp"]
    assert image.tobytes() == Image.open(io.BytesIO(PLAIN[name]())).tobytes()


def test_pillow_reads_a_gif_past_our_xmp() -> None:
    image = Image.open(io.BytesIO(choose.write(PLAIN["drawing.gif"](), "x.gif", OURS)))
    assert image.tobytes() == Image.open(io.BytesIO(PLAIN["drawing.gif"]())).tobytes()


def test_word_documents_open_and_keep_their_words() -> None:
    labelled = choose.write(word("一", "二"), "x.docx", OURS)
    assert [p.text for p in docx.Document(io.BytesIO(labelled)).paragraphs] == ["一", "二"]


def test_the_custom_part_is_declared_and_related() -> None:
    with zipfile.ZipFile(io.BytesIO(choose.write(word("一"), "x.docx", OURS))) as package:
        assert package.testzip() is None
        types = ElementTree.fromstring(package.read(office.TYPES))
        relations = ElementTree.fromstring(package.read(office.RELATIONS))
    assert "/docProps/custom.xml" in [part.get("PartName") for part in types]
    identities = [relation.get("Id") for relation in relations]
    assert len(identities) == len(set(identities))
    assert "docProps/custom.xml" in [relation.get("Target") for relation in relations]


def test_other_custom_properties_stay() -> None:
    passed = choose.write(STRANGERS["property.docx"](), "x.docx", OURS)
    with zipfile.ZipFile(io.BytesIO(passed)) as package:
        assert "三班" in package.read(office.CUSTOM).decode()


@pytest.mark.parametrize("name", [name for name in PLAIN if name.endswith(".pdf")])
def test_pypdf_reads_the_label_and_the_old_bytes_stay(name: str) -> None:
    plain, labelled = PLAIN[name](), choose.write(PLAIN[name](), name, OURS)
    assert labelled.startswith(plain)
    document = pypdf.PdfReader(io.BytesIO(labelled), strict=True)
    assert document.metadata is not None
    assert json.loads(str(document.metadata["/AIGC"]))["AIGC"] == OURS.fields
    before = dict(pypdf.PdfReader(io.BytesIO(plain)).metadata or {})
    assert {**before, "/AIGC": document.metadata["/AIGC"]} == dict(document.metadata)
    assert len(document.pages) == len(pypdf.PdfReader(io.BytesIO(plain)).pages)


@pytest.mark.parametrize("name", ["text.md", "front.md"])
def test_a_yaml_reader_reads_our_front_matter(name: str) -> None:
    yaml = pytest.importorskip("yaml")
    text = choose.write(PLAIN[name](), name, OURS).decode()
    front = yaml.safe_load(text.split("---")[1])
    assert front["AIGC"] == OURS.fields
    assert tuple(front["AIGC"]) == KEYS
    if name == "front.md":
        assert (front["title"], front["tags"]) == ("题", ["a"])


def test_another_html_reader_reads_our_meta() -> None:
    soup = pytest.importorskip("bs4").BeautifulSoup
    page = soup(choose.write(PLAIN["page.html"](), "x.html", OURS), "html.parser")
    assert json.loads(page.head.find("meta", {"name": "AIGC"})["content"]) == OURS.fields
    assert page.title.text == "题"


def test_a_wave_keeps_its_sound() -> None:
    with wave.open(io.BytesIO(choose.write(PLAIN["tone.wav"](), "x.wav", OURS))) as file:
        assert file.readframes(999) == bytes(range(255))


def test_a_drawing_with_a_document_type_is_written() -> None:
    drawing = DRAWING.replace("<svg", '<!DOCTYPE svg PUBLIC "a" "b">\n<svg', 1).encode()
    labelled = choose.write(drawing, "x.svg", OURS)
    assert the_label(labelled, "x.svg") == OURS
    assert ElementTree.fromstring(labelled)[-1].text == ElementTree.fromstring(drawing)[-1].text


@pytest.mark.parametrize("packed", [False, True])
def test_the_rest_of_an_xmp_packet_stays_as_it_is(packed: bool) -> None:
    labelled = choose.write(png_with(b"iTXt", itxt(XMP_WITHOUT, packed=packed)), "x.png", OURS)
    assert the_label(labelled, "x.png") == OURS
    assert "<dc:title>题</dc:title>".encode() in labelled
    assert labelled.count(b"XML:com.adobe.xmp") == 1


def test_jpeg_has_one_xmp_segment_after_the_label() -> None:
    data = jpeg_with(b"http://ns.adobe.com/xap/1.0/\0" + XMP_WITHOUT)
    labelled = choose.write(data, "x.jpg", OURS)
    assert labelled.count(b"http://ns.adobe.com/xap/1.0/") == 1
    assert the_label(labelled, "x.jpg") == OURS


def test_text_that_begins_like_another_format_is_still_text() -> None:
    page = b"%PDF-1.7 is how a PDF begins"
    assert the_label(choose.write(page, "x.md", OURS), "x.md") == OURS


def test_front_matter_that_ends_the_file_takes_the_label() -> None:
    assert the_label(choose.write(b"---\na: 1\n---", "x.md", OURS), "x.md") == OURS


def test_exiftool_agrees_where_it_is_installed(tmp_path: Path) -> None:
    tool = shutil.which("exiftool")
    if tool is None:
        pytest.skip("exiftool is not installed")
    for name in ("rgb.png", "photo.jpg", "lossy.webp", "drawing.gif"):
        path = tmp_path / name
        path.write_bytes(choose.write(PLAIN[name](), name, OURS))
        said = subprocess.run([tool, "-xmp:all", path], capture_output=True, text=True, check=True)
        assert OURS.produce_id in said.stdout


def test_no_chinese_and_no_base64_gets_into_a_label() -> None:
    record = first_label("Gongwu", "gongwu-1-1").json("wrapped")
    assert record.isascii()
    assert json.loads(record)["AIGC"]["ProduceID"] == "gongwu-1-1"


def test_the_pictures_size_is_kept_when_a_simple_webp_becomes_an_extended_one() -> None:
    makers: list[Callable[[], bytes]] = [
        lambda: picture("WEBP", (301, 17)),
        lambda: picture("WEBP", (1, 1)),
    ]
    for make in makers:
        before = Image.open(io.BytesIO(make())).size
        assert Image.open(io.BytesIO(choose.write(make(), "x.webp", OURS))).size == before
