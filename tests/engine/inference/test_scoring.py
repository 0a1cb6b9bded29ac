"""Scores against a computation with nothing clever in it: float64, one token at a time."""

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.inference import scoring
from gongwu.engine.inference.scoring import Score, score
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.gru import GRU
from gongwu.engine.tokens.corpus import Block
from gongwu.engine.tokens.tokenizer import END_ID, Tokenizer
from gongwu.errors import BadInputError
from tests.engine.inference.conftest import LETTERS
from tests.engine.inference.test_prompts import FIRST, LLAMA, TOKENIZERS, A, B

MakeNet = Callable[[str], Net]

CONTEXT, HALF = 12, 6

# Float32 against float64, summed over hundreds of tokens.
CLOSE = 2e-5

LONG = (LETTERS * 40)[:500]


def nats(logits: Tensor, token: int) -> float:
    return -float(logits.double().log_softmax(dim=-1)[token])


def decoder_nats(net: Decoder, ids: list[int]) -> float:
    """Each token from its window: the first holds 12 tokens, each later one 6 of the last."""
    total, begin, said = 0.0, -1, 0  # place -1 holds END
    text = {place: token for place, token in enumerate(ids)} | {-1: END_ID}
    while said < len(ids):
        end = min(len(ids), begin + CONTEXT + 1)
        for place in range(said, end):
            read = [text[each] for each in range(begin, place)]
            total += nats(net(torch.tensor([read]))[0, -1], ids[place])
        begin, said = end - HALF, end
    return total


def gru_nats(net: GRU, ids: list[int]) -> float:
    state, total = None, 0.0
    for before, token in zip([END_ID, *ids], ids, strict=False):
        logits, state = net(torch.tensor([[before]]), state)
        total += nats(logits[0, -1], token)
    return total


def answer_nats(net: EncoderDecoder, source: list[int], target: list[int]) -> float:
    said = [net.shape.start_id, *target]
    return sum(
        nats(net(torch.tensor([source]), torch.tensor([said[: k + 1]]))[0, -1], token)
        for k, token in enumerate(target)
    )


def plainly(net: Net, tokenizer: Tokenizer, texts: list[str]) -> float:
    net = net.double()
    total = 0.0
    for text in texts:
        ids = tokenizer.encode(text)
        if isinstance(net, Decoder):
            total += decoder_nats(net, ids)
        elif isinstance(net, GRU):
            total += gru_nats(net, ids)
        else:
            halves = [ids[k : k + HALF] for k in range(0, len(ids), HALF)]
            for source, target in zip([[END_ID], *halves], halves, strict=False):
                total += answer_nats(net, source, target)
    return total


TEXTS = {
    "one letter": ["春"],
    "shorter than the context": ["春风又绿"],
    "as long as the context": [LONG[:12]],
    "one more": [LONG[:13]],
    "half a window more": [LONG[:18]],
    "half a window and one more": [LONG[:19]],
    "long": [LONG],
    "many": ["春风", LONG[:30], "a", LONG[:12], LONG[5:80], "照我还"],
}


@pytest.fixture(params=["gru", "decoder", "encoder-decoder"])
def plain_net(request: pytest.FixtureRequest, make_net: MakeNet) -> Net:
    return make_net(request.param)


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
@torch.inference_mode()
def test_a_score_is_the_sum_over_single_tokens(
    plain_net: Net, tokenizer: Tokenizer, texts: list[str]
) -> None:
    found = score(plain_net, tokenizer, map(Block, texts))
    letters = sum(map(len, texts))
    assert (found.tokens, found.characters) == (letters, letters)
    assert found.nats == pytest.approx(plainly(plain_net, tokenizer, texts), rel=CLOSE)
    assert found.bits_per_character == pytest.approx(found.nats / letters / math.log(2))
    assert found.perplexity == pytest.approx(math.exp(found.nats / letters))


