"""The layout that diffusers gives a picture model: one folder for each part, and an index.

`model_index.json` names the parts; a part with weights is config.json beside
diffusion_pytorch_model.safetensors. Knows the layout; what is in each part its own module knows.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Any

import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.files import read_json, write_json
from gongwu.engine.checkpoints.folder import CONFIG, Family, empty_net, fill_net, shape_in
from gongwu.engine.checkpoints.weights import read_tensors, write_tensors
from gongwu.errors import BadInputError, NotFoundError

INDEX = "model_index.json"
STEM = "diffusion_pytorch_model"
SINGLE = f"{STEM}.safetensors"
HALF = f"{STEM}.fp16.safetensors"  # the same weights, published a second time
SHARDS = f"{SINGLE}.index.json"

LARGEST_PATCH = 64

WRITTEN_AS = "0.42.1"  # the version of diffusers whose names and keys these are

# The names of attention's parts before diffusers 0.15, which Stable Diffusion 1's files have.
_OLD_ATTENTION = {"query": "to_q", "key": "to_k", "value": "to_v", "proj_attn": "to_out.0"}


@dataclass(frozen=True, kw_only=True)
class PictureIndex:
    """What a model_index.json says: which pipeline, and of each part its library and class.

    `patch` is ours: how many pixels of a side are one place of a net that works on pixels.
    """

    pipeline: str
    parts: Mapping[str, tuple[str, str]]
    patch: int = 1


def read_index(folder: Path) -> PictureIndex:
    """The index of a picture model's folder; parts that are left out (null) are not in it."""
    path = folder / INDEX
    if not path.is_file():
        raise NotFoundError(
            en=f"No {INDEX} in {folder}: a picture model is a folder in diffusers' layout",
            zh=f"{folder} 里没有 {INDEX}：图像模型应是 diffusers 布局的文件夹",
        )
    config = Config(read_json(path), path)
    parts = {}
    for name, value in config.values.items():
        # Beside the parts stand flags of the pipeline, which are not lists.
        if name.startswith("_") or not isinstance(value, list) or value == [None, None]:
            continue
        if len(value) != 2 or not all(isinstance(each, str) for each in value):
            raise config.wrong(name, value, "[library, class]", " [库, 类] ")
        if PureWindowsPath(name).name != name:
            # A part is a folder of this folder; a name with a path in it could lead out of it.
            raise config.wrong(name, value, "a part of this folder", "本文件夹的一个部分")
        parts[name] = (value[0], value[1])
    pipeline = str(config.values.get("_class_name"))
    patch = config.whole("patch", 1)
    config.must(
        1 <= patch <= LARGEST_PATCH, "patch", f"1 … {LARGEST_PATCH}", f"1 … {LARGEST_PATCH}"
    )
    return PictureIndex(pipeline=pipeline, parts=parts, patch=patch)


