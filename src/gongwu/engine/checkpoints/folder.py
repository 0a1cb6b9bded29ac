"""A checkpoint is a Hugging Face folder: config.json and model.safetensors beside a tokenizer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints import decoders, encoder_decoders, recurrent
from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.files import read_json, write_json
from gongwu.engine.checkpoints.weights import SHARD_BYTES, read_weights, usable_dtype, write_weights
from gongwu.engine.nets.decoder import Decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.errors import BadInputError, NotFoundError

CONFIG = "config.json"

Net = GRU | Decoder | EncoderDecoder


@dataclass(frozen=True)
class Family:
    """How one net's shape and names stand in a folder."""

    net: type[nn.Module]
    shape_from: Callable[[Config, set[str]], Any]
    config_of: Callable[[Any], dict[str, Any]]
    their_name: Callable[[str], str]


_DECODER = Family(Decoder, decoders.shape_from, decoders.config_of, decoders.their_name)
FAMILIES = {
    "gru": Family(GRU, recurrent.shape_from, recurrent.config_of, recurrent.their_name),
    "llama": _DECODER,
    "qwen2": _DECODER,
    "qwen3": _DECODER,
    "t5": Family(
        EncoderDecoder,
        encoder_decoders.shape_from,
        encoder_decoders.config_of,
        encoder_decoders.their_name,
    ),
}

PLAIN = (torch.float32, torch.bfloat16, torch.float16, torch.float64)

# Older writers keep copies of what the config and the embedding already say.
_REPEATED = ("rotary_emb.inv_freq", "encoder.embed_tokens.weight", "decoder.embed_tokens.weight")

_LAYERS = ("layers", "encoder_layers", "decoder_layers")
BUILT_ANYWAY = 256  # so many layers cost little: what is missing is then said by name


def load_net(folder: Path, dtype: torch.dtype | None = None) -> Net:
    """The net of a folder, in evaluation mode; `dtype` None keeps the stored one (never float16).

    Raises NotFoundError without config or weights, BadInputError for an unknown family, a
    damaged file, or tensors that do not fit the config.
    """
    if not folder.is_dir():
        raise NotFoundError(
            en=f"No folder {folder}. Known models: gongwu models",
            zh=f"没有文件夹 {folder}。已有的模型：gongwu models",
        )
    config = Config(read_json(folder / CONFIG), folder / CONFIG)
    family = _family_named(config)
    config.must(not config.values.get("quantization_config"), "quantization_config",
                "load the unquantized weights", "请用未量化的权重")  # fmt: skip
    weights = {
        name: tensor for name, tensor in read_weights(folder) if not name.endswith(_REPEATED)
    }
    shape = shape_in(config, family, set(weights))
    net = empty_net(family, shape, weights, folder)
    fill_net(net, family, weights, dtype, folder)
    return net.eval()  # type: ignore[return-value]


def save_net(
    net: Net, folder: Path, dtype: torch.dtype | None = None, shard_bytes: int = SHARD_BYTES
) -> None:
    """Write config.json and the weights; each file whole or not at all."""
    tensors = stored_tensors(net, dtype)
    kept = next(iter(tensors.values())).dtype
    # First: a shape that no folder can hold is refused before anything is written.
    config = {**family_of(net).config_of(net), "dtype": str(kept).removeprefix("torch.")}
    folder.mkdir(parents=True, exist_ok=True)
    write_weights(tensors, folder, shard_bytes)
    write_json(config, folder / CONFIG)


def stored_tensors(net: Net, dtype: torch.dtype | None = None) -> dict[str, Tensor]:
    """The net's tensors under the names of its family, each once: a tied head is left out."""
    family = family_of(net)
    tensors = {}
    for name, weight in net.named_parameters():  # yields a shared parameter only once
        tensors[family.their_name(name)] = weight.detach().to(dtype or weight.dtype)
    return tensors


def family_of(net: Net) -> Family:
    """The family a net belongs to."""
    return next(family for family in FAMILIES.values() if isinstance(net, family.net))


def _family_named(config: Config) -> Family:
    kind = config.values.get("model_type")
    family = FAMILIES.get(str(kind))
    if family is None:
        known = ", ".join(sorted(FAMILIES))
        raise BadInputError(
            en=f"{config.path}: model_type={kind!r} is not one of those read here ({known})",
            zh=f"{config.path}：model_type={kind!r} 不在可读的几种之中（{known}）",
        )
    return family


def shape_in(config: Config, family: Family, names: set[str]) -> Any:
    """The shape; what it refuses by itself is said with the file that asked for it."""
    try:
        return family.shape_from(config, names)
    except BadInputError as error:
        if str(config.path) in error.en:
            raise
        raise BadInputError(
            en=f"{config.path}: {error.en}", zh=f"{config.path}：{error.zh}"
        ) from None


