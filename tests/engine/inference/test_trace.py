"""A trace is the net's own arithmetic, and its printed numbers are true."""

import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict

import pytest
import tokenizers
import torch
from tokenizers import models
from torch import Tensor
from torch.nn import functional as F

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.inference.prompts import Framing, to_answer, to_continue
from gongwu.engine.inference.trace import trace
from gongwu.engine.inference.tracing.record import Stage, Trace, Worked
from gongwu.engine.nets import decoder, encoder_decoder
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.engine.tokens.tokenizer import END, END_ID, PAD, Tokenizer

PROMPT = "badcafe"
LETTERS = "abcdefghijklmnopq"


@pytest.fixture
def tokenizer() -> Tokenizer:
    """As many tokens as the tiny nets know: two special ones and 17 letters."""
    vocabulary = {token: number for number, token in enumerate((PAD, END, *LETTERS))}
    inner = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    inner.add_special_tokens([PAD, END])
    return Tokenizer(inner, [END_ID])


@pytest.fixture
def traced(net: Net, tokenizer: Tokenizer) -> Trace:
    return trace(net, tokenizer, PROMPT)


def test_the_trace_ends_in_the_nets_own_softmax(
    net: Net, tokenizer: Tokenizer, traced: Trace
) -> None:
    odds = own_logits(net, tokenizer, traced)[-1].softmax(dim=-1)
    for guess in traced.softmax.guesses:
        assert guess.probability == pytest.approx(float(odds[guess.token.id]), abs=1e-5)
    assert [guess.token.id for guess in traced.softmax.guesses] == odds.topk(10).indices.tolist()