@pytest.mark.parametrize("together", [1, 64, 100_000])
def test_how_much_is_read_in_one_pass_changes_nothing(
    together: int, plain_net: Net, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = TEXTS["many"]
    expected = score(plain_net, tokenizer, map(Block, texts))
    monkeypatch.setattr(scoring, "TOGETHER", max(together, 4))
    found = score(plain_net, tokenizer, map(Block, texts))
    assert found.nats == pytest.approx(expected.nats, rel=CLOSE)
    assert found.tokens == expected.tokens


@given(cuts=st.lists(st.integers(0, 200), max_size=8))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
def test_a_document_in_blocks_is_scored_as_one(
    plain_net: Net, tokenizer: Tokenizer, cuts: list[int]
) -> None:
    text = LONG[:200]
    places = [0, *sorted(cuts), 200]
    pieces = [text[a:b] for a, b in pairwise(places)]
    blocks = [Block(piece, ends=k == len(pieces) - 1) for k, piece in enumerate(pieces)]
    found = score(plain_net, tokenizer, blocks)
    expected = score(plain_net, tokenizer, [Block(text)])
    assert found.tokens == expected.tokens == 200
    assert found.nats == pytest.approx(expected.nats, rel=CLOSE)


@torch.inference_mode()
def test_pairs_score_the_target_and_its_end(make_net: MakeNet, tokenizer: Tokenizer) -> None:
    net = make_net("encoder-decoder")
    assert isinstance(net, EncoderDecoder)
    pairs = [("春风", "ab"), ("江南岸 明月", "照"), ("a", ""), ("b", "何时照我还")]
    blocks = [Block(source, target=target) for source, target in pairs]
    found = score(net, tokenizer, blocks)
    assert found.characters == sum(len(target) for _, target in pairs)
    assert found.tokens == found.characters + len(pairs)
    net.double()
    expected = sum(
        answer_nats(
            net,
            [*tokenizer.encode(source), END_ID],
            [*tokenizer.encode(target), END_ID],
        )
        for source, target in pairs
    )
    assert found.nats == pytest.approx(expected, rel=CLOSE)


@pytest.mark.parametrize("name", ["gru", "decoder"])
def test_a_net_without_an_encoder_reads_a_pair_as_one_text(
    name: str, make_net: MakeNet, tokenizer: Tokenizer
) -> None:
    found = score(make_net(name), tokenizer, [Block("春风", target="又绿")])
    assert (found.characters, found.tokens) == (4, 5)


@pytest.mark.parametrize("name", ["gru", "decoder", "encoder-decoder"])
def test_a_net_that_knows_nothing_needs_the_logarithm_of_its_vocabulary(
    name: str, make_net: MakeNet, tokenizer: Tokenizer
) -> None:
    net = make_net(name)
    with torch.no_grad():
        for weight in net.parameters():
            weight.zero_()
    found = score(net, tokenizer, [Block(LONG)])
    assert found.bits_per_character == pytest.approx(math.log2(19))
    assert found.perplexity == pytest.approx(19)


@torch.inference_mode()
def test_what_opens_every_text_opens_every_window(shake: Callable[[nn.Module], None]) -> None:
    """Llama's BOS: later windows hold it too, as what is generated there would."""
    net = Decoder(DecoderShape(vocabulary=4, context=5, width=12, layers=2, heads=2, groups=2,
                               head_width=6, hidden=16))  # fmt: skip
    shake(net)
    found = score(net.eval(), TOKENIZERS[LLAMA](), [Block("abbabab")])
    net.double()
    text = [A, B, B, A, B, A, B]
    # Five tokens fit: BOS and four letters say five; then BOS, two of history and two more.
    views = [text[:k] for k in range(5)] + [text[3:k] for k in (5, 6)]
    expected = sum(
        nats(net(torch.tensor([[FIRST, *view]]))[0, -1], token)
        for view, token in zip(views, text, strict=True)
    )
    assert found.tokens == 7
    assert found.nats == pytest.approx(expected, rel=CLOSE)


def test_no_more_of_a_text_is_held_than_the_next_pass_needs(
    plain_net: Net, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One document in 400 blocks: passes come while it is read, not after it."""
    monkeypatch.setattr(scoring, "TOGETHER", 48)
    read = said = 0

    def blocks() -> Iterator[Block]:
        nonlocal read
        for number in range(400):
            read += len(LETTERS)
            yield Block(LETTERS, ends=number == 399)

    plain = scoring._nats
    ahead = []

    def watched(hidden: Tensor, head: nn.Module, targets: Tensor) -> tuple[float, int]:
        nonlocal said
        nats, tokens = plain(hidden, head, targets)
        said += tokens
        ahead.append(read - said)
        return nats, tokens

    monkeypatch.setattr(scoring, "_nats", watched)
    assert score(plain_net, tokenizer, blocks()).tokens == 400 * len(LETTERS)
    assert max(ahead) < 100


def test_progress_is_told_of_every_character(plain_net: Net, tokenizer: Tokenizer) -> None:
    told: list[int] = []
    score(plain_net, tokenizer, [Block("春风"), Block("ab", target="a")], told.append)
    assert told == [2, 3]


@pytest.mark.parametrize("blocks", [[], [Block("")], [Block("没有这些字母")]])
def test_no_text_is_an_error(plain_net: Net, tokenizer: Tokenizer, blocks: list[Block]) -> None:
    with pytest.raises(BadInputError, match="no text"):
        score(plain_net, tokenizer, blocks)


def test_the_bits_of_a_perplexity_of_two_are_one() -> None:
    found = Score(nats=math.log(2) * 8, characters=4, tokens=8)
    assert found.perplexity == pytest.approx(2)
    assert found.bits_per_character == pytest.approx(2)
