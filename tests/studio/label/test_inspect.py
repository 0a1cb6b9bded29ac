"""The verdict on files of every kind: ours, other people's, and broken ones."""

import json
import random
from dataclasses import replace

import pytest

from gongwu.studio.label import picture
from gongwu.studio.label.apply import Labels, Signing, seal
from gongwu.studio.label.carriers import choose
from gongwu.studio.label.inspect import inspect
from gongwu.studio.label.record import Record
from tests.studio.label.samples import (
    BARE,
    NOTICE,
    OURS,
    PLAIN,
    STRANGERS,
    THEIRS,
    WRAPPED,
    XMP_ELEMENT,
    deck,
    itxt,
    png_with,
    sound,
    word,
)
from tests.studio.label.samples import picture as made

# What can be read in words shows NOTICE; in other formats a program here sees and hears nothing.
WORDS = (".docx", ".md", ".html", ".svg", ".xlsx", ".pptx", "typst.pdf")
EMPTY = ("blank.pdf", "streams.pdf", "bare.pdf", "entry.pdf")


def expected(name: str) -> str:
    if name in EMPTY:
        return "noncompliant"
    return "compliant" if name.endswith(WORDS) else "inconclusive"


@pytest.mark.parametrize("name", STRANGERS)
def test_other_makers_files_are_judged(name: str) -> None:
    report = inspect(STRANGERS[name](), name)
    assert report.verdict == expected(name)
    assert [found.label for found in report.labels] == [THEIRS]
    assert report.signature == "none"


@pytest.mark.parametrize("name", PLAIN)
def test_files_with_our_label_are_judged(name: str) -> None:
    report = inspect(choose.write(PLAIN[name](), name, OURS), name)
    assert report.verdict == expected(name)
    assert [found.label for found in report.labels] == [OURS]


@pytest.mark.parametrize("name", PLAIN)
def test_a_visible_label_alone_is_not_enough_where_metadata_could_stand(name: str) -> None:
    report = inspect(PLAIN[name](), name)
    assert report.verdict == ("noncompliant" if expected(name) == "compliant" else "not found")
    assert "implicit-label" in {finding.rule for finding in report.findings}


UNLABELLED = {
    "a.md": "# 题".encode(),
    "a.txt": "正文".encode(),
    "essay.txt": ("山高水长。" * 99 + "人工智能可以生成文字。" + "草木有时。" * 99).encode(),
    "a.html": b"<p>x",
    "a.docx": word("题"),
    "a.apkg": deck(["题"]),
    "a.png": made("PNG"),
    "a.wav": sound(),
    "a.json": b"{}",
    "empty.txt": b"",
    "denied.txt": "本文并非人工智能生成。".encode(),
}


@pytest.mark.parametrize("name", UNLABELLED)
def test_a_file_without_any_label_reads_not_found(name: str) -> None:
    assert inspect(UNLABELLED[name], name).verdict in ("not found", "inconclusive")
    known = not name.endswith(".apkg")
    assert (inspect(UNLABELLED[name], name).verdict == "not found") == known


@pytest.mark.parametrize("data", [b"\0\1\2\3", b"PK\3\4", random.Random(1).randbytes(999)])
def test_what_is_of_no_known_kind_is_inconclusive(data: bytes) -> None:
    assert inspect(data, "x.bin").verdict == "inconclusive"


def test_plain_text_needs_its_visible_label_only() -> None:
    report = inspect(NOTICE.encode(), "x.txt")
    assert report.verdict == "compliant"
    assert report.visible_text


def markdown(record: str) -> bytes:
    return f"---\nAIGC: {record}\n---\n{NOTICE}".encode()


def with_field(**changes: object) -> bytes:
    fields: dict[str, object] = {**THEIRS.fields, **changes}
    return markdown(json.dumps({k: v for k, v in fields.items() if v is not None}))


