"""C2PA manifests: judged by the C2PA library's own reader, and flipped bit by bit."""

import io
import json
import random
import zipfile
from collections.abc import Callable
from dataclasses import asdict, replace

import docx
import pypdf
import pytest
from PIL import Image

from gongwu.errors import BadInputError
from gongwu.studio.label import manifest
from gongwu.studio.label.carriers import choose, office
from gongwu.studio.label.inspect import inspect
from gongwu.studio.label.keys import KeyFolder, Trust
from gongwu.studio.label.record import Statement
from tests.studio.label.samples import OURS, PLAIN, blank_pdf, picture, sound, word
from tests.studio.label.test_sidecar import STATEMENT

c2pa = pytest.importorskip("c2pa")

FILES: dict[str, Callable[[], bytes]] = {
    "a.png": lambda: picture("PNG", (60, 40)),
    "a.jpg": lambda: picture("JPEG", (60, 40)),
    "a.pdf": blank_pdf,
    "a.docx": lambda: word("题"),
    "a.wav": sound,
}
every_file = pytest.mark.parametrize("name", FILES)


def signed(name: str, keys: KeyFolder, statement: Statement = STATEMENT) -> bytes:
    labelled = choose.write(FILES[name](), name, OURS)
    return manifest.signed(labelled, name[1:], keys.leaf(), OURS, statement)


def library_report(name: str, data: bytes, anchors: str) -> dict[str, object]:
    settings = c2pa.Settings.from_dict(
        {"trust": {"trust_anchors": anchors}, "verify": {"verify_trust": True}}
    )
    with c2pa.Context(settings=settings) as context:
        reader = c2pa.Reader(manifest._MEDIA_TYPES[name[1:]], io.BytesIO(data), context=context)
        report: dict[str, object] = json.loads(reader.json())
        return report


@every_file
def test_the_librarys_own_reader_trusts_it(name: str, keys: KeyFolder) -> None:
    report = library_report(name, signed(name, keys), keys.trust().anchors)
    assert report["validation_state"] == "Trusted"
    said = json.dumps(report, ensure_ascii=False)
    assert "digitalsourcetype/trainedAlgorithmicMedia" in said
    assert "cn.tc260.aigc" in said
    assert OURS.produce_id in said


@every_file
def test_the_record_reads_back_and_the_label_in_the_file_stays(name: str, keys: KeyFolder) -> None:
    data = signed(name, keys)
    read = manifest.read(data, name, keys.trust())
    assert (read.standing, read.statement, read.fields) == ("valid", STATEMENT, OURS.fields)
    assert manifest.read(data, name, Trust()).standing == "untrusted key"
    assert len(choose.read(data, name)) == 1


@every_file
def test_a_file_without_a_manifest_has_none(name: str, keys: KeyFolder) -> None:
    assert manifest.read(FILES[name](), name, keys.trust()).standing == "none"


@every_file
def test_other_readers_open_the_signed_file(name: str, keys: KeyFolder) -> None:
    data = signed(name, keys)
    if name in ("a.png", "a.jpg"):
        Image.open(io.BytesIO(data)).load()
    elif name == "a.pdf":
        assert len(pypdf.PdfReader(io.BytesIO(data)).pages) == 1
    elif name == "a.docx":
        assert docx.Document(io.BytesIO(data)).paragraphs[0].text == "题"
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.testzip() is None
            assert b'Extension="c2pa"' in package.read(office.TYPES)


def test_what_a_person_edited_is_called_a_composite(keys: KeyFolder) -> None:
    data = signed("a.png", keys, replace(STATEMENT, edited=True))
    assert b"compositeWithTrainedAlgorithmicMedia" in data


def test_the_anchor_of_another_workshop_does_not_vouch(
    keys: KeyFolder, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = KeyFolder(tmp_path_factory.mktemp("other"))
    other.leaf()
    assert manifest.read(signed("a.png", keys), "a.png", other.trust()).standing == "untrusted key"


def flipped(data: bytes, place: int, dice: random.Random) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 1 << dice.randrange(8)
    return bytes(changed)


def missed(name: str, keys: KeyFolder, times: int) -> list[int]:
    data, dice, trust = signed(name, keys), random.Random(name), keys.trust()
    # Half of the flips go where no hash reaches: around and into the manifest itself.
    near = range(max(0, data.index(b"jumb") - 60), data.rindex(b"jumb") + 1_500)
    places = [dice.choice(near) if n % 2 else dice.randrange(len(data)) for n in range(times)]
    places = [place for place in places if place < len(data)]
    return [
        place
        for place in places
        if manifest.read(flipped(data, place, dice), name, trust).standing == "valid"
    ]


@every_file
def test_no_flip_goes_unnoticed(name: str, keys: KeyFolder) -> None:
    assert missed(name, keys, 25) == []


@pytest.mark.slow
@every_file
def test_of_a_thousand_flips_none_goes_unnoticed(name: str, keys: KeyFolder) -> None:
    assert missed(name, keys, 1_000) == []


@every_file
def test_a_byte_more_at_the_end_is_noticed(name: str, keys: KeyFolder) -> None:
    data = signed(name, keys) + b"\0"
    assert manifest.read(data, name, keys.trust()).standing != "valid"


def test_a_picture_saved_again_has_lost_its_manifest(keys: KeyFolder) -> None:
    out = io.BytesIO()
    Image.open(io.BytesIO(signed("a.png", keys))).save(out, "PNG")
    assert manifest.read(out.getvalue(), "a.png", keys.trust()).standing == "none"


def test_other_formats_are_refused_by_name(keys: KeyFolder) -> None:
    assert not manifest.can_sign(".md")
    with pytest.raises(BadInputError) as refusal:
        manifest.signed(PLAIN["text.md"](), ".md", keys.leaf(), OURS, STATEMENT)
    assert ".md" in refusal.value.en


def test_text_that_talks_of_manifests_has_none(keys: KeyFolder) -> None:
    assert manifest.read(b"jumb c2pa", "a.txt", keys.trust()).standing == "none"


def test_without_the_extra_a_manifest_is_said_to_be_unread(
    keys: KeyFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = signed("a.png", keys)
    monkeypatch.setattr(manifest, "available", lambda: False)
    report = inspect(data, "a.png", None, keys.trust())
    assert report.signature == "none"
    assert "gongwu[c2pa]" in " ".join(finding.zh for finding in report.findings)


@pytest.mark.parametrize(
    "change", [{"notice": 5}, {"piece": None}, {"edited": "no"}, {"more": "1"}], ids=str
)
def test_a_record_of_another_shape_is_no_record(
    keys: KeyFolder, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    """A stranger may sign anything; only what reads as our record is one."""
    monkeypatch.setattr(
        "gongwu.studio.label.manifest.asdict", lambda statement: {**asdict(statement), **change}
    )
    data = signed("a.png", keys)
    monkeypatch.undo()
    assert manifest.read(data, "a.png", keys.trust()).statement is None
    inspect(data, "a.png", None, keys.trust())


def test_the_check_sum_of_the_manifests_own_chunk_counts(keys: KeyFolder) -> None:
    """Found by leaving the check out: C2PA itself passes over this sum."""
    data = bytearray(signed("a.png", keys))
    start = data.index(b"caBX") - 4
    length = int.from_bytes(data[start : start + 4], "big")
    data[start + 8 + length] ^= 1
    assert manifest.read(bytes(data), "a.png", keys.trust()).standing == "invalid"
