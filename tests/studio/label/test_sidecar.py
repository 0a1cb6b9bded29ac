"""FILE.aigc.json."""

import json
from dataclasses import asdict

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from gongwu.studio.label.implicit import parse
from gongwu.studio.label.keys import Trust, fingerprint
from gongwu.studio.label.record import Statement
from gongwu.studio.label.sidecar import read, written
from tests.studio.label.samples import OURS

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TRUST = Trust(frozenset({fingerprint(KEY.public_key())}))
STATEMENT = Statement(
    produce_id="gongwu-7-1",
    producer="Gongwu",
    piece="练习",
    kind="exercises",
    content_sha256="ab" * 32,
    file_sha256="cd" * 32,
    model="verse",
    reviewer="王老师",
    approved_at="2026-11-23T08:00:00+00:00",
    edited=False,
    notice="人工智能生成",
    gongwu="0.1.0",
)
SIGNED = written(STATEMENT, OURS, KEY)


def test_what_is_written_is_read_and_holds() -> None:
    sidecar = read(SIGNED, TRUST)
    assert sidecar.standing == "valid"
    assert sidecar.statement == STATEMENT
    assert parse(sidecar.label) == OURS


def test_a_stranger_can_check_the_signature_but_not_trust_it() -> None:
    assert read(SIGNED, Trust()).standing == "untrusted key"


def test_without_a_key_there_is_no_signature() -> None:
    assert read(written(STATEMENT, None, None), TRUST).standing == "none"


def test_signing_is_deterministic() -> None:
    assert written(STATEMENT, OURS, KEY) == SIGNED


@given(st.integers(0, len(SIGNED) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed(place: int, change: int) -> None:
    changed = bytearray(SIGNED)
    changed[place] ^= change
    assert read(bytes(changed), TRUST).standing == "invalid"


@given(st.integers(0, len(SIGNED)), st.sampled_from([b" ", b"\n", b"0", b","]))
def test_no_byte_can_be_added(place: int, more: bytes) -> None:
    changed = SIGNED[:place] + more + SIGNED[place:]
    assert changed == SIGNED or read(changed, TRUST).standing == "invalid"


@pytest.mark.parametrize("field", [name for name in asdict(STATEMENT) if name != "edited"])
def test_no_word_of_the_record_can_be_changed_even_by_rewriting_the_file(field: str) -> None:
    other = json.loads(written(STATEMENT, OURS, None))
    other["record"][field] = "x"
    other["signature"] = json.loads(SIGNED)["signature"]
    forged = (json.dumps(other, ensure_ascii=False, indent=2) + "\n").encode()
    assert read(forged, TRUST).standing == "invalid"


def test_another_key_cannot_speak_for_ours() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    forged = json.loads(written(STATEMENT, OURS, other))
    assert read(written(STATEMENT, OURS, other), TRUST).standing == "untrusted key"
    forged["signature"]["fingerprint"] = fingerprint(KEY.public_key())
    spelled = (json.dumps(forged, ensure_ascii=False, indent=2) + "\n").encode()
    assert read(spelled, TRUST).standing == "invalid"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{}\n",
        b'{"record":{}}',
        b"\xff",
        b"[" * 100_000,
        b'{"record":{"piece":"\\ud800"}}',
        SIGNED * 2,
        SIGNED.replace(b'"edited": false', b'"edited": "no"'),
        SIGNED.replace(b"  ", b"\t"),
        b" " * 2_000_000,
    ],
)
def test_what_is_no_sidecar_is_invalid(content: bytes) -> None:
    assert read(content, TRUST).standing == "invalid"


@given(st.binary(max_size=60))
def test_any_bytes_are_read(content: bytes) -> None:
    assert read(content, TRUST).standing == "invalid"


@pytest.mark.parametrize("field", ["public_key", "value"])
def test_hexadecimal_in_capitals_is_another_spelling(field: str) -> None:
    document = json.loads(SIGNED)
    document["signature"][field] = document["signature"][field].upper()
    spelled = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    assert spelled != SIGNED
    assert read(spelled, TRUST).standing == "invalid"
