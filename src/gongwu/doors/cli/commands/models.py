"""`gongwu models`: what can be used by name."""

from dataclasses import asdict

import typer

from gongwu.doors.cli.app import add_command
from gongwu.doors.cli.columns import table
from gongwu.doors.cli.language import say
from gongwu.doors.cli.output import JsonFlag, emit
from gongwu.doors.cli.shelf import ShelvedModel, list_models, shelf_folder


def register(app: typer.Typer) -> None:
    add_command(
        app,
        models,
        en="List the models on this machine: starters and your own shelf.",
        zh="列出本机的模型：自带的和你自己架上的。",
        examples=["gongwu models", "gongwu models --json"],
    )


def models(as_json: JsonFlag = False) -> None:
    found = list_models()
    emit(
        {"models": [asdict(model) for model in found], "shelf": shelf_folder()},
        text=_page(found),
        as_json=as_json,
    )


def _page(found: list[ShelvedModel]) -> str:
    shelf = say(
        en=f"A model folder put in {shelf_folder()} is found by its name.",
        zh=f"放进 {shelf_folder()} 的模型文件夹，可以直接用名字找到。",
    )
    if not found:
        return say(en="No models here yet.", zh="还没有模型。") + "\n" + shelf
    head = [
        say(en="name", zh="名称"),
        say(en="architecture", zh="架构"),
        say(en="size", zh="大小"),
        say(en="path", zh="路径"),
    ]
    return table([head, *map(_row, found)]) + "\n\n" + shelf


def _row(model: ShelvedModel) -> list[str]:
    unknown = say(en="unreadable config.json", zh="config.json 无法读取")
    architecture = model.architecture or unknown
    if model.medium == "picture":
        architecture = say(en=architecture, zh=_in_chinese(architecture))
    return [model.name, architecture, f"{model.size_bytes / 1e6:.1f} MB", str(model.path)]


def _in_chinese(architecture: str) -> str:
    words = {"text": "文字", "noise": "噪声", "picture": "图片", "px": "像素"}
    return " ".join(words.get(word, word) for word in architecture.split())
