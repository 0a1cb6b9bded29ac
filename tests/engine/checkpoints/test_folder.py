import errno
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import nn

from gongwu.engine.checkpoints import files
from gongwu.engine.checkpoints.folder import (
    FAMILIES,
    Net,
    family_of,
    load_net,
    save_net,
    stored_tensors,
)
from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.errors import BadInputError, GongwuError, NoRoomError, NotFoundError
from tests.engine.conftest import NETS

WEIGHTS = "model.safetensors"


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], Path]:
    """A folder with one of the tiny nets in it."""

    def save(name: str) -> Path:
        save_net(NETS[name](), tmp_path / "model")
        return tmp_path / "model"

    return save


def change_config(folder: Path, changes: dict[str, Any]) -> None:
    """Set keys of a folder's config.json; ... leaves one out."""
    path = folder / "config.json"
    merged = {**json.loads(path.read_text()), **changes}
    path.write_text(json.dumps({key: value for key, value in merged.items() if value is not ...}))


def assert_said_in_both_languages(error: GongwuError, *words: str) -> None:
    assert re.search("[\u4e00-\u9fff]", error.zh)
    assert not re.search("[\u4e00-\u9fff]", error.en)
    for word in words:
        assert word in error.en
        assert word in error.zh


@pytest.mark.parametrize("shard_bytes", [2**30, 2000], ids=["one file", "shards"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16], ids=str)
def test_a_net_comes_back_bit_by_bit(
    dtype: torch.dtype, shard_bytes: int, net: Net, tmp_path: Path
) -> None:
    net = net.to(dtype)
    save_net(net, tmp_path, shard_bytes=shard_bytes)
    again = load_net(tmp_path)
    assert type(again) is type(net)
    assert again.shape == net.shape
    assert not again.training
    before, after = dict(net.named_parameters()), dict(again.named_parameters())
    assert before.keys() == after.keys()
    for name, weight in before.items():
        assert after[name].dtype == dtype
        assert torch.equal(after[name], weight)


def test_saving_what_was_loaded_gives_the_same_files(net: Net, tmp_path: Path) -> None:
    save_net(net, tmp_path / "first")
    save_net(load_net(tmp_path / "first"), tmp_path / "second")
    for name in ("config.json", WEIGHTS):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_buffers_come_back_exactly(net: Net, tmp_path: Path) -> None:
    """Rotary frequencies are computed, not stored, and never in a narrow type."""
    save_net(net, tmp_path, torch.bfloat16)
    again = dict(load_net(tmp_path).named_buffers())
    for name, buffer in net.named_buffers():
        assert torch.equal(again[name], buffer)


def test_a_loaded_net_does_not_depend_on_its_file(net: Net, tmp_path: Path) -> None:
    """Training replaces the best checkpoint while somebody may be using it."""
    save_net(net, tmp_path)
    again = load_net(tmp_path)
    (tmp_path / WEIGHTS).write_bytes(b"\xff" * (tmp_path / WEIGHTS).stat().st_size)
    for name, weight in again.named_parameters():
        assert torch.equal(weight, net.get_parameter(name))


def test_a_tied_head_is_stored_once_and_comes_back_tied(tmp_path: Path) -> None:
    for name in ("decoder tied, Qwen3", "encoder-decoder tied, scaled"):
        net = NETS[name]()
        assert "lm_head.weight" not in stored_tensors(net)
        save_net(net, tmp_path / name)
        again = load_net(tmp_path / name)
        assert isinstance(again, Decoder | EncoderDecoder)
        assert again.head.weight is again.embedding.weight


def test_a_loaded_gru_can_run_on_torchs_own_layers(tmp_path: Path, dice: torch.Generator) -> None:
    """A GPU uses them; they keep a list of their weights that must not point at the empty ones."""
    net = NETS["gru"]()
    save_net(net, tmp_path)
    again = load_net(tmp_path)
    assert isinstance(net, GRU)
    assert isinstance(again, GRU)
    inputs = torch.randn(2, 5, 10, generator=dice)
    with torch.no_grad():
        # With and without gradients torch takes another kernel: a rounding of 1.
        torch.testing.assert_close(again.recurrent(inputs)[0], net.recurrent(inputs)[0])


