"""From the name of a model to the model: the one module that joins a real engine to the rest.

A model is named by a spec: a starter or a model on the person's shelf, by its name; a folder, by
its path; `hf:ORG/NAME`, from the hub. What a folder holds, its index says: config.json a text
model, model_index.json a picture model. What is heavy is imported when a model is opened.
"""

import errno
import importlib.util
import json
import os
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from gongwu.errors import BadInputError, GongwuError, NoRoomError, NotFoundError, TryLaterError
from gongwu.ports import Form, ImageModel, OpenedModel, PictureRequest

if TYPE_CHECKING:
    from gongwu.engine.evaluation.evaluation import PictureReport
    from gongwu.engine.evaluation.settings import PictureEvaluation, Progress
    from gongwu.engine.inference.denoising.film import Film
    from gongwu.engine.inference.scoring import Score
    from gongwu.engine.inference.tracing.record import Trace
    from gongwu.engine.tokens.corpus import Block

_HUB, _SERVER = "hf:", "openai:"

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)

Medium = Literal["text", "picture"]

# The file that makes a folder a model. A folder with both is a picture model.
_INDEX: dict[Medium, str] = {"picture": "model_index.json", "text": "config.json"}

# The parts of a picture model that are read, each a folder; and what their weights are called.
_PARTS = ("unet", "vae", "text_encoder", "tokenizer", "scheduler", "vqvae", "prior")
_WEIGHTS_OF = {
    "unet": "diffusion_pytorch_model",
    "vae": "diffusion_pytorch_model",
    "text_encoder": "model",
    "vqvae": "diffusion_pytorch_model",
    "prior": "model",
}


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """Which files of the hub's are fetched: patterns, and exceptions from them."""

    files: tuple[str, ...]
    but: tuple[str, ...]


# First what says which kind of model it is: beside a picture model's index may lie many gigabytes
# of the same weights in one file. Other formats, and text models' folders within, are never read.
_INDICES = _Wanted(files=("*.json",), but=("*/*",))
_WANTED: dict[Medium, _Wanted] = {
    "text": _Wanted(files=("*.json", "*.safetensors"), but=("*/*",)),
    "picture": _Wanted(
        files=(
            _INDEX["picture"],
            "tokenizer/merges.txt",
            *(f"{part}/*.{ending}" for part in _PARTS for ending in ("json", "safetensors")),
        ),
        but=("*.fp16.*", "*.non_ema.*"),  # the same weights once more
    ),
}


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
    folder = find_text_model(spec, places)
    _need_torch()
    from gongwu.engine.inference.text_model import open_text_model as open_folder
    from gongwu.studio.control.constraining import FormConstrainer

    return open_folder(folder, cache=places.cache / "native", constrainer=FormConstrainer)


def open_image_model(spec: str, places: Places) -> ImageModel:
    """The picture model of a spec. Raises NotFoundError or BadInputError, saying what is known."""
    folder = find_picture_model(spec, places)
    _need_torch()
    from gongwu.engine.checkpoints.diffusers_folder import read_index
    from gongwu.engine.checkpoints.token_models import PIPELINE
    from gongwu.engine.inference.image_model import open_image_model as open_folder
    from gongwu.engine.inference.token_painter import load_token_painter

    writes_codes = read_index(folder).pipeline == PIPELINE
    return load_token_painter(folder) if writes_codes else open_folder(folder)


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
    folder = find_text_model(spec, places)
    _need_torch()
    from gongwu.engine.checkpoints.folder import load_net
    from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
    from gongwu.engine.inference.scoring import score
    from gongwu.engine.inference.text_model import widened

    return score(widened(load_net(folder)), load_tokenizer(folder), blocks, progress)


def score_pictures(
    spec: str,
    places: Places,
    sources: Sequence[Path],
    settings: "PictureEvaluation",
    progress: "Progress" = lambda *_: None,
) -> "PictureReport":
    """How good the pictures are that the model of a spec draws, beside the real ones of sources."""
    model = open_image_model(spec, places)
    from gongwu.engine.evaluation.evaluation import evaluate_pictures

    return evaluate_pictures(model, sources, settings, progress)


def trace_prompt(spec: str, places: Places, prompt: str) -> "Trace":
    """A prompt's way through the net of a spec, from tokens to the softmax."""
    folder = find_text_model(spec, places)
    _need_torch()
    from gongwu.engine.checkpoints.folder import load_net
    from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer
    from gongwu.engine.inference.text_model import widened
    from gongwu.engine.inference.trace import trace

    return trace(widened(load_net(folder)), load_tokenizer(folder), prompt)


