"""Traces of tiny nets, to make pages from."""

from collections.abc import Callable
from functools import cache

import pytest
import torch

from gongwu.engine.inference.trace import trace
from gongwu.engine.inference.tracing.record import Trace
from tests.engine.conftest import NETS
from tests.engine.inference.conftest import letter_tokenizer

TraceOf = Callable[..., Trace]


@cache
def _trace_of(name: str, prompt: str = "春风又绿江南岸", weight: float = 0.6) -> Trace:
    net = NETS[name]()
    dice = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for each in net.parameters():
            each.uniform_(-0.6, 0.6, generator=dice).mul_(weight / 0.6)
    return trace(net, letter_tokenizer(), prompt)


@pytest.fixture
def trace_of() -> TraceOf:
    """The trace of a net of NETS; `weight` NaN makes it one whose training diverged."""
    return _trace_of
