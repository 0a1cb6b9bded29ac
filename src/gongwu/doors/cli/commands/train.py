"""`gongwu train`: a model of one's own."""

import typer

from gongwu.doors.cli.app import add_group
from gongwu.doors.cli.commands import train_text


def register(app: typer.Typer) -> None:
    group = add_group(app, "train", en="Train a model of your own.", zh="训练你自己的模型。")
    train_text.register(group)
