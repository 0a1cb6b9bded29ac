"""CLIP tokenizer folders, against transformers' CLIPTokenizer."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transformers import CLIPTokenizer

from gongwu.engine.checkpoints.prompt_tokenizers import load_prompt_tokenizer
from gongwu.engine.tokens.prompt_tokenizer import PromptTokenizer
from gongwu.errors import BadInputError, GongwuError, NotFoundError

MERGES = ["a p", "ap p", "l e</w>", "app le</w>", "r e", "re d</w>", "1 2", "\u00e7 \u013c"]


def byte_letters() -> list[str]:
    """The 256 characters that byte-level BPE writes bytes with."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    extra = [chr(256 + number) for number in range(256 - len(plain))]
    return [chr(value) for value in plain] + extra


def write_folder(folder: Path, pad: Any = "<|endoftext|>") -> Path:
    """A tiny vocabulary in CLIP's two files."""
    letters = byte_letters()
    merged = [pair.replace(" ", "") for pair in MERGES]
    tokens = [*letters, *(f"{letter}</w>" for letter in letters), *merged]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {token: number for number, token in enumerate(tokens)}
    folder.mkdir(exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    merges = "\n".join(["#version: 0.2", *MERGES, ""])
    (folder / "merges.txt").write_text(merges, encoding="utf-8")
    config = {
        "tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "pad_token": pad,
        "bos_token": "<|startoftext|>", "eos_token": {
            "__type": "AddedToken", "content": "<|endoftext|>", "lstrip": False, "rstrip": False,
            "single_word": False, "normalized": True,
        },
        "unk_token": "<|endoftext|>",
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def theirs_of(folder: Path) -> Any:
    tokenizer: Any = CLIPTokenizer
    return tokenizer.from_pretrained(folder)


def their_ids(tokenizer: Any, prompts: list[str], context: int) -> list[list[int]]:
    ids: list[list[int]] = tokenizer(
        prompts, padding="max_length", truncation=True, max_length=context
    ).input_ids
    return ids


PROMPTS = [
    "",
    "a red apple",
    "A  RED\n\tApple!",
    "apple " * 100,
    "it's 1234 apples, isn't it?",
    "一个红苹果 🍎",
    "cafe\u0301 caf\u00e9 ＡＢ",
    "<|endoftext|> in the middle",
    "a<|startoftext|>b",
    "!!! ! hi!",
    "\u00a0\u3000\u200b",
]


@pytest.mark.parametrize("context", [77, 10, 2])
@pytest.mark.parametrize("pad", ["<|endoftext|>", "!"])
def test_ids_are_theirs(pad: str, context: int, tmp_path: Path) -> None:
    folder = write_folder(tmp_path, pad)
    theirs = their_ids(theirs_of(folder), PROMPTS, context)
    assert load_prompt_tokenizer(folder, context).ids(PROMPTS) == theirs


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[PromptTokenizer, Any]:
    folder = write_folder(tmp_path_factory.mktemp("clip"))
    return load_prompt_tokenizer(folder, 12), theirs_of(folder)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(prompt=st.text(max_size=30))
def test_ids_are_theirs_for_any_text(prompt: str, both: tuple[PromptTokenizer, Any]) -> None:
    ours, theirs = both
    assert ours.ids([prompt]) == their_ids(theirs, [prompt], 12)


def test_a_whole_tokenizer_file_is_read_too(tmp_path: Path) -> None:
    theirs = theirs_of(write_folder(tmp_path / "two files"))
    theirs.save_pretrained(tmp_path / "one file")
    assert not (tmp_path / "one file" / "merges.txt").exists()
    ours = load_prompt_tokenizer(tmp_path / "one file", 20)
    assert ours.ids(PROMPTS) == their_ids(theirs, PROMPTS, 20)


def test_without_a_config_the_end_token_pads(tmp_path: Path) -> None:
    folder = write_folder(tmp_path)
    (folder / "tokenizer_config.json").unlink()
    tokenizer = load_prompt_tokenizer(folder, 6)
    assert tokenizer.ids([""])[0] == [tokenizer.start_id, *[tokenizer.end_id] * 5]


def test_what_goes_unread_is_counted(tmp_path: Path) -> None:
    tokenizer = load_prompt_tokenizer(write_folder(tmp_path), 5)
    assert tokenizer.cut("apple apple apple") == 0
    assert tokenizer.cut("apple apple apple red red") == 2
    assert tokenizer.ids(["apple " * 5]) == tokenizer.ids(["apple " * 3])


def test_a_folder_without_a_tokenizer_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=str(tmp_path)):
        load_prompt_tokenizer(tmp_path, 77)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vocab.json", "["),
        ("vocab.json", "[]"),
        ("vocab.json", '{"a": "one"}'),
        ("vocab.json", "{}"),
        ("vocab.json", b"\xff\xfe"),
        ("merges.txt", "#version: 0.2\na p\none\n"),
        ("merges.txt", "a p q\n"),
        ("merges.txt", "no such\n"),
        ("merges.txt", b"\xff\xfe a"),
        ("tokenizer.json", "{}"),
        ("tokenizer.json", "not JSON"),
        ("tokenizer.json", b"\xff"),
        ("tokenizer_config.json", "not JSON"),
        ("tokenizer_config.json", '{"pad_token": "no such token"}'),
    ],
)
def test_a_damaged_folder_is_refused_and_named(
    name: str, content: str | bytes, tmp_path: Path
) -> None:
    folder = write_folder(tmp_path)
    raw = content if isinstance(content, bytes) else content.encode()
    (folder / name).write_bytes(raw)
    with pytest.raises(GongwuError) as caught:
        load_prompt_tokenizer(folder, 77)
    assert str(folder) in caught.value.en
    assert str(folder) in caught.value.zh


def test_a_context_without_room_for_the_frame_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="context=1"):
        load_prompt_tokenizer(write_folder(tmp_path), 1)