def film_picture(spec: str, places: Places, request: PictureRequest) -> "Film":
    """A request's way from noise to a picture, step by step, through the net of a spec.

    Raises BadInputError for a model that draws without noise.
    """
    folder = find_picture_model(spec, places)
    _need_torch()
    from gongwu.engine.checkpoints.diffusers_folder import read_index
    from gongwu.engine.checkpoints.token_models import PIPELINE

    if read_index(folder).pipeline == PIPELINE:
        raise BadInputError(
            en=f"{spec} writes a picture as tokens, without noise and steps, so there is no film "
            "of it. Trace a model that denoises; gongwu models lists what is here.",
            zh=f"{spec} 把图片写成词元，没有噪声，也没有一步步去噪，所以没有连环画。"
            "请换一个去噪的模型；gongwu models 会列出本机有哪些。",
        )
    from gongwu.engine.inference.denoising.filming import film
    from gongwu.engine.inference.image_model import open_image_model as open_folder

    model = open_folder(folder)
    return film(model.painter, model.drawing_of(request))


def find_text_model(spec: str, places: Places) -> Path:
    """The folder of a spec that writes text. Raises BadInputError for one that draws."""
    folder = find_model(spec, places)
    if medium_of(folder) == "picture":
        raise BadInputError(
            en=f"{spec} draws pictures; here a model is needed that writes text. "
            f"To draw with it: gongwu draw PROMPT -m {spec}",
            zh=f"{spec} 是画图的模型，这里需要写文字的模型。用它画图：gongwu draw 提示词 -m {spec}",
        )
    return folder


def find_picture_model(spec: str, places: Places) -> Path:
    """The folder of a spec that draws. Raises BadInputError for one that writes text."""
    if spec.startswith(_SERVER):
        raise BadInputError(
            en=f"{spec}: a server is asked for text only; pictures are drawn on this machine. "
            "Use a name from gongwu models, a folder in Diffusers' layout, or hf:ORG/NAME.",
            zh=f"{spec}：服务器目前只用来写文字，图片在本机上画。"
            "请用 gongwu models 列出的名称、Diffusers 布局的文件夹，或 hf:ORG/NAME。",
        )
    folder = find_model(spec, places)
    if medium_of(folder) == "text":
        known = ", ".join(known_models(places, "picture"))
        raise BadInputError(
            en=f"{spec} writes text; here a model is needed that draws pictures "
            f"(known here: {known or 'none yet'}). To write with it: "
            f"gongwu generate PROMPT -m {spec}",
            zh=f"{spec} 是写文字的模型，这里需要画图的模型（本机已知：{known or '暂无'}）。"
            f"用它写文字：gongwu generate 提示 -m {spec}",
        )
    return folder


def medium_of(folder: Path) -> Medium | None:
    """What a folder's model makes; None: it holds no model."""
    return next((medium for medium, name in _INDEX.items() if (folder / name).is_file()), None)


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
        if medium_of(folder):
            return folder
    raise _unknown(spec, places)


def known_models(places: Places, medium: Medium | None = None) -> list[str]:
    """The names that stand for a folder of this machine; None: whatever it makes."""
    return [
        folder.name
        for shelf in (places.starters, places.shelf)
        for folder in sorted(shelf.glob("*/"))
        if (found := medium_of(folder)) and medium in (None, found)
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
    folder = _downloaded(name, _INDICES, local=local)
    if not local:
        return _downloaded(name, _WANTED[medium_of(folder) or "text"], local=False)
    if not _is_whole(folder):
        raise FileNotFoundError(f"{folder} was not fetched to its end")
    return folder


def _downloaded(name: str, wanted: _Wanted, *, local: bool) -> Path:
    import huggingface_hub

    return Path(
        huggingface_hub.snapshot_download(
            name,
            allow_patterns=list(wanted.files),
            ignore_patterns=list(wanted.but),
            local_files_only=local,
        )
    )


def _is_whole(folder: Path) -> bool:
    """Whether all weights that a folder speaks of are there."""
    if medium_of(folder) == "picture":
        named = _json(folder / _INDEX["picture"])
        return all(
            _has_weights(folder / part, stem)
            for part, stem in _WEIGHTS_OF.items()
            if named.get(part, [None])[0] is not None
        )
    return _has_weights(folder, "model")


def _has_weights(folder: Path, stem: str) -> bool:
    index = folder / f"{stem}.safetensors.index.json"
    if not index.is_file():
        return (folder / f"{stem}.safetensors").is_file()
    return all((folder / shard).is_file() for shard in set(_json(index)["weight_map"].values()))


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


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
            en=f"{spec} is a folder without config.json (of a text model) or model_index.json (of "
            "a picture model), so not a model.",
            zh=f"文件夹 {spec} 里既没有 config.json（文本模型），"
            "也没有 model_index.json（图像模型），不是模型。",
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