def test_a_type_can_be_asked_for(net: Net, tmp_path: Path) -> None:
    save_net(net, tmp_path)
    asked = load_net(tmp_path, torch.bfloat16)
    assert {weight.dtype for weight in asked.parameters()} == {torch.bfloat16}
    save_net(net, tmp_path, torch.float16)
    assert json.loads((tmp_path / "config.json").read_text())["dtype"] == "float16"
    assert {weight.dtype for weight in load_net(tmp_path).parameters()} == {torch.float32}


def test_every_family_is_found_by_its_net(net: Net) -> None:
    assert family_of(net).net is type(net)
    config = family_of(net).config_of(net)
    assert FAMILIES[config["model_type"]].net is type(net)


def test_a_full_disk_keeps_the_old_checkpoint(
    net: Net, shake: Callable[[nn.Module], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_net(net, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "sync", full)  # many disks only find out here
    shake(net)
    with pytest.raises(NoRoomError) as refused:
        save_net(net, tmp_path)
    assert_said_in_both_languages(refused.value, str(tmp_path))
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as refused:
        load_net(tmp_path / "nowhere")
    assert_said_in_both_languages(refused.value, str(tmp_path / "nowhere"), "gongwu models")


def test_a_folder_without_config_or_weights_is_named(saved: Callable[[str], Path]) -> None:
    folder = saved("decoder")
    (folder / WEIGHTS).rename(folder / "pytorch_model.bin")
    with pytest.raises(NotFoundError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, str(folder), ".bin", "safetensors")
    (folder / "config.json").unlink()
    with pytest.raises(NotFoundError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, str(folder / "config.json"))


QWEN = "decoder tied, Qwen3"
T5 = "encoder-decoder"
YARN = {"rope_type": "yarn", "rope_theta": 1e4, "factor": 4.0}


@pytest.mark.parametrize(
    ("name", "changes", "key"),
    [
        # Another family, or none.
        ("decoder", {"model_type": "mamba"}, "model_type"),
        ("decoder", {"model_type": ...}, "model_type"),
        ("decoder", {"model_type": ["llama"]}, "model_type"),
        # What these nets do not do.
        ("decoder", {"hidden_act": "gelu"}, "hidden_act"),
        ("decoder", {"hidden_act": ["silu"]}, "hidden_act"),
        (QWEN, {"use_sliding_window": True, "sliding_window": 8}, "use_sliding_window"),
        ("decoder", {"rope_parameters": YARN}, "rope_parameters"),
        ("decoder", {"rope_parameters": ..., "rope_scaling": YARN}, "rope_scaling"),
        ("decoder", {"quantization_config": {"quant_method": "awq"}}, "quantization_config"),
        (T5, {"quantization_config": {"quant_method": "bitsandbytes"}}, "quantization_config"),
        (T5, {"feed_forward_proj": "relu"}, "feed_forward_proj"),
        (T5, {"feed_forward_proj": ...}, "feed_forward_proj"),
        # Values of the wrong kind.
        ("decoder", {"hidden_size": "20"}, "hidden_size"),
        ("decoder", {"hidden_size": ...}, "hidden_size"),
        ("decoder", {"vocab_size": 19.0}, "vocab_size"),
        ("decoder", {"rms_norm_eps": "small"}, "rms_norm_eps"),
        ("decoder", {"rms_norm_eps": float("nan")}, "rms_norm_eps"),
        ("decoder", {"tie_word_embeddings": "no"}, "tie_word_embeddings"),
        ("decoder", {"rope_parameters": "linear"}, "rope_parameters"),
        ("decoder", {"rope_parameters": {"rope_type": "linear"}}, "factor"),
        ("decoder", {"rope_parameters": {"rope_type": "llama3", "factor": 2.0}}, "low_freq_factor"),
        (T5, {"num_layers": None}, "num_layers"),
        (T5, {"d_kv": True}, "d_kv"),
        ("gru", {"embedding_size": ...}, "embedding_size"),
        ("gru", {"num_hidden_layers": [3]}, "num_hidden_layers"),
        # Numbers that cannot be.
        ("decoder", {"num_attention_heads": 0, "head_dim": ...}, "heads=0"),
        ("decoder", {"num_attention_heads": 3}, "heads=3"),
        ("decoder", {"head_dim": 5}, "head_width=5"),
        ("decoder", {"num_hidden_layers": -1}, "layers=-1"),
        ("decoder", {"rope_parameters": {"rope_type": "linear", "factor": 0}}, "factor"),
        (T5, {"relative_attention_num_buckets": 0}, "distance_buckets=0"),
        (T5, {"decoder_start_token_id": 19}, "start_id=19"),
        ("gru", {"hidden_size": 0}, "hidden=0"),
    ],
)  # fmt: skip
def test_a_config_that_cannot_be_followed_is_refused(
    name: str, changes: dict[str, Any], key: str, saved: Callable[[str], Path]
) -> None:
    folder = saved(name)
    change_config(folder, changes)
    with pytest.raises(BadInputError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, str(folder / "config.json"), key)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hidden_size": 24}, ["(19, 20)", "(19, 24)"]),
        ({"vocab_size": 18}, ["(19, 20)", "(18, 20)"]),
        ({"intermediate_size": 10**9}, ["(28, 20)"]),
        ({"num_hidden_layers": 4}, ["model.layers.3."]),
        ({"num_hidden_layers": 2}, ["model.layers.2."]),
        ({"attention_bias": True}, ["model.layers.0.self_attn.k_proj.bias"]),
        ({"model_type": "qwen3"}, ["model.layers.0.self_attn.k_norm.weight"]),
        ({"model_type": "gru", "embedding_size": 4}, ["embedding.weight"]),
    ],
)
def test_weights_that_do_not_fit_the_config_are_refused(
    changes: dict[str, Any], words: list[str], saved: Callable[[str], Path]
) -> None:
    folder = saved("decoder")
    change_config(folder, changes)
    with pytest.raises(BadInputError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, str(folder), *words)