def write_index(index: PictureIndex, folder: Path) -> None:
    """Write model_index.json. Last of all files: a folder with an index is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = {name: list(pair) for name, pair in sorted(index.parts.items())}
    ours = {} if index.patch == 1 else {"patch": index.patch}
    told = {"_class_name": index.pipeline, "_diffusers_version": WRITTEN_AS}
    write_json({**told, **ours, **parts}, folder / INDEX)


def load_part(folder: Path, family: Family, dtype: torch.dtype | None) -> nn.Module:
    """The net of one part, in evaluation mode; `dtype` None keeps the stored one (never float16).

    Raises NotFoundError without config or weights, BadInputError for what is not supported, a
    damaged file, or tensors that do not fit the config.
    """
    if not folder.is_dir():
        raise NotFoundError(
            en=f"No folder {folder}: this part of the picture model is missing",
            zh=f"没有文件夹 {folder}：图像模型缺少这一部分",
        )
    config = Config(read_json(folder / CONFIG), folder / CONFIG)
    shape = shape_in(config, family, set())
    tensors = _part_tensors(folder)
    net = empty_net(family, shape, tensors, folder)
    fill_net(net, family, tensors, dtype, folder)
    return net.eval()


def save_part(net: nn.Module, family: Family, folder: Path, dtype: torch.dtype | None) -> None:
    """Write config.json and the weights of one part; each file whole or not at all."""
    # First: a shape that no folder can hold is refused before anything is written.
    config = family.config_of(net)
    tensors = {
        family.their_name(name): weight.detach().to(dtype or weight.dtype)
        for name, weight in net.named_parameters()
    }
    folder.mkdir(parents=True, exist_ok=True)
    write_tensors(tensors, folder / SINGLE)
    _remove_other_weights(folder)
    write_json({**config, "_diffusers_version": WRITTEN_AS}, folder / CONFIG)


def _remove_other_weights(folder: Path) -> None:
    """An earlier save in halves or shards must not lie beside this one: some readers prefer it."""
    for path in (
        folder / HALF,
        folder / SHARDS,
        *folder.glob(f"{STEM}-?????-of-?????.safetensors"),
    ):
        path.unlink(missing_ok=True)


def _part_tensors(folder: Path) -> dict[str, Tensor]:
    """A part's tensors under diffusers' present names."""
    return {
        _present_name(name): tensor
        for path in _part_files(folder)
        for name, tensor in read_tensors(path)
    }


def _part_files(folder: Path) -> list[Path]:
    """The files with a part's weights: one, shards with an index, or the half-precision copy."""
    if (folder / SINGLE).is_file():
        return [folder / SINGLE]
    if (folder / SHARDS).is_file():
        return [folder / name for name in _shard_names(folder / SHARDS)]
    if (folder / HALF).is_file():
        return [folder / HALF]
    raise NotFoundError(
        en=f"No weights in {folder}: no {SINGLE}. "
        "Only safetensors are read; convert .bin files (pickle) with the tool that made them.",
        zh=f"{folder} 里没有权重：没有 {SINGLE}。"
        "只读 safetensors；.bin 文件（pickle）请用原工具转换。",
    )


def _shard_names(path: Path) -> list[str]:
    places = read_json(path).get("weight_map")
    names = set(places.values()) if isinstance(places, dict) else {None}
    if not all(isinstance(name, str) and _is_shard(name) for name in names):
        raise BadInputError(
            en=f"{path}: weight_map must map tensor names to file names of this folder",
            zh=f"{path}：weight_map 必须把张量名对到本文件夹里的文件名",
        )
    return sorted(map(str, names))


def _is_shard(name: str) -> bool:
    """Whether it names a safetensors file and no folder, neither here nor on Windows."""
    return name.endswith(".safetensors") and PureWindowsPath(name).name == name


def _present_name(name: str) -> str:
    """`….attentions.0.query.weight` -> `….attentions.0.to_q.weight`; others stay."""
    parts = name.split(".")
    if len(parts) >= 4 and parts[-4] == "attentions":
        parts[-2] = _OLD_ATTENTION.get(parts[-2], parts[-2])
    return ".".join(parts)


def must_be(config: Config, only: Mapping[str, tuple[Any, ...]], known: Iterable[str]) -> None:
    """Refuse, by its key, every option that these nets do not have.

    `only` lists, for a key, the values that ask for what the nets do; `known` the keys that are
    read elsewhere or change nothing. Any other key must be off.
    """
    for key in sorted(config.values.keys() - set(known)):
        if key.startswith("_"):
            continue
        value = config.values[key]
        allowed = only.get(key, (None, False))
        shown = ", ".join(json.dumps(each) for each in allowed)
        config.must(value in allowed, key, f"only {shown}", f"只支持 {shown}")


def wholes(config: Config, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
    """A list of whole numbers."""
    value = config.values.get(key)
    if value is None:
        return default
    if not isinstance(value, list):
        raise config.wrong(key, value, "a list of whole numbers", "整数的列表")
    return tuple(Config({key: each}, config.path).whole(key) for each in value)


def side(config: Config) -> int | None:
    """`sample_size`: a whole number, or two that are the same."""
    value = config.values.get("sample_size")
    if value is None:
        return None
    if isinstance(value, list):
        config.must(len(value) == 2 and value[0] == value[1], "sample_size",
                    "only squares", "只支持正方形")  # fmt: skip
        value = value[0]
    return Config({"sample_size": value}, config.path).whole("sample_size")
