"""From the name of a model to the model: the one module that joins a real engine to the rest.

A model is named by a spec: a starter or a model on the person's shelf, by its name; a folder, by
its path; `hf:ORG/NAME`, from the hub. What is heavy is imported when a model is opened.
"""

import errno
import importlib.util
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from gongwu.errors import BadInputError, GongwuError, NoRoomError, NotFoundError, TryLaterError
from gongwu.ports import Form, OpenedModel

if TYPE_CHECKING:
    from gongwu.engine.inference.scoring import Score
    from gongwu.engine.inference.tracing.record import Trace
    from gongwu.engine.tokens.corpus import Block

_HUB, _SERVER = "hf:", "openai:"

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)

# What a model folder is read from; weights in other formats, and copies in folders within, are not.
_WANTED = ("*.json", "*.safetensors")
_UNWANTED = ("*/*",)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where models are looked for, and whether the network may be asked."""

    starters: Path
    shelf: Path
    cache: Path
    offline: bool = False


def open_text_model(spec: str, places: Places) -> OpenedModel:
    """The text model of a spec. Raises NotFoundError or BadInputError, saying what is known."""
    if spec.startswith(_SERVER):
        from gongwu.studio.server_model.model import open_server_model

        return open_server_model(
            spec.removeprefix(_SERVER), environ=os.environ, offline=places.offline
        )
    folder = find_model(spec, places)
    _need_torch()
    from gongwu.engine.inference.text_model import open_text_model as open_folder
    from gongwu.studio.control.constraining import FormConstrainer

    return open_folder(folder, cache=places.cache / "native", constrainer=FormConstrainer)


def refuse_bad_form(form: Form, spec: str) -> None:
    """Raises BadInputError for a form that the model of a spec cannot be held to. Opens nothing.

    A server holds its model to forms by itself; here its answers are only judged.
    """
    if spec.startswith(_SERVER):
        from gongwu.studio.control.checking import refuse_unless_wellformed

        refuse_unless_wellformed(form)
    else:
        from gongwu.studio.control.grammar import refuse_unless_supported

        refuse_unless_supported(form)


def score_text(
    spec: str,
    places: Places,
    blocks: "Iterable[Block]",
    progress: Callable[[int], None] = lambda _: None,
) -> "Score":
    """How well the model of a spec predicts a text; `progress` is told of characters done."""
    folder = find_model(spec, places)
    _need_torch()
    from gongwu.engine.checkpoints.folder import load_net
    from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
    from gongwu.engine.inference.scoring import score
    from gongwu.engine.inference.text_model import widened

    return score(widened(load_net(folder)), load_tokenizer(folder), blocks, progress)


def trace_prompt(spec: str, places: Places, prompt: str) -> "Trace":
    """A prompt's way through the net of a spec, from tokens to the softmax."""
    folder = find_model(spec, places)
    _need_torch()
    from gongwu.engine.checkpoints.folder import load_net
    from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
    from gongwu.engine.inference.text_model import widened
    from gongwu.engine.inference.trace import trace

    return trace(widened(load_net(folder)), load_tokenizer(folder), prompt)


def find_model(spec: str, places: Places) -> Path:
    """The folder of a spec; a model of the hub is fetched first, unless it is here already."""
    if spec.startswith(_SERVER):
        raise BadInputError(
            en=f"{spec} answers behind a server, and its weights are needed here. "
            "Use a folder, a name from gongwu models, or hf:ORG/NAME.",
            zh=f"{spec} 在服务器上作答，而这里需要模型的权重。"
            "请用文件夹、gongwu models 列出的名称，或 hf:ORG/NAME。",
        )
    if spec.startswith(_HUB):
        return fetch_from_hub(spec.removeprefix(_HUB), offline=places.offline)
    named = spec and Path(spec).name == spec
    folders = [places.starters / spec] if named else []
    folders.append(Path(spec).expanduser())
    folders += [places.shelf / spec] if named else []
    for folder in folders:
        if (folder / "config.json").is_file():
            return folder
    raise _unknown(spec, places)


def known_models(places: Places) -> list[str]:
    """The names that stand for a folder of this machine."""
    return [
        config.parent.name
        for shelf in (places.starters, places.shelf)
        for config in sorted(shelf.glob("*/config.json"))
    ]


