"""From the name of a model to its folder; the hub is a double that never leaves this machine."""

import errno
import importlib.util
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import huggingface_hub
import pytest
from huggingface_hub import errors as hub_errors

from gongwu.assemble import (
    Places,
    find_model,
    known_models,
    open_image_model,
    open_text_model,
    refuse_bad_form,
)
from gongwu.errors import (
    BadInputError,
    GongwuError,
    NoRoomError,
    NotFoundError,
    RefusedError,
    TryLaterError,
)
from gongwu.ports import JSONSchema
from tests.engine.inference.tiny_picture_models import save_tiny


def put(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    return folder


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """Places of one's own, and an empty folder to stand in."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return Places(
        starters=tmp_path / "starters", shelf=tmp_path / "shelf", cache=tmp_path / "cache"
    )


# ---- names and folders ----


def test_a_name_is_a_starter_or_on_the_shelf(places: Places) -> None:
    verse, mine = put(places.starters / "verse"), put(places.shelf / "mine")
    assert find_model("verse", places) == verse
    assert find_model("mine", places) == mine
    assert known_models(places) == ["verse", "mine"]


def test_a_path_is_a_folder_wherever_it_is(places: Places, tmp_path: Path) -> None:
    folder = put(tmp_path / "elsewhere" / "net")
    put(Path("near"))
    assert find_model(str(folder), places) == folder
    assert find_model("near", places).resolve() == Path("near").resolve()
    assert find_model("./near", places).resolve() == Path("near").resolve()


def test_a_starter_wins_over_a_folder_and_a_folder_over_the_shelf(places: Places) -> None:
    """What was just trained here under a name is what its name means here."""
    put(places.starters / "verse")
    for name in ("verse", "mine"):
        put(Path(name))
        put(places.shelf / name)
    assert find_model("verse", places) == places.starters / "verse"
    assert find_model("mine", places) == Path("mine")
    assert find_model("./verse", places) == Path("verse")


def test_a_folder_without_a_config_does_not_hide_a_model(places: Places) -> None:
    Path("mine").mkdir()
    mine = put(places.shelf / "mine")
    assert find_model("mine", places) == mine


@pytest.mark.parametrize("spec", ["", "nobody", "../shelf/none", "/nowhere/at/all"])
def test_an_unknown_name_is_told_with_all_that_is_known(places: Places, spec: str) -> None:
    put(places.starters / "verse")
    with pytest.raises(NotFoundError, match=r"Known here: verse\."):
        find_model(spec, places)


def test_a_misspelt_name_is_guessed(places: Places) -> None:
    put(places.starters / "verse")
    with pytest.raises(NotFoundError, match=r"Did you mean verse\?") as caught:
        find_model("vrese", places)
    assert "是不是 verse？" in caught.value.zh


def test_a_folder_that_is_no_model_is_told_so(places: Places) -> None:
    Path("notes").mkdir()
    with pytest.raises(NotFoundError, match=r"without config\.json"):
        find_model("notes", places)


SERVED = "openai:qwen3@http://localhost:11434/v1"


def test_a_model_behind_a_server_is_opened_without_asking_it(places: Places) -> None:
    model = open_text_model(SERVED, replace(places, offline=True))
    assert (model.name, model.continues) == ("qwen3", False)


def test_offline_forbids_servers_elsewhere(places: Places) -> None:
    with pytest.raises(RefusedError, match="GONGWU_OFFLINE"):
        open_text_model("openai:q@https://example.org", replace(places, offline=True))


def test_what_needs_the_weights_cannot_use_a_server(places: Places) -> None:
    with pytest.raises(BadInputError, match="weights are needed"):
        find_model(SERVED, places)


def test_a_server_is_left_to_know_which_forms_it_can_hold(places: Places) -> None:
    """What it answers is judged here all the same."""
    unheld = JSONSchema('{"type":"array","uniqueItems":true}')
    refuse_bad_form(unheld, SERVED)
    with pytest.raises(BadInputError, match="uniqueItems"):
        refuse_bad_form(unheld, "verse")
    for spec in (SERVED, "verse"):
        with pytest.raises(BadInputError):
            refuse_bad_form(JSONSchema("{"), spec)


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Make a package seem not to be installed."""

    def hide(package: str) -> None:
        plain = importlib.util.find_spec
        monkeypatch.setattr(
            importlib.util, "find_spec", lambda name: None if name == package else plain(name)
        )

    return hide


def test_without_torch_the_extra_is_named(places: Places, without: Callable[[str], None]) -> None:
    put(places.starters / "verse")
    without("torch")
    with pytest.raises(NotFoundError, match=r"gongwu\[engine\]"):
        open_text_model("verse", places)


# ---- pictures ----


def put_picture_model(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "model_index.json").write_text("{}")
    return folder


def test_picture_models_are_known_by_name_too(places: Places) -> None:
    put(places.starters / "verse")
    icons = put_picture_model(places.shelf / "icons")
    assert find_model("icons", places) == icons
    assert known_models(places) == ["verse", "icons"]
    assert known_models(places, "picture") == ["icons"]
    assert known_models(places, "text") == ["verse"]


def test_a_model_of_the_other_kind_is_told_with_the_command_that_takes_it(places: Places) -> None:
    put(places.starters / "verse")
    put_picture_model(places.shelf / "icons")
    with pytest.raises(BadInputError, match="gongwu draw PROMPT -m icons") as caught:
        open_text_model("icons", places)
    assert "画图" in caught.value.zh
    with pytest.raises(BadInputError, match=r"known here: icons.*gongwu generate PROMPT -m verse"):
        open_image_model("verse", places)


def test_a_server_draws_nothing(places: Places) -> None:
    with pytest.raises(BadInputError, match="text only"):
        open_image_model(SERVED, places)


def test_without_torch_nothing_is_drawn(places: Places, without: Callable[[str], None]) -> None:
    put_picture_model(places.starters / "icons")
    without("torch")
    with pytest.raises(NotFoundError, match=r"gongwu\[engine\]"):
        open_image_model("icons", places)


def test_both_routes_to_a_picture_open_by_name(places: Places) -> None:
    """Denoising, and tokens; what is asked of them is the same."""
    save_tiny(places.shelf / "noise")
    model = open_image_model("noise", places)
    assert (model.name, model.reads_prompts) == ("noise", True)
    assert None not in (model.defaults.width, model.defaults.steps, model.defaults.sampler)


# ---- the hub ----


class Hub:
    """What `snapshot_download` does: a folder that is here already, one to fetch, or a failure."""

    def __init__(self, root: Path) -> None:
        self.here: Path | None = None
        self.there: Path | Exception = OSError("nobody answers")
        self.asked: list[dict[str, Any]] = []

    def snapshot_download(self, name: str, **asked: Any) -> str:
        self.asked.append({"name": name, **asked})
        found = self.here if asked["local_files_only"] else self.there
        if found is None:
            raise hub_errors.LocalEntryNotFoundError("not in the cache")
        if isinstance(found, Exception):
            raise found
        return str(found)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hub:
    double = Hub(tmp_path)
    monkeypatch.setattr(huggingface_hub, "snapshot_download", double.snapshot_download)
    return double


def whole(folder: Path) -> Path:
    put(folder)
    (folder / "model.safetensors").write_bytes(b"")
    return folder


def test_what_is_here_already_is_not_asked_for_again(
    places: Places, hub: Hub, tmp_path: Path
) -> None:
    hub.here = whole(tmp_path / "snapshot")
    assert find_model("hf:Qwen/Qwen3-0.6B", places) == hub.here
    assert find_model("hf:Qwen/Qwen3-0.6B", replace(places, offline=True)) == hub.here
    assert [asked["local_files_only"] for asked in hub.asked] == [True, True]


def test_only_json_and_safetensors_are_fetched(places: Places, hub: Hub, tmp_path: Path) -> None:
    hub.there = whole(tmp_path / "snapshot")
    assert find_model("hf:Qwen/Qwen3-0.6B", places) == hub.there
    asked = hub.asked[-1]
    assert asked["name"] == "Qwen/Qwen3-0.6B"
    wanted = ["config.json", "model-00001-of-2.safetensors"]
    others = ["pytorch_model.bin", "README.md", "onnx/model.onnx", "original/params.json",
              "original/consolidated.safetensors"]  # fmt: skip
    fetched = huggingface_hub.utils.filter_repo_objects(  # type: ignore[attr-defined]
        wanted + others,
        allow_patterns=asked["allow_patterns"],
        ignore_patterns=asked["ignore_patterns"],
    )
    assert list(fetched) == wanted


REPOSITORY = {
    "model_index.json": True, "README.md": False, "v1-5-pruned.safetensors": False,
    "unet/config.json": True, "unet/diffusion_pytorch_model.safetensors": True,
    "unet/diffusion_pytorch_model.fp16.safetensors": False,
    "unet/diffusion_pytorch_model.non_ema.safetensors": False,
    "unet/diffusion_pytorch_model.bin": False,
    "vae/diffusion_pytorch_model.safetensors": True,
    "text_encoder/model.safetensors": True, "text_encoder/pytorch_model.bin": False,
    "tokenizer/vocab.json": True, "tokenizer/merges.txt": True,
    "scheduler/scheduler_config.json": True,
    "safety_checker/model.safetensors": False, "safety_checker/config.json": False,
}  # fmt: skip


def test_of_a_picture_model_only_what_is_read_is_fetched(
    places: Places, hub: Hub, tmp_path: Path
) -> None:
    """Beside the parts lie copies in one file, in halves and as pickles: gigabytes each."""
    hub.there = put_picture_model(tmp_path / "snapshot")
    assert find_model("hf:a/sd", places) == hub.there
    fetched: set[str] = set()
    for asked in hub.asked:
        if not asked["local_files_only"]:
            fetched |= set(
                huggingface_hub.utils.filter_repo_objects(  # type: ignore[attr-defined]
                    list(REPOSITORY),
                    allow_patterns=asked["allow_patterns"],
                    ignore_patterns=asked["ignore_patterns"],
                )
            )
    assert fetched == {name for name, wanted in REPOSITORY.items() if wanted}


def test_a_picture_model_lacking_a_part_is_fetched_on(
    places: Places, hub: Hub, tmp_path: Path
) -> None:
    hub.here = save_tiny(tmp_path / "here", "latents")
    hub.there = tmp_path / "there"
    assert find_model("hf:a/sd", places) == hub.here
    (hub.here / "vae" / "diffusion_pytorch_model.safetensors").unlink()
    assert find_model("hf:a/sd", places) == hub.there


def test_a_fetch_that_was_broken_off_is_taken_up_again(
    places: Places, hub: Hub, tmp_path: Path
) -> None:
    hub.here = put(tmp_path / "part")
    index = {"weight_map": {"a": "1.safetensors", "b": "2.safetensors"}}
    (hub.here / "model.safetensors.index.json").write_text(json.dumps(index))
    (hub.here / "1.safetensors").write_bytes(b"")
    hub.there = whole(tmp_path / "all")
    assert find_model("hf:a/b", places) == hub.there
    (hub.here / "2.safetensors").write_bytes(b"")
    assert find_model("hf:a/b", places) == hub.here


def test_offline_means_offline(places: Places, hub: Hub, tmp_path: Path) -> None:
    hub.there = whole(tmp_path / "snapshot")
    with pytest.raises(NotFoundError, match="GONGWU_OFFLINE"):
        find_model("hf:a/b", replace(places, offline=True))
    assert all(asked["local_files_only"] for asked in hub.asked)


def response(status: int) -> Any:
    return SimpleNamespace(status_code=status, headers={}, request=SimpleNamespace(url=""))


FAILURES: dict[str, tuple[Exception, type[GongwuError], str]] = {
    "no connection": (OSError("nobody answers"), TryLaterError, "connection"),
    "no such model": (
        hub_errors.RepositoryNotFoundError("404", response=response(404)),
        NotFoundError,
        "spelling",
    ),
    "gated": (hub_errors.GatedRepoError("403", response=response(403)), BadInputError, "terms"),
    "a full disk": (OSError(errno.ENOSPC, "No space left"), NoRoomError, "disk is full"),
}


@pytest.mark.parametrize("name", FAILURES)
def test_each_failure_of_the_hub_says_what_to_do(places: Places, hub: Hub, name: str) -> None:
    hub.there, kind, said = FAILURES[name]
    with pytest.raises(kind, match=said):
        find_model("hf:Qwen/Qwen3", places)


@pytest.mark.parametrize("name", ["", "verse", "a/b/c", "a/", "/b", "a b/c", "../b/c"])
def test_a_hub_name_has_two_parts(places: Places, hub: Hub, name: str) -> None:
    with pytest.raises(BadInputError, match="hf:ORG/NAME"):
        find_model(f"hf:{name}", places)
    assert not hub.asked


def test_without_the_hubs_client_the_extra_is_named(
    places: Places, without: Callable[[str], None]
) -> None:
    without("huggingface_hub")
    with pytest.raises(NotFoundError, match=r"pip install 'gongwu\[hub\]'"):
        find_model("hf:a/b", places)