@pytest.mark.parametrize(
    "changes",
    [
        {"vocab_size": 10**30},
        {"vocab_size": 2**62},
        {"vocab_size": 2**31 - 1, "hidden_size": 2**31 - 1},
    ],
)
def test_a_size_beyond_all_memory_is_refused(
    changes: dict[str, Any], saved: Callable[[str], Path]
) -> None:
    folder = saved("decoder")
    change_config(folder, changes)
    with pytest.raises(BadInputError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, str(folder))


def test_more_layers_than_tensors_are_refused_before_they_are_built(
    net: Net, tmp_path: Path
) -> None:
    """A billion layers would take days and all memory."""
    save_net(net, tmp_path)
    change_config(tmp_path, {"num_hidden_layers": 10**9, "num_layers": 10**9})
    with pytest.raises(BadInputError) as refused:
        load_net(tmp_path)
    assert_said_in_both_languages(refused.value, str(tmp_path), "layers=1000000000")


def test_missing_and_extra_tensors_are_named(net: Net, tmp_path: Path) -> None:
    save_net(net, tmp_path)
    tensors = load_file(tmp_path / WEIGHTS)
    gone = sorted(tensors)[-1]
    del tensors[gone]
    tensors["adapter.weight"] = torch.ones(2)
    save_file(tensors, tmp_path / WEIGHTS)
    with pytest.raises(BadInputError) as refused:
        load_net(tmp_path)
    assert_said_in_both_languages(refused.value, str(tmp_path), gone, "adapter.weight")


def test_many_missing_tensors_are_counted_rather_than_listed(saved: Callable[[str], Path]) -> None:
    folder = saved("decoder")
    save_file({"one": torch.ones(1)}, folder / WEIGHTS)
    with pytest.raises(BadInputError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, "(30)")
    assert len(refused.value.en) < 500


@pytest.mark.parametrize("dtype", [torch.int8, torch.float8_e4m3fn, torch.bool], ids=str)
def test_weights_of_a_type_that_is_no_plain_number_are_refused(
    dtype: torch.dtype, saved: Callable[[str], Path]
) -> None:
    """Quantized weights need their scales; taken as numbers they would be noise."""
    folder = saved("decoder")
    tensors = load_file(folder / WEIGHTS)
    tensors["lm_head.weight"] = tensors["lm_head.weight"].to(dtype)
    save_file(tensors, folder / WEIGHTS)
    for asked in (None, torch.float32):
        with pytest.raises(BadInputError) as refused:
            load_net(folder, asked)
        assert_said_in_both_languages(
            refused.value, str(folder), "lm_head.weight", str(dtype).removeprefix("torch.")
        )


@pytest.mark.parametrize("content", ["", "{", "[]", '"llama"'])
def test_a_config_that_is_no_json_object_is_refused(
    content: str, saved: Callable[[str], Path]
) -> None:
    folder = saved("decoder")
    (folder / "config.json").write_text(content)
    with pytest.raises(BadInputError) as refused:
        load_net(folder)
    assert_said_in_both_languages(refused.value, str(folder / "config.json"))