def empty_net(family: Family, shape: Any, weights: dict[str, Tensor], folder: Path) -> nn.Module:
    """The net of a shape, without memory for its weights.

    A config.json comes from strangers: a net of a billion layers would be built for ever, only to
    be found not to fit. Each layer has one tensor at least.
    """
    most = max(len(weights), BUILT_ANYWAY)
    for name in _LAYERS:
        layers = getattr(shape, name, 0)
        if layers > most:
            raise BadInputError(
                en=f"{folder}: config.json asks for {name}={layers}, but the weights beside it are "
                f"{len(weights)} tensors. The two are not of one model.",
                zh=f"{folder}：config.json 要求 {name}={layers}，而旁边的权重只有 {len(weights)} "
                "个张量。二者不属于同一个模型。",
            )
    try:
        with torch.device("meta"):
            return family.net(shape)
    except RuntimeError as error:  # sizes whose product torch cannot count
        raise BadInputError(
            en=f"{folder}: config.json asks for sizes beyond all memory ({error})",
            zh=f"{folder}：config.json 要求的尺寸超出任何内存（{error}）",
        ) from None


def fill_net(
    net: nn.Module,
    family: Family,
    weights: dict[str, Tensor],
    dtype: torch.dtype | None,
    folder: Path,
) -> None:
    """Put each stored tensor in its place; nothing may be missing, left over or misshapen."""
    wanted = {family.their_name(name): name for name, _ in net.named_parameters()}
    _must_have_all(weights, set(wanted), _twins(net, family), folder)
    for theirs, ours in wanted.items():
        part, leaf = net.get_submodule(ours.rpartition(".")[0]), ours.rpartition(".")[2]
        stored = weights[theirs]
        _must_fit(stored, tuple(getattr(part, leaf).shape), theirs, folder)
        # A copy: the file may be replaced while the net is in use (training keeps the best).
        filled = stored.to(dtype or usable_dtype(stored.dtype), copy=True)
        setattr(part, leaf, nn.Parameter(filled, requires_grad=False))
    if getattr(net, "shape", None) is not None and getattr(net.shape, "tied", False):
        net.head.weight = net.embedding.weight  # type: ignore[union-attr]
    for part in net.modules():
        refresh = getattr(part, "make_buffers", None)
        if refresh is not None:
            refresh()


def _twins(net: nn.Module, family: Family) -> dict[str, str]:
    """The other names of shared weights (a tied head), each with the name that is kept."""
    kept = {id(weight): family.their_name(name) for name, weight in net.named_parameters()}
    every = net.named_parameters(remove_duplicate=False)
    names = {family.their_name(name): kept[id(weight)] for name, weight in every}
    return {name: original for name, original in names.items() if name != original}


def _must_have_all(
    weights: dict[str, Tensor], wanted: set[str], twins: dict[str, str], folder: Path
) -> None:
    missing = sorted(wanted - set(weights))
    extra = sorted(set(weights) - wanted - set(twins))
    if missing or extra:
        raise BadInputError(
            en=f"{folder}: the weights do not fit config.json. Missing: {_few(missing)}; "
            f"not expected: {_few(extra)}",
            zh=f"{folder}：权重与 config.json 不符。缺少：{_few(missing)}；多出：{_few(extra)}",
        )
    for twin, original in twins.items():
        if twin in weights and not torch.equal(weights[twin], weights[original]):
            raise BadInputError(
                en=f"{folder}: {twin} differs from {original}, but config.json calls them one "
                "(tie_word_embeddings). If the head is its own, set that to false.",
                zh=f"{folder}：{twin} 与 {original} 不同，config.json 却说二者相同"
                "（tie_word_embeddings）。如果输出层是独立的，请把它改为 false。",
            )


def _must_fit(stored: Tensor, expected: tuple[int, ...], name: str, folder: Path) -> None:
    if tuple(stored.shape) != expected:
        raise BadInputError(
            en=f"{folder}: {name} has shape {tuple(stored.shape)}, config.json says {expected}",
            zh=f"{folder}：{name} 的形状是 {tuple(stored.shape)}，config.json 说是 {expected}",
        )
    if stored.dtype not in PLAIN:
        kind = str(stored.dtype).removeprefix("torch.")
        raise BadInputError(
            en=f"{folder}: {name} is {kind}: quantized weights are not read. "
            "Load the unquantized ones.",
            zh=f"{folder}：{name} 的类型是 {kind}：不读量化的权重，请用未量化的。",
        )


def _few(names: list[str]) -> str:
    shown = ", ".join(names[:3]) or "–"
    return f"{shown} … ({len(names)})" if len(names) > 3 else shown
