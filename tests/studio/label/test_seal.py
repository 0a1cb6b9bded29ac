"""The one door through which a file leaves: labels in, labels read back, or no file."""

import ast
import dataclasses
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from gongwu.errors import BadInputError, RefusedError
from gongwu.studio.label import manifest, picture
from gongwu.studio.label.apply import Labels, Sealed, Signing, seal
from gongwu.studio.label.carriers import choose
from gongwu.studio.label.implicit import parse
from gongwu.studio.label.inspect import Report, inspect
from gongwu.studio.label.keys import KeyFolder, Trust
from gongwu.studio.label.record import Record
from tests.studio.label.samples import (
    NOTICE,
    PAGE,
    PLAIN,
    THEIRS,
    deck,
    sound,
    typst_pdf,
    word,
)
from tests.studio.label.samples import picture as made

SHOWN: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: word("题", NOTICE),
    ".pdf": typst_pdf,
    ".md": PLAIN["text.md"],
    ".html": PAGE.encode,
    ".svg": PLAIN["drawing.svg"],
    ".xlsx": PLAIN["table.xlsx"],
    ".pptx": PLAIN["slides.pptx"],
    ".txt": NOTICE.encode,
    ".gift": lambda: f"// {NOTICE}\n::一:: 1+1= {{#2}}".encode(),
    ".csv": lambda: f"{NOTICE}\n题,答".encode(),
    ".xml": lambda: f"<quiz><text><![CDATA[<p>{NOTICE}]]></text></quiz>".encode(),
    ".apkg": lambda: deck([NOTICE]),
    ".png": lambda: picture.with_visible_label(made("PNG")),
    ".jpg": lambda: picture.with_visible_label(made("JPEG")),
}
SIDECAR_ONLY = {".txt", ".gift", ".csv", ".xml", ".apkg"}
SIGNED_INSIDE = [suffix for suffix in (*SHOWN, ".wav") if manifest.can_sign(suffix)]
every_format = pytest.mark.parametrize("suffix", SHOWN)


@every_format
def test_a_sealed_file_is_compliant(suffix: str, labels: Labels, record: Record) -> None:
    sealed = seal(SHOWN[suffix](), suffix, labels, record)
    report = inspect(sealed.content, "f" + suffix, sealed.sidecar)
    assert (report.verdict, report.visible, report.signature) == ("compliant", "found", "none")
    assert [found.label for found in report.labels] == [labels.implicit]
    assert (sealed.sidecar is not None) == (suffix in SIDECAR_ONLY)
    assert report.record is None  # nothing vouches for one


@every_format
def test_a_signed_file_tells_its_record(
    suffix: str, labels: Labels, record: Record, signing: Signing
) -> None:
    sealed = seal(SHOWN[suffix](), suffix, labels, record, signing)
    report = inspect(sealed.content, "f" + suffix, sealed.sidecar, signing.keys.trust())
    assert (report.verdict, report.signature) == ("compliant", "valid")
    assert report.record is not None
    assert report.record.reviewer == "王老师"
    assert report.record.piece == record.piece
    assert report.record.approved_at == "2026-11-23T08:00:00+00:00"
    assert inspect(sealed.content, "f" + suffix, sealed.sidecar).signature == "untrusted key"


@every_format
def test_sealing_is_deterministic(
    suffix: str, labels: Labels, record: Record, signing: Signing
) -> None:
    content = SHOWN[suffix]()
    assert seal(content, suffix, labels, record, signing) == seal(
        content, suffix, labels, record, signing
    )


@every_format
def test_chinese_titles_never_leak_into_the_implicit_label(
    suffix: str, labels: Labels, record: Record, signing: Signing
) -> None:
    sealed = seal(SHOWN[suffix](), suffix, labels, record, signing)
    report = inspect(sealed.content, "f" + suffix, sealed.sidecar)
    assert all(value.isascii() for value in report.labels[0].fields.values())


WITHOUT_NOTICE: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: word("题"),
    ".pdf": lambda: typst_pdf("正文"),
    ".md": "# 题".encode,
    ".html": lambda: b"<p>x",
    ".svg": lambda: b"<svg><g/></svg>",
    ".txt": "正文".encode,
    ".gift": lambda: b"::x:: {=1}",
    ".xml": lambda: b"<quiz/>",
    ".apkg": lambda: deck(["题"]),
    ".zip": lambda: deck(["题"]),
    ".png": lambda: made("PNG"),
    ".jpg": lambda: made("JPEG"),
    ".gif": lambda: made("GIF"),
}


@pytest.mark.parametrize("suffix", WITHOUT_NOTICE)
def test_a_file_that_does_not_show_its_notice_is_refused(
    suffix: str, labels: Labels, record: Record
) -> None:
    with pytest.raises(RefusedError) as refusal:
        seal(WITHOUT_NOTICE[suffix](), suffix, labels, record)
    assert NOTICE in refusal.value.zh


def test_a_notice_in_a_place_that_nobody_sees_does_not_count(
    labels: Labels, record: Record
) -> None:
    with pytest.raises(RefusedError):
        seal(f"<!-- {NOTICE} --><p>正文".encode(), ".html", labels, record)


@pytest.mark.parametrize("notice", ["", "人工智能", "由机器生成", "并非人工智能生成"])
def test_a_notice_that_is_no_visible_label_is_refused(
    notice: str, labels: Labels, record: Record
) -> None:
    with pytest.raises(BadInputError):
        seal(notice.encode(), ".txt", replace(labels, notice=notice), record)