def fetch_from_hub(name: str, *, offline: bool) -> Path:
    """The folder of `ORG/NAME` in the hub's own cache, where other tools find it too."""
    if not _HUB_NAME.fullmatch(name):
        raise BadInputError(
            en=f"hf:{name}: write hf:ORG/NAME, as in hf:Qwen/Qwen3-0.6B",
            zh=f"hf:{name}：应写作 hf:ORG/NAME，例如 hf:Qwen/Qwen3-0.6B",
        )
    if importlib.util.find_spec("huggingface_hub") is None:
        raise NotFoundError(
            en=f"hf:{name} needs the hub's client, which is not installed: "
            "pip install 'gongwu[hub]'",
            zh=f"hf:{name} 需要 hub 的客户端，尚未安装：pip install 'gongwu[hub]'",
        )
    # Read when the client is imported: nothing about this machine is sent along.
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        return _snapshot(name, local=True)
    except (OSError, ValueError):
        if offline:
            raise NotFoundError(
                en=f"hf:{name} is not on this machine, and GONGWU_OFFLINE forbids to fetch it. "
                "Unset GONGWU_OFFLINE once, or name a model from gongwu models.",
                zh=f"本机没有 hf:{name}，而 GONGWU_OFFLINE 不许联网获取。"
                "请暂时取消 GONGWU_OFFLINE，或改用 gongwu models 列出的模型。",
            ) from None
    try:
        return _snapshot(name, local=False)
    except (OSError, ValueError) as error:
        raise _hub_failure(name, error) from error


def _snapshot(name: str, *, local: bool) -> Path:
    """The folder, from this machine alone or from the hub. Raises OSError or ValueError."""
    import huggingface_hub

    folder = Path(
        huggingface_hub.snapshot_download(
            name,
            allow_patterns=list(_WANTED),
            ignore_patterns=list(_UNWANTED),
            local_files_only=local,
        )
    )
    if local and not _is_whole(folder):
        raise FileNotFoundError(f"{folder} was not fetched to its end")
    return folder


def _is_whole(folder: Path) -> bool:
    """Whether all weights that a folder speaks of are there."""
    index = folder / "model.safetensors.index.json"
    if not index.is_file():
        return (folder / "model.safetensors").is_file()
    shards = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    return all((folder / shard).is_file() for shard in shards)


def _hub_failure(name: str, error: Exception) -> GongwuError:
    from huggingface_hub import errors

    match error:
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return NoRoomError(
                en=f"The disk is full: hf:{name} was fetched in part. Free some space and try "
                "again; HF_HOME moves the hub's folder elsewhere.",
                zh=f"磁盘已满：hf:{name} 只下载了一部分。请腾出空间再试；"
                "用 HF_HOME 可以把 hub 的文件夹放到别处。",
            )
        case errors.GatedRepoError():
            return BadInputError(
                en=f"hf:{name} is gated: accept its terms on https://huggingface.co/{name}, "
                "then log in with: hf auth login",
                zh=f"hf:{name} 需要许可：请在 https://huggingface.co/{name} 接受条款，"
                "再用 hf auth login 登录",
            )
        case errors.RepositoryNotFoundError():
            return NotFoundError(
                en=f"The hub has no model {name}, or it is private. Check the spelling; "
                "for a private one log in with: hf auth login",
                zh=f"hub 上没有模型 {name}，或它是私有的。请检查拼写；"
                "私有模型请先用 hf auth login 登录",
            )
    return TryLaterError(
        en=f"hf:{name} could not be fetched, and is not on this machine: {error} "
        "Check the connection and try again; what was fetched so far is kept.",
        zh=f"未能获取 hf:{name}，本机也没有：{error} 请检查网络后再试；已下载的部分会保留。",
    )


def _need_torch() -> None:
    if importlib.util.find_spec("torch") is None:
        raise NotFoundError(
            en="Running a model needs torch, which is not installed: pip install 'gongwu[engine]'",
            zh="运行模型需要 torch，尚未安装：pip install 'gongwu[engine]'",
        )


def _unknown(spec: str, places: Places) -> NotFoundError:
    if spec and Path(spec).is_dir():
        return NotFoundError(
            en=f"{spec} is a folder without config.json, so not a model.",
            zh=f"文件夹 {spec} 里没有 config.json，不是模型。",
        )
    known = known_models(places)
    near = get_close_matches(spec, known, n=1)
    listed = ", ".join(known)
    hint_en = f"Did you mean {near[0]}? " if near else ""
    hint_zh = f"是不是 {near[0]}？" if near else ""
    return NotFoundError(
        en=f"There is no model {spec!r}. {hint_en}Known here: {listed or 'none yet'}. "
        "A path to a model folder, hf:ORG/NAME and openai:NAME@URL work too.",
        zh=f"没有模型“{spec}”。{hint_zh}本机已知：{listed or '暂无'}。"
        "也可以写模型文件夹的路径、hf:ORG/NAME 或 openai:NAME@URL。",
    )