FAULTY = {
    "chinese": with_field(ContentProducer="某公司"),
    "space": with_field(ContentProducer="Some Company"),
    "quote": with_field(ProduceID='a"b'),
    "backslash": with_field(ProduceID="a\\b"),
    "control": with_field(ProduceID="a\nb"),
    "number": with_field(Label=1),
    "null": markdown("null"),
    "list": markdown("[]"),
    "label 9": with_field(Label="9"),
    "label word": with_field(Label="AIGC"),
    "empty producer": with_field(ContentProducer=""),
    "missing": with_field(ReservedCode2=None),
    "two missing": with_field(ContentPropagator=None, PropagateID=None),
    "more": with_field(Extra="1"),
    "nested": with_field(ProduceID={"a": "b"}),
    "not json": markdown("{Label"),
    "base64": markdown("eyJMYWJlbCI6IjEifQ=="),
    "twice the key": markdown(BARE[:-1] + ',"Label":"1"}'),
    "wrapped twice": markdown('{"AIGC":' + WRAPPED + "}"),
    "odd lines": f"---\nAIGC:\n  - a\n---\n{NOTICE}".encode(),
    "half block": f"---\nAIGC:\n  Label: 1\n---\n{NOTICE}".encode(),
    "key line twice": f"---\nAIGC:\n  Label: 1\n  Label: 1\n---\n{NOTICE}".encode(),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_label_that_is_not_as_the_standard_wants_it_is_noncompliant(name: str) -> None:
    report = inspect(FAULTY[name], "x.md")
    assert report.verdict == "noncompliant"
    assert [found.label for found in report.labels] == [None]
    assert "label-fields" in {finding.rule for finding in report.findings}


TWICE = {
    "two chunks.png": png_with(
        b"tEXt", b"AIGC\0" + WRAPPED.encode(), plain=png_with(b"iTXt", itxt(XMP_ELEMENT))
    ),
    "two blocks.md": f"---\nAIGC: {BARE}\nAIGC: {BARE}\n---\n{NOTICE}".encode(),
    "two metas.html": f"<meta name=AIGC content='{BARE}'>".encode() * 2 + NOTICE.encode(),
    "two packets.svg": f"<svg><a>{XMP_ELEMENT.decode()}{XMP_ELEMENT.decode()}</a></svg>".encode(),
}


@pytest.mark.parametrize("name", TWICE)
def test_two_labels_are_one_too_many(name: str) -> None:
    report = inspect(TWICE[name], name)
    assert report.verdict == "noncompliant"
    assert len(report.labels) == 2
    assert "one-label" in {finding.rule for finding in report.findings}


def test_metadata_without_a_visible_label_is_noncompliant() -> None:
    report = inspect(choose.write("# 题".encode(), "x.md", OURS), "x.md")
    assert (report.verdict, report.visible) == ("noncompliant", "missing")
    assert "visible-label" in {finding.rule for finding in report.findings}


def test_a_picture_with_both_labels_is_compliant() -> None:
    drawn = choose.write(picture.with_visible_label(made("PNG")), "x.png", OURS)
    report = inspect(drawn, "x.png")
    assert (report.verdict, report.visible_text) == ("compliant", "人工智能生成")


def test_a_label_in_the_sidecar_and_one_in_the_file_are_two(
    labels: Labels, record: Record, signing: Signing
) -> None:
    text = choose.write(NOTICE.encode(), "x.md", OURS)
    sealed = seal(text, ".txt", labels, record, signing)
    assert inspect(sealed.content, "x.txt", sealed.sidecar).verdict == "compliant"
    assert inspect(sealed.content, "x.md", sealed.sidecar).verdict == "noncompliant"


def test_a_changed_file_keeps_no_record(labels: Labels, record: Record, signing: Signing) -> None:
    sealed = seal(PLAIN["text.md"](), ".md", labels, record, signing)
    changed = sealed.content.replace("题".encode(), "错".encode())
    report = inspect(changed, "x.md", sealed.sidecar, signing.keys.trust())
    assert (report.signature, report.record) == ("invalid", None)
    assert [f.rule for f in report.findings if f.severity == "error"] == ["signature"]


def test_a_manifest_that_speaks_of_another_label_is_found_out(
    labels: Labels, record: Record, signing: Signing
) -> None:
    pytest.importorskip("c2pa")
    from gongwu.studio.label import manifest
    from tests.studio.label.test_sidecar import STATEMENT

    drawn = choose.write(picture.with_visible_label(made("PNG")), "x.png", OURS)
    data = manifest.signed(drawn, ".png", signing.keys.leaf(), THEIRS, STATEMENT)
    report = inspect(data, "x.png", None, signing.keys.trust())
    assert report.verdict == "noncompliant"
    assert "label-record" in {finding.rule for finding in report.findings}


def test_every_finding_speaks_both_languages(
    labels: Labels, record: Record, signing: Signing
) -> None:
    sealed = seal(PLAIN["text.md"](), ".md", labels, record, signing)
    reports = [
        inspect(b"", "x"),
        inspect(sound(), "x.wav"),
        inspect(sealed.content, "x.md", sealed.sidecar),
        inspect(sealed.content + b" ", "x.md", sealed.sidecar),
        *(inspect(data, name) for name, data in TWICE.items()),
        *(inspect(data, "x.md") for data in FAULTY.values()),
    ]
    for finding in (finding for report in reports for finding in report.findings):
        assert finding.en.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.zh)


def test_inspecting_does_not_depend_on_the_case_of_the_name() -> None:
    data = choose.write(PLAIN["text.md"](), "x.md", OURS)
    assert inspect(data, "X.MD") == inspect(data, "x.md")


def test_the_seal_says_which_signature_was_meant(
    labels: Labels, record: Record, signing: Signing
) -> None:
    edited = replace(record, edited=True)
    sealed = seal(PLAIN["text.md"](), ".md", labels, edited, signing)
    report = inspect(sealed.content, "x.md", sealed.sidecar, signing.keys.trust())
    assert report.record is not None
    assert report.record.edited


def test_more_than_sixty_files_of_our_own_are_judged_here() -> None:
    files = len(STRANGERS) + 2 * len(PLAIN) + len(UNLABELLED) + len(FAULTY) + len(TWICE)
    assert files >= 60
