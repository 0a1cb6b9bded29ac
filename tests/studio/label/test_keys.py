"""The folder of keys."""

import os
import stat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from gongwu.errors import BadInputError
from gongwu.studio.label.keys import KeyFolder, Trust, fingerprint


def test_asking_whom_to_trust_makes_no_key(tmp_path: Path) -> None:
    assert KeyFolder(tmp_path / "none").trust() == Trust()
    assert not (tmp_path / "none").exists()


def test_keys_are_made_once_and_stay(tmp_path: Path) -> None:
    first, second = KeyFolder(tmp_path), KeyFolder(tmp_path)
    assert first.record_key().private_bytes_raw() == second.record_key().private_bytes_raw()
    assert first.leaf() == second.leaf()
    assert first.trust() == second.trust()


def test_two_folders_have_two_keys(tmp_path: Path) -> None:
    prints = {fingerprint(KeyFolder(tmp_path / n).record_key().public_key()) for n in "ab"}
    assert len(prints) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_a_key(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path / "keys")
    keys.record_key()
    keys.leaf()
    files = list(keys.folder.iterdir())
    assert len(files) == 2
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(keys.folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("content", [b"", b"not a key", b"-----BEGIN PRIVATE KEY-----\n"])
def test_a_file_that_is_no_key_is_named_in_the_refusal(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.pem").write_bytes(content)
    with pytest.raises(BadInputError) as refusal:
        KeyFolder(tmp_path).record_key()
    assert "record.pem" in refusal.value.en
    assert (tmp_path / "record.pem").read_bytes() == content


def test_the_leaf_is_signed_by_the_anchor(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path)
    leaf, anchor = x509.load_pem_x509_certificates(keys.leaf().chain)
    leaf.verify_directly_issued_by(anchor)
    assert x509.load_pem_x509_certificates(keys.trust().anchors.encode()) == [anchor]
    assert PolicyBuilder().store(Store([anchor])) is not None


def test_the_anchor_that_is_trusted_holds_no_private_key(tmp_path: Path) -> None:
    keys = KeyFolder(tmp_path)
    keys.leaf()
    assert "PRIVATE" not in keys.trust().anchors