def test_a_format_that_shows_nothing_is_sealed_by_its_sidecar(
    labels: Labels, record: Record, signing: Signing
) -> None:
    unseen = replace(labels, visible=False)
    sealed = seal(b'{"a": 1}', ".json", unseen, record, signing)
    report = inspect(sealed.content, "f.json", sealed.sidecar, signing.keys.trust())
    assert (report.verdict, report.visible, report.signature) == ("compliant", "not shown", "valid")
    assert sealed.content == b'{"a": 1}'


def test_sound_is_sealed_though_no_program_hears_its_label(
    labels: Labels, record: Record, signing: Signing
) -> None:
    sealed = seal(sound(), ".wav", labels, record, signing)
    report = inspect(sealed.content, "f.wav", sealed.sidecar, signing.keys.trust())
    assert (report.verdict, report.visible, report.signature) == (
        "inconclusive",
        "cannot tell",
        "valid",
    )


def test_another_makers_label_is_passed_on(
    labels: Labels, record: Record, signing: Signing
) -> None:
    theirs = choose.write(SHOWN[".docx"](), "f.docx", THEIRS)
    sealed = seal(theirs, ".docx", labels, record, signing)
    (found,) = choose.read(sealed.content, "f.docx")
    label = parse(found.text)
    assert label.content_producer == THEIRS.content_producer
    assert label.content_propagator == labels.implicit.content_producer
    report = inspect(sealed.content, "f.docx", sealed.sidecar, signing.keys.trust())
    assert (report.verdict, report.signature) == ("compliant", "valid")


@pytest.mark.parametrize("suffix", SIGNED_INSIDE)
def test_a_manifest_goes_in_last_and_both_signatures_hold(
    suffix: str, labels: Labels, record: Record, keys: KeyFolder
) -> None:
    pytest.importorskip("c2pa")
    content = SHOWN[suffix]() if suffix in SHOWN else sound()
    sealed = seal(content, suffix, labels, record, Signing(keys=keys, c2pa=True))
    alone = inspect(sealed.content, "f" + suffix, None, keys.trust())
    both = inspect(sealed.content, "f" + suffix, sealed.sidecar, keys.trust())
    assert alone.signature == both.signature == "valid"
    assert alone.record is not None
    assert both.record is not None
    assert alone.record == replace(both.record, file_sha256="")
    assert alone.verdict == ("inconclusive" if suffix == ".wav" else "compliant")


def test_a_manifest_is_not_promised_where_none_can_be(
    labels: Labels, record: Record, keys: KeyFolder
) -> None:
    with pytest.raises(BadInputError):
        seal(NOTICE.encode(), ".txt", labels, record, Signing(keys=keys, c2pa=True))


@pytest.mark.parametrize(
    "change", [{"verdict": "noncompliant"}, {"labels": ()}, {"signature": "none"}], ids=str
)
def test_what_does_not_read_back_does_not_leave(
    labels: Labels,
    record: Record,
    signing: Signing,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, object],
) -> None:
    def forgetful(content: bytes, name: str, sidecar: bytes | None, trust: Trust | None) -> Report:
        return dataclasses.replace(inspect(content, name, sidecar, trust), **change)  # type: ignore[arg-type]

    monkeypatch.setattr("gongwu.studio.label.apply.inspect", forgetful)
    with pytest.raises(RefusedError):
        seal(SHOWN[".md"](), ".md", labels, record, signing)


# Every changed byte is noticed.


def unnoticed(sealed: Sealed, name: str, keys: KeyFolder, times: int) -> list[int]:
    assert sealed.sidecar is not None
    dice, trust, places = random.Random(name), keys.trust(), []
    for n in range(times):
        file, beside = bytearray(sealed.content), bytearray(sealed.sidecar)
        target = beside if n % 4 == 0 else file
        place = dice.randrange(len(target))
        target[place] ^= 1 << dice.randrange(8)
        if inspect(bytes(file), name, bytes(beside), trust).signature != "invalid":
            places.append(place)
    return places


@every_format
def test_no_flip_of_file_or_sidecar_goes_unnoticed(
    suffix: str, labels: Labels, record: Record, signing: Signing
) -> None:
    sealed = seal(SHOWN[suffix](), suffix, labels, record, signing)
    assert unnoticed(sealed, "f" + suffix, signing.keys, 20) == []


@pytest.mark.slow
@every_format
def test_of_a_thousand_flips_none_goes_unnoticed(
    suffix: str, labels: Labels, record: Record, signing: Signing
) -> None:
    sealed = seal(SHOWN[suffix](), suffix, labels, record, signing)
    assert unnoticed(sealed, "f" + suffix, signing.keys, 1_000) == []


def test_a_sidecar_of_another_file_is_noticed(
    labels: Labels, record: Record, signing: Signing
) -> None:
    one = seal(SHOWN[".md"](), ".md", labels, record, signing)
    two = seal(SHOWN[".html"](), ".html", labels, record, signing)
    report = inspect(one.content, "f.md", two.sidecar, signing.keys.trust())
    assert report.signature == "invalid"
    assert report.record is None


def test_an_unsigned_sidecar_still_belongs_to_one_file(labels: Labels, record: Record) -> None:
    sealed = seal(NOTICE.encode(), ".txt", labels, record)
    report = inspect(NOTICE.encode() + b" ", "f.txt", sealed.sidecar)
    assert report.signature == "invalid"


def test_there_is_no_function_that_takes_labels_away(repository: Path) -> None:
    """Measures, article 10. Whoever adds one meets this test."""
    files = (repository / "src" / "gongwu" / "studio" / "label").rglob("*.py")
    functions = [
        node.name
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert "seal" in functions
    away = ("remove", "strip", "erase", "delete", "unlabel", "clear")
    assert not [name for name in functions if any(verb in name for verb in away)]
