"""Against a server that others wrote: `transformers serve`, with a tiny model of random weights."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import torch

from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.checkpoints.tokenizer_files import save_tokenizer
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.initialize import initialize
from gongwu.engine.tokens.tokenizer import byte_pair_tokenizer
from gongwu.errors import BadInputError
from gongwu.ports import Choices, Sampling
from gongwu.studio.server_model.model import ServerTextModel, open_server_model

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]

STARTED_IN = 120  # seconds, on a machine with much else to do
PLAIN = Sampling(max_new_tokens=12, seed=4)


def save_chat_model(folder: Path) -> None:
    tokenizer = byte_pair_tokenizer(["春风又绿江南岸 hello world"] * 3, 300)
    net = Decoder(
        DecoderShape(
            vocabulary=tokenizer.size, context=256, width=32, layers=2, heads=2, groups=1,
            head_width=16, hidden=48,
        )
    )  # fmt: skip
    initialize(net, torch.Generator().manual_seed(1))
    save_net(net, folder)
    save_tokenizer(tokenizer, folder, context=256)
    config = folder / "tokenizer_config.json"
    told = json.loads(config.read_text("utf-8"))
    told["chat_template"] = "{% for m in messages %}{{ m['content'] }}\n{% endfor %}"
    config.write_text(json.dumps(told), "utf-8")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerTextModel]:
    pytest.importorskip("uvicorn")
    pytest.importorskip("fastapi")
    command = shutil.which("transformers", path=Path(sys.executable).parent)
    if command is None:
        pytest.skip("there is no `transformers` command beside this Python")
    home = tmp_path_factory.mktemp("serve")
    save_chat_model(home / "tiny")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(home), "OMP_NUM_THREADS": "1"}
    words = [command, "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"]
    with (home / "log").open("w") as log, subprocess.Popen(
        words, env=environ, stdout=log, stderr=subprocess.STDOUT
    ) as process:  # fmt: skip
        try:
            wait_for(f"http://127.0.0.1:{port}/health")
            spec = f"{home / 'tiny'}@http://127.0.0.1:{port}"
            yield open_server_model(spec, environ={}, offline=True)
        finally:
            process.terminate()


def wait_for(url: str) -> None:
    end = time.monotonic() + STARTED_IN
    while time.monotonic() < end:
        try:
            if httpx.get(url, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.3)
    pytest.fail(f"{url} did not answer in {STARTED_IN} s")


def test_it_answers_as_long_as_it_was_asked_to(model: ServerTextModel) -> None:
    (answer,) = model.complete("春风", [PLAIN])
    assert answer.finish == "length"
    assert answer.new_tokens == 12
    assert answer.text


def test_a_stream_is_the_answer_of_the_same_seed(model: ServerTextModel) -> None:
    """One request at a time: this server has one set of dice for all of them."""
    for seed in range(3):
        asked = replace(PLAIN, seed=seed)
        stream = model.stream("hello", asked)
        pieces = list(stream)
        assert len(pieces) > 1
        assert "".join(pieces) == stream.completion.text
        (whole,) = model.complete("hello", [asked])
        assert (whole.finish, whole.new_tokens) == (stream.completion.finish, 12)
        # What is left of a character cut in half it shows in an answer and not in a stream.
        assert whole.text.rstrip("\ufffd") == stream.completion.text.rstrip("\ufffd")


def test_several_answers_are_all_there(model: ServerTextModel) -> None:
    answers = model.complete("hello", [replace(PLAIN, seed=seed) for seed in range(5)])
    assert len({answer.text for answer in answers}) > 2


def test_what_it_does_not_know_it_says(model: ServerTextModel) -> None:
    with pytest.raises(BadInputError, match="min_p"):
        model.complete("hello", [replace(PLAIN, min_p=0.1)])


def test_a_form_that_it_does_not_heed_is_never_taken_for_held(model: ServerTextModel) -> None:
    """Twelve tokens of random weights hit no choice by chance, and are cut off."""
    asked = replace(PLAIN, form=Choices(("yes", "no")))
    (cut,) = model.complete("hello", [asked])
    assert cut.finish == "length"
    assert cut.text not in ("yes", "no")
