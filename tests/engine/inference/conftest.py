"""A tokenizer of nineteen tokens for the tiny nets of tests/engine/conftest.py, and its models."""

from collections.abc import Callable

import pytest
import tokenizers
from tokenizers import decoders, models
from torch import nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.inference.native.build import Library, load_library
from gongwu.engine.inference.text_model import EngineTextModel, text_model_of
from gongwu.engine.tokens.tokenizer import END, END_ID, PAD, Tokenizer
from tests.engine.conftest import NETS

LETTERS = "春风又绿江南岸明月何时照我还 ab"


def letter_tokenizer() -> Tokenizer:
    """One token for each of LETTERS; every other character says nothing."""
    vocabulary = {token: number for number, token in enumerate((PAD, END, *LETTERS))}
    inner = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.decoder = decoders.Fuse()
    inner.add_special_tokens([PAD, END])
    return Tokenizer(inner, [END_ID])


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return letter_tokenizer()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Without a compiler its tests are skipped, with the reason."""
    loaded = load_library(tmp_path_factory.mktemp("native"))
    if isinstance(loaded, str):
        pytest.skip(f"the C step cannot be built here: {loaded}")
    return loaded


@pytest.fixture
def make_net(shake: Callable[[nn.Module], None]) -> Callable[[str], Net]:
    """A tiny shaken net by its name in NETS."""

    def make(name: str) -> Net:
        net = NETS[name]()
        shake(net)
        return net.eval()

    return make


@pytest.fixture(params=[*NETS, "decoder, C step"])
def text_model(
    request: pytest.FixtureRequest, make_net: Callable[[str], Net], tokenizer: Tokenizer
) -> EngineTextModel:
    """A text model of each kind of net in turn, and of a decoder by the C step."""
    name, _, step = request.param.partition(", C ")
    library = request.getfixturevalue("library") if step else None
    return text_model_of(make_net(name), tokenizer, "tiny", library=library)
