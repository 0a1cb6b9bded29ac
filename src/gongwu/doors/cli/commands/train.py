"""`gongwu train`: a model of one's own, from one's own text or pictures."""

import typer

from gongwu.doors.cli.app import add_group
from gongwu.doors.cli.commands import train_image, train_text


def register(app: typer.Typer) -> None:
    group = add_group(app, "train", en="Train a model of your own.", zh="训练你自己的模型。")
    train_text.register(group)
    train_image.register(group)
