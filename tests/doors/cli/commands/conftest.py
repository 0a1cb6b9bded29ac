"""Tiny models on the person's shelf, for the commands that use one."""

from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.checkpoints.tokenizer_files import save_tokenizer
from gongwu.engine.inference import text_model
from tests.engine.conftest import NETS
from tests.engine.inference.conftest import letter_tokenizer

ShelveModel = Callable[[str], Path]


@pytest.fixture
def shelve(home: Path, monkeypatch: pytest.MonkeyPatch) -> ShelveModel:
    """Put a tiny net of NETS on the shelf under its own name; it writes with plain torch."""
    monkeypatch.setattr(text_model, "load_library", lambda cache: "not compiled for these tests")

    def put(name: str) -> Path:
        net = NETS[name]()
        dice = torch.Generator().manual_seed(7)
        for weight in net.parameters():
            weight.data.uniform_(-0.6, 0.6, generator=dice)
        folder = home / "data" / "models" / name
        save_net(net, folder)
        save_tokenizer(letter_tokenizer(), folder, context=12)
        return folder

    return put