def test_the_traced_attention_put_in_the_place_of_attention_gives_the_same_logits(
    net: Net, tokenizer: Tokenizer, traced: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The numbers that are shown are those that decide, not a picture beside them."""
    expected = own_logits(net, tokenizer, traced)
    shown = (torch.tensor(seen.heads) for stream in traced.streams for layer in stream.layers
             for seen in layer.attention)  # fmt: skip

    def attend(query: Tensor, key: Tensor, value: Tensor, **settings: object) -> Tensor:
        return next(shown)[None] @ value

    monkeypatch.setattr(decoder, "attend", attend)
    monkeypatch.setattr(encoder_decoder, "attend", attend)
    # float32, eight attentions one upon another, each summed in another order.
    close = 1e-5 * float(expected.abs().max())
    torch.testing.assert_close(own_logits(net, tokenizer, traced), expected, atol=close, rtol=0)
    assert next(shown, None) is None


def test_every_row_of_attention_sums_to_one(traced: Trace) -> None:
    for stream in traced.streams:
        for layer in stream.layers:
            for seen in layer.attention:
                for row in (row for head in seen.heads for row in head):
                    assert math.fsum(row) == pytest.approx(1, abs=1e-5)


def test_every_number_beside_a_formula_satisfies_it(traced: Trace) -> None:
    lines = [line for stage in stages(traced) for line in stage.worked]
    for line in (*lines, *traced.softmax.worked):
        if line.numbers:
            assert evaluate(line) == pytest.approx(line.result, abs=printed_digits(line)), line


def test_the_evaluator_of_these_tests_notices_a_wrong_number() -> None:
    wrong = Worked(symbols="n_1", numbers="0.500 ÷ √(0.250 + 0.001) · (−1.000)", result=0.998)
    assert evaluate(wrong) != pytest.approx(wrong.result, abs=printed_digits(wrong))


def test_keys_are_reckoned_as_their_columns_say(traced: Trace) -> None:
    tables = [stage.keys for stage in stages(traced) if stage.keys]
    for table in tables:
        summed = [column for column, total in zip(table.columns, table.sums, strict=True)
                  if total is not None]  # fmt: skip
        assert summed == ["e", "a", "a · v_1"]
        raised_sum, odds_sum, read = table.sums[-3:]
        assert raised_sum is not None
        assert odds_sum == pytest.approx(1, abs=1e-5)
        assert read == pytest.approx(sum(row.values[-1] or 0 for row in table.rows), abs=1e-4)
        for row in table.rows:
            raised, odds = row.values[-3:-1]
            assert raised is not None
            assert odds == pytest.approx(raised / raised_sum, abs=1e-5)


def test_the_table_of_keys_agrees_with_the_map(traced: Trace) -> None:
    for stream in traced.streams:
        for layer in stream.layers:
            tables = [stage.keys for stage in layer.stages if stage.keys]
            for table, seen in zip(tables, layer.attention, strict=True):
                watched = seen.heads[table.head - 1][stream.watched]
                for row in table.rows:
                    if row.position is not None:
                        assert row.values[-2] == pytest.approx(watched[row.position], abs=1e-5)


@pytest.mark.parametrize("net", ["gru"], indirect=True)
def test_the_states_shown_are_those_of_torchs_own_gru(
    net: Net, tokenizer: Tokenizer, traced: Trace
) -> None:
    assert isinstance(net, GRU)
    ids = torch.tensor([ids_of(traced, 0)])
    states = net.recurrent(net.embedding(ids))[0][0]
    gates = traced.streams[0].layers[-1].gates
    assert gates is not None
    for unit, over_time in zip(gates.units, gates.state, strict=True):
        torch.testing.assert_close(torch.tensor(over_time), states[:, unit - 1])


@pytest.mark.parametrize("net", ["gru"], indirect=True)
def test_gates_lie_between_nothing_and_all(traced: Trace) -> None:
    for layer in traced.streams[0].layers:
        assert layer.gates is not None
        for rows in (layer.gates.reset, layer.gates.update):
            assert all(0 < gate < 1 for row in rows for gate in row)


def test_surprise_is_the_nets_own_loss_in_bits(
    net: Net, tokenizer: Tokenizer, traced: Trace
) -> None:
    stream = traced.streams[-1]
    ids = torch.tensor(ids_of(traced, -1))
    logits = own_logits(net, tokenizer, traced)
    nats = F.cross_entropy(logits[:-1], ids[1:], reduction="sum")
    assert stream.surprise[0] is None
    assert math.fsum(bits or 0 for bits in stream.surprise) == pytest.approx(
        float(nats) / math.log(2), rel=1e-4
    )


def test_the_net_reads_what_generate_would_give_it(
    net: Net, tokenizer: Tokenizer, traced: Trace
) -> None:
    read = to_answer if isinstance(net, EncoderDecoder) else to_continue
    assert tuple(ids_of(traced, 0)) == read(Framing(tokenizer, 19), PROMPT, 64).ids
    assert traced.left_out == 0


def test_a_long_prompt_is_cut_to_the_limit_and_it_says_so(net: Net, tokenizer: Tokenizer) -> None:
    cut = trace(net, tokenizer, PROMPT * 9, prompt_limit=5)
    assert len(cut.streams[0].tokens) == 5
    assert cut.left_out > 50
    whole_context = trace(net, tokenizer, PROMPT * 9)
    assert len(whole_context.streams[0].tokens) == net.shape.context


@pytest.mark.parametrize("net", ["encoder-decoder"], indirect=True)
def test_an_encoder_decoder_starts_with_the_start_token_and_writes_a_few_more(
    net: Net, tokenizer: Tokenizer
) -> None:
    bare = trace(net, tokenizer, PROMPT, target_limit=0)
    longer = trace(net, tokenizer, PROMPT, target_limit=3)
    assert ids_of(bare, 1) == [0]
    assert ids_of(longer, 1)[:2] == [0, bare.softmax.guesses[0].token.id]


def test_a_trace_is_plain_numbers(traced: Trace) -> None:
    assert json.loads(json.dumps(asdict(traced)))["net"] == traced.net


def test_a_net_in_bfloat16_is_traced_in_float32_and_left_as_it_is(
    net: Net, tokenizer: Tokenizer
) -> None:
    half = net.bfloat16()
    traced = trace(half, tokenizer, PROMPT)
    assert next(half.parameters()).dtype == torch.bfloat16
    assert sum(guess.probability for guess in traced.softmax.guesses) <= 1 + 1e-6


def test_weights_are_counted_once_and_all_of_them(net: Net, traced: Trace) -> None:
    noted = sum(stage.parameters for stage in stages(traced))
    table = net.embedding.weight.numel()
    # Both streams of an encoder–decoder look tokens up, and a tied head is the table once more.
    again = table * (len(traced.streams) - 1 + getattr(net.shape, "tied", False))
    by_distance = sum(
        weight.numel() for name, weight in net.named_parameters() if "distance_bias" in name
    )
    assert dict(traced.sizes)["parameters"] == noted - again + by_distance


def test_a_record_can_be_read_where_there_is_no_torch() -> None:
    script = (
        "import sys\n"
        "from gongwu.engine.inference.tracing import numerals, record\n"
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def own_logits(net: Net, tokenizer: Tokenizer, traced: Trace) -> Tensor:
    """(T, V), from the net's own forward."""
    with torch.inference_mode():
        ids = [torch.tensor([ids_of(traced, place)]) for place in range(len(traced.streams))]
        said = net(*ids)
        logits: Tensor = said[0] if isinstance(net, GRU) else said
        return logits[0]


def ids_of(traced: Trace, place: int) -> list[int]:
    return [token.id for token in traced.streams[place].tokens]


def stages(traced: Trace) -> Iterator[Stage]:
    for stream in traced.streams:
        yield from stream.opening
        for layer in stream.layers:
            yield from layer.stages
        yield from stream.closing


FUNCTIONS = {
    "exp": math.exp,
    "tanh": math.tanh,
    "sin": math.sin,
    "cos": math.cos,
    "sqrt": math.sqrt,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "silu": lambda x: x / (1 + math.exp(-x)),
    "gelu": lambda x: x / 2 * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
}


def evaluate(line: Worked) -> float:
    """What the printed numbers come to."""
    text = re.sub(r"√(\d+)", r"√(\1)", line.numbers)
    for sign, python in {"√": "sqrt", "σ": "sigmoid", "÷": "/", "·": "*", "−": "-"}.items():
        text = text.replace(sign, python)
    return float(eval(text, {"__builtins__": {}}, FUNCTIONS))  # noqa: S307 - our own arithmetic


def printed_digits(line: Worked) -> float:
    """Numbers are printed with three digits, so a result is known to about one in a hundred of
    the largest number beside it."""
    printed = [abs(float(number)) for number in re.findall(r"\d+\.\d+", line.numbers)]
    return 0.01 * max([0.1, abs(line.result), *(size for size in printed if size < 10)])
