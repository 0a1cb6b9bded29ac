"""Named tensors in safetensors files: one file, or shards with an index, as the hub has them."""

import json
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from gongwu.engine.checkpoints.files import read_json, replace_whole
from gongwu.errors import BadInputError, NotFoundError

SINGLE = "model.safetensors"
INDEX = "model.safetensors.index.json"
SHARD_BYTES = 4 * 2**30


def weight_files(folder: Path) -> list[Path]:
    """The files that hold a folder's weights, in order."""
    if (folder / SINGLE).is_file():
        return [folder / SINGLE]
    if (folder / INDEX).is_file():
        names = sorted(set(_index_map(folder / INDEX).values()))
        return [folder / name for name in names]
    raise NotFoundError(
        en=f"No weights in {folder}: neither {SINGLE} nor {INDEX}. "
        "Only safetensors are read; convert .bin files (pickle) with the tool that made them.",
        zh=f"{folder} 里没有权重：既没有 {SINGLE} 也没有 {INDEX}。"
        "只读 safetensors；.bin 文件（pickle）请用原工具转换。",
    )


def _index_map(path: Path) -> dict[str, str]:
    weight_map = read_json(path).get("weight_map")
    if not isinstance(weight_map, dict) or not all(map(_is_file_name, weight_map.values())):
        # A name with a folder in it could lead out of the checkpoint.
        raise BadInputError(
            en=f"{path}: weight_map must map tensor names to file names of this folder",
            zh=f"{path}：weight_map 必须把张量名对到本文件夹里的文件名",
        )
    return weight_map


def _is_file_name(place: object) -> bool:
    """Whether it names a safetensors file and no folder, neither here nor on Windows."""
    return (
        isinstance(place, str)
        and place.endswith(".safetensors")
        and PureWindowsPath(place).name == place
    )


def read_weights(folder: Path) -> Iterator[tuple[str, Tensor]]:
    """Each tensor of a folder with its name, one at a time, mapped rather than copied."""
    for path in weight_files(folder):
        yield from read_tensors(path)


def read_tensors(path: Path) -> Iterator[tuple[str, Tensor]]:
    """Each tensor of one safetensors file with its name."""
    try:
        with safe_open(path, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118 - not a dict
                yield name, file.get_tensor(name)
    except FileNotFoundError:
        raise NotFoundError(
            en=f"{path} is missing: the checkpoint is incomplete. Copy it again.",
            zh=f"缺少 {path}：检查点不完整，请重新复制。",
        ) from None
    except (SafetensorError, OSError) as error:
        raise BadInputError(
            en=f"{path} is damaged ({error}). Copy it again, or go back to an earlier checkpoint.",
            zh=f"{path} 已损坏（{error}）。请重新复制，或退回较早的检查点。",
        ) from None


def write_weights(tensors: dict[str, Tensor], folder: Path, shard_bytes: int = SHARD_BYTES) -> None:
    """Write tensors to a folder, in shards if they are more than `shard_bytes`. Atomic per file."""
    shards = _split(tensors, shard_bytes)
    if len(shards) == 1:
        write_tensors(shards[0], folder / SINGLE)
        (folder / INDEX).unlink(missing_ok=True)
        _remove_shards(folder, keep=set())
        return
    places: dict[str, str] = {}
    for number, shard in enumerate(shards, start=1):
        name = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        write_tensors(shard, folder / name)
        places.update(dict.fromkeys(shard, name))
    size = sum(tensor.nbytes for tensor in tensors.values())
    index = {"metadata": {"total_size": size}, "weight_map": places}
    with replace_whole(folder / INDEX) as path:
        path.write_text(json.dumps(index, indent=1), encoding="utf-8")
    (folder / SINGLE).unlink(missing_ok=True)
    _remove_shards(folder, keep=set(places.values()))


def _remove_shards(folder: Path, keep: set[str]) -> None:
    """An earlier save in more or other shards must not lie beside this one."""
    for path in folder.glob("model-?????-of-?????.safetensors"):
        if path.name not in keep:
            path.unlink()


def write_tensors(tensors: dict[str, Tensor], path: Path) -> None:
    """Write one safetensors file, whole or not at all."""
    with replace_whole(path) as unfinished:
        save_file(
            {name: tensor.detach().contiguous() for name, tensor in tensors.items()},
            unfinished,
            metadata={"format": "pt"},  # transformers refuses files without it
        )


def _split(tensors: dict[str, Tensor], shard_bytes: int) -> list[dict[str, Tensor]]:
    shards: list[dict[str, Tensor]] = [{}]
    filled = 0
    for name, tensor in tensors.items():
        if filled and filled + tensor.nbytes > shard_bytes:
            shards.append({})
            filled = 0
        shards[-1][name] = tensor
        filled += tensor.nbytes
    return shards


def usable_dtype(stored: torch.dtype) -> torch.dtype:
    """What a CPU computes with: float16 has no fast path there, so it widens to float32."""
    return torch.float32 if stored == torch.float16 else stored
