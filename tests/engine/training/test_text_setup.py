import json
from collections import namedtuple
from pathlib import Path

import pytest
import torch

from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.engine.tokens import corpus
from gongwu.engine.tokens.corpus import read_corpus
from gongwu.engine.tokens.token_files import TokenFiles, split_blocks, survey
from gongwu.engine.training import text_setup
from gongwu.engine.training.batches import Pairs, Windows
from gongwu.engine.training.settings import ModelKind
from gongwu.engine.training.text_setup import (
    learn_tokenizer,
    make_batches,
    new_net,
    require_room,
    tokenize,
)
from gongwu.errors import BadInputError, NoRoomError
from tests.engine.training.conftest import Numbers, Settings

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def poem(tmp_path: Path) -> Path:
    path = tmp_path / "poem.txt"
    path.write_text("春风又绿江南岸，明月何时照我还。\n" * 20, encoding="utf-8")
    return path


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    lines = [json.dumps({"source": f"{n}", "target": f"{n + 1}"}) for n in range(20)]
    path.write_text("\n".join(lines))
    return path


def prepare(
    source: Path, settings: Settings, folder: Path, model: ModelKind
) -> list[tuple[int, int]]:
    told = settings(model=model)
    found = survey(read_corpus([source]))
    tokenizer = learn_tokenizer([source], found, told)
    seen: list[tuple[int, int]] = []
    tokenize(
        [source], found, tokenizer, folder, told, lambda done, total: seen.append((done, total))
    )
    return seen


def test_a_vocabulary_has_the_characters_of_both_sides_of_pairs(
    pairs: Path, settings: Settings
) -> None:
    pairs.write_text('{"source": "春春", "target": "spring spring"}\n' * 3, encoding="utf-8")
    tokenizer = learn_tokenizer([pairs], survey(read_corpus([pairs])), settings())
    assert all(len(tokenizer.encode(character)) == 1 for character in "春spring")


def test_byte_pairs_are_as_many_as_the_settings_say(poem: Path, settings: Settings) -> None:
    told = settings(tokens="bpe", vocabulary=270)
    assert learn_tokenizer([poem], survey(read_corpus([poem])), told).size == 270


def test_of_a_very_large_corpus_every_so_many_blocks_are_enough(
    poem: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An even share of the training part, from its beginning to its end."""
    monkeypatch.setattr(corpus, "BLOCK_BYTES", 64)
    found = survey(read_corpus([poem]))
    monkeypatch.setattr(text_setup, "TOKENIZER_CHARACTERS", found.characters // 3)
    read: list[str] = []
    monkeypatch.setattr(text_setup, "character_tokenizer", read.extend)
    learn_tokenizer([poem], found, settings())
    parted = list(split_blocks(read_corpus([poem]), found, settings().held_out))
    assert read == [block.text for split, block in parted[::4] if split == "train"]
    assert 3 < len(read) < len(parted) / 3


def test_the_held_out_part_is_not_read_for_the_vocabulary(poem: Path, settings: Settings) -> None:
    """Or it would not be held out: its characters would each have a token waiting for them."""
    poem.write_text("春风又绿江南岸" * 20 + "夜夜夜夜夜", encoding="utf-8")
    tokenizer = learn_tokenizer([poem], survey(read_corpus([poem])), settings())
    assert len(tokenizer.encode("春")) == 1
    assert len(tokenizer.encode("夜")) == 3


def test_progress_counts_every_character_once(
    poem: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = prepare(poem, settings, tmp_path / "tokens", "gru")
    assert seen[-1] == (340, 340)
    assert seen == sorted(seen)


def test_what_a_killed_run_left_half_written_is_gone(
    poem: Path, settings: Settings, tmp_path: Path
) -> None:
    tokens = tmp_path / "tokens"
    tokens.mkdir()
    (tokens / "train.pairs").write_bytes(b"\0" * 24)
    (tokens / "train-00007.bin").write_bytes(b"\0")
    prepare(poem, settings, tokens, "gru")
    assert not TokenFiles(tokens).has_pairs
    assert sorted(path.name for path in tokens.iterdir()) == [
        "held_out-00000.bin", "index.json", "train-00000.bin",
    ]  # fmt: skip


@pytest.mark.parametrize("model", ["gru", "decoder"])
def test_pairs_need_a_net_that_reads_a_source(
    pairs: Path, settings: Settings, tmp_path: Path, model: ModelKind
) -> None:
    with pytest.raises(BadInputError) as caught:
        prepare(pairs, settings, tmp_path / "tokens", model)
    assert f"not a {model}: use --model encoder-decoder" in caught.value.en
    assert "请用 --model encoder-decoder" in caught.value.zh
    assert not (tmp_path / "tokens").exists()


@pytest.mark.parametrize(("model", "kind"), [
    ("gru", Windows), ("decoder", Windows), ("encoder-decoder", Pairs),
])  # fmt: skip
def test_a_net_gets_the_batches_it_reads(settings: Settings, model: ModelKind, kind: type) -> None:
    assert isinstance(make_batches(Numbers(50, 50), settings(model=model)), kind)


@pytest.mark.parametrize(("model", "kind"), [
    ("gru", GRU), ("decoder", Decoder), ("encoder-decoder", EncoderDecoder),
])  # fmt: skip
def test_first_weights_are_drawn_by_the_seed(
    settings: Settings, model: ModelKind, kind: type
) -> None:
    nets = [new_net(settings(model=model, seed=seed), vocabulary=300) for seed in (5, 5, 6)]
    assert all(isinstance(net, kind) for net in nets)
    same, again, other = (torch.cat([w.flatten() for w in net.parameters()]) for net in nets)
    assert torch.equal(same, again)
    assert not torch.equal(same, other)
    assert nets[0].shape.context == settings().context


def test_first_weights_do_not_hang_on_what_was_drawn_before(settings: Settings) -> None:
    """The global seed is nobody's."""
    first = new_net(settings(model="gru"), vocabulary=300)
    torch.rand(7)
    second = new_net(settings(model="gru"), vocabulary=300)
    assert all(map(torch.equal, first.parameters(), second.parameters()))


def test_room_is_asked_for_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = Usage(total=0, used=0, free=3 * 2**20)
    monkeypatch.setattr("shutil.disk_usage", lambda _: free)
    require_room(tmp_path / "not" / "yet" / "there", 3 * 2**20)
    with pytest.raises(NoRoomError) as caught:
        require_room(tmp_path / "not" / "yet" / "there", 4 * 2**20)
    assert f"Not enough disk at {tmp_path}: 4 MiB needed, 3 MiB free" in caught.value.en
    assert "需要 4 MiB" in caught.value.zh


def test_tokens_are_asked_room_for(
    poem: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = Usage(total=0, used=0, free=10)
    monkeypatch.setattr("shutil.disk_usage", lambda _: free)
    with pytest.raises(NoRoomError):
        prepare(poem, settings, tmp_path / "tokens", "gru")
    assert not (tmp_path / "tokens").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_disk_that_fills_up_meanwhile_is_said(
    poem: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """/dev/full takes nothing: every write to it fails as on a full disk."""
    tokens = tmp_path / "tokens"

    def fresh(folder: Path, ignore_errors: bool = False) -> None:
        folder.mkdir()
        (folder / "train-00000.bin").symlink_to("/dev/full")

    monkeypatch.setattr("shutil.rmtree", fresh)
    with pytest.raises(NoRoomError) as caught:
        prepare(poem, settings, tokens, "gru")
    assert "disk is full" in caught.value.en
    assert "磁盘已满" in caught.value.zh
    assert not (tokens / "index.json").exists()
