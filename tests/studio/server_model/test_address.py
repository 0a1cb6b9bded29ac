"""`openai:NAME@URL` and the key. No connection is opened here: sockets are refused."""

import pytest

from gongwu.errors import BadInputError, RefusedError
from gongwu.studio.server_model.address import is_loopback, read_address


@pytest.mark.parametrize(
    ("spec", "name", "url"),
    [
        ("qwen3@http://127.0.0.1:11434/v1", "qwen3", "http://127.0.0.1:11434/v1/chat/completions"),
        ("a@b@https://x.example", "a@b", "https://x.example/v1/chat/completions"),
        ("org/m:8b@http://[::1]:80", "org/m:8b", "http://[::1]:80/v1/chat/completions"),
    ],
)
def test_the_name_ends_at_the_last_at_before_a_url(spec: str, name: str, url: str) -> None:
    address = read_address(spec, {}, offline=False)
    assert (address.name, address.url) == (name, url)


@pytest.mark.parametrize(
    "spec",
    [
        "", "qwen3", "@http://x", "qwen3@", "qwen3@ftp://x", "qwen3@http://", "qwen3@http:///v1",
        "qwen3@http://x:port", "qwen3@http://x:99999", "qwen3@http://[::1", "q@http://x/v1?key=3",
        "q@http://x/v1#there", "q@http://a b/", "q@http://x/\n",
    ],
)  # fmt: skip
def test_what_is_no_name_and_url_is_refused(spec: str) -> None:
    with pytest.raises(BadInputError, match="openai:NAME@URL"):
        read_address(spec, {}, offline=False)


def test_a_key_in_the_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(BadInputError, match="GONGWU_OPENAI_KEY") as told:
        read_address("q@https://me:sk-secret@x.example/v1", {}, offline=False)
    assert "sk-secret" not in told.value.en + told.value.zh


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1", "a.localhost"])
def test_this_machine_is_known_by_its_name_and_number(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", ["example.org", "10.0.0.1", "0.0.0.0", "localhost.example.org", "127.0.0.1.example.org"]
)
def test_no_other_machine_is_this_one(host: str) -> None:
    assert not is_loopback(host)


def test_offline_forbids_other_machines_alone() -> None:
    with pytest.raises(RefusedError, match="GONGWU_OFFLINE"):
        read_address("q@https://x.example/v1", {}, offline=True)
    assert read_address("q@http://localhost:8000", {}, offline=True).here


@pytest.mark.parametrize(
    ("url", "common", "own"),
    [
        ("https://x.example", True, True),
        ("http://127.0.0.1:8000", True, True),
        ("http://10.0.0.7:8000", False, True),
    ],
)
def test_a_key_meant_for_others_does_not_cross_a_network_in_clear(
    url: str, common: bool, own: bool
) -> None:
    def key(environ: dict[str, str]) -> bool:
        return read_address(f"q@{url}", environ, offline=False).key == "sk-1"

    assert key({"OPENAI_API_KEY": "sk-1"}) == common
    assert key({"GONGWU_OPENAI_KEY": "sk-1"}) == own


def test_an_address_does_not_show_its_key() -> None:
    address = read_address("q@https://x.example", {"OPENAI_API_KEY": "sk-secret"}, offline=False)
    assert address.key == "sk-secret"
    assert "sk-secret" not in repr(address)


@pytest.mark.parametrize("key", ["sk-\n1", "中文", "sk\x00"])
def test_what_can_be_no_key_is_refused_and_not_repeated(key: str) -> None:
    with pytest.raises(BadInputError, match="Copy it") as told:
        read_address("q@https://x.example", {"GONGWU_OPENAI_KEY": key}, offline=False)
    assert key not in told.value.en + told.value.zh
