import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from gongwu.engine.checkpoints.folder import Net
from gongwu.engine.nets.decoder import Decoder, DecoderShape
from gongwu.engine.nets.encoder_decoder import EncoderDecoder, EncoderDecoderShape
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.nets.initialize import initialize


def test_the_same_dice_give_the_same_weights(net: Net) -> None:
    drawn = []
    for seed in (5, 5, 6):
        initialize(net, torch.Generator().manual_seed(seed))
        drawn.append([weight.clone() for weight in net.parameters()])
    assert all(torch.equal(one, same) for one, same in zip(drawn[0], drawn[1], strict=True))
    assert not all(torch.equal(one, other) for one, other in zip(drawn[0], drawn[2], strict=True))


def test_every_weight_is_drawn_anew(net: Net, dice: torch.Generator) -> None:
    for weight in net.parameters():
        weight.data.fill_(math.nan)
    initialize(net, dice)
    for name, weight in net.named_parameters():
        assert weight.isfinite().all(), name


def test_nobody_elses_dice_are_thrown(net: Net, dice: torch.Generator) -> None:
    before = torch.get_rng_state()
    initialize(net, dice)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_tied_head_stays_tied(dice: torch.Generator) -> None:
    small: dict[str, Any] = {"vocabulary": 9, "context": 4, "width": 8, "heads": 2, "hidden": 8}
    nets: list[Decoder | EncoderDecoder] = [
        Decoder(DecoderShape(**small, groups=1, tied=True)),
        EncoderDecoder(EncoderDecoderShape(**small, tied=True)),
    ]
    for net in nets:
        initialize(net, dice)
        assert net.head.weight is net.embedding.weight


def test_gains_start_at_one_and_biases_at_zero(dice: torch.Generator) -> None:
    shape = DecoderShape(
        vocabulary=9, context=4, width=8, layers=1, heads=2, groups=1, head_width=4, hidden=8,
        query_bias=True, output_bias=True, hidden_bias=True, normed_queries=True,
    )  # fmt: skip
    net = Decoder(shape)
    initialize(net, dice)
    for name, weight in net.named_parameters():
        if name.endswith("norm.weight"):
            assert (weight == 1).all(), name
        if name.endswith("bias"):
            assert (weight == 0).all(), name


def test_writes_into_the_stream_are_smaller_the_more_of_them_there_are(
    dice: torch.Generator,
) -> None:
    net = Decoder(DecoderShape(vocabulary=9, context=4, width=96, layers=8, heads=2, groups=2))
    initialize(net, dice)
    for name, weight in net.named_parameters():
        if weight.dim() > 1:
            writes = name.endswith(("output.weight", "down.weight"))
            expected = 0.02 / math.sqrt(2 * 8) if writes else 0.02
            # The spread of n numbers is known to 1/√(2n): 2.4 % for the smallest weight here
            # (9 x 96), so five times that is never seen.
            assert abs(float(weight.detach().std()) / expected - 1) < 0.12, name


def test_recurrent_weights_stay_within_one_over_root_width(dice: torch.Generator) -> None:
    net = GRU(GRUShape(vocabulary=9, context=4, embedding=6, hidden=25, layers=2))
    initialize(net, dice)
    for weight in net.recurrent.parameters():
        assert 0.9 / 5 < float(weight.detach().abs().max()) <= 1 / 5


VOCABULARY, BATCH, TIME = 11, 2, 6
START = VOCABULARY - 1  # begins every answer and stands nowhere else


def learns_by_heart(net: nn.Module, loss: Callable[[], Tensor], rate: float) -> bool:
    """Whether Adam brings the loss below 0.05 nats; the nets here need 30 to 110 steps of it."""
    adam = torch.optim.Adam(net.parameters(), lr=rate)
    for _ in range(200):
        value = loss()
        if value < 0.05:
            return True
        adam.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        adam.step()
    return False


learning = settings(deadline=None, max_examples=4, derandomize=True)


def lines_to_learn() -> tuple[Tensor, Tensor]:
    """Ids and what follows each; the lines begin differently, so they can be told apart."""
    lines = torch.randint(START, (BATCH, TIME + 1), generator=torch.Generator().manual_seed(7))
    lines[:, 0] = torch.arange(BATCH)
    return lines[:, :-1], lines[:, 1:]


@learning
@given(
    width=st.sampled_from([16, 24]),
    layers=st.integers(1, 2),
    heads=st.sampled_from([2, 4]),
    groups=st.sampled_from([1, 2]),
    options=st.sets(st.sampled_from(["query_bias", "normed_queries", "tied", "hidden_bias"])),
)
def test_a_decoder_learns_a_batch_by_heart(
    width: int, layers: int, heads: int, groups: int, options: set[str]
) -> None:
    chosen: dict[str, Any] = {"tied": False, **dict.fromkeys(options, True)}
    net = Decoder(
        DecoderShape(
            vocabulary=VOCABULARY, context=TIME, width=width, layers=layers, heads=heads,
            groups=groups, head_width=8, hidden=2 * width, **chosen,
        )
    )  # fmt: skip
    initialize(net, torch.Generator().manual_seed(8))
    ids, targets = lines_to_learn()
    assert learns_by_heart(net, lambda: net.loss(ids, targets), rate=1e-2)


@learning
@given(
    embedding=st.sampled_from([12, 20]),
    hidden=st.sampled_from([24, 32]),
    layers=st.integers(1, 2),
)
def test_a_gru_learns_a_batch_by_heart(embedding: int, hidden: int, layers: int) -> None:
    net = GRU(
        GRUShape(
            vocabulary=VOCABULARY, context=TIME, embedding=embedding, hidden=hidden, layers=layers
        )
    )
    initialize(net, torch.Generator().manual_seed(8))
    ids, targets = lines_to_learn()
    assert learns_by_heart(net, lambda: net.loss(ids, targets), rate=2e-2)


@learning
@given(
    width=st.sampled_from([16, 24]),
    encoder_layers=st.integers(1, 2),
    decoder_layers=st.integers(1, 2),
    heads=st.sampled_from([2, 4]),
    tied=st.booleans(),
)
def test_an_encoder_decoder_learns_a_batch_by_heart(
    width: int, encoder_layers: int, decoder_layers: int, heads: int, tied: bool
) -> None:
    """Only the source tells the two lines apart: both answers begin with the same token."""
    net = EncoderDecoder(
        EncoderDecoderShape(
            vocabulary=VOCABULARY, context=TIME, width=width, encoder_layers=encoder_layers,
            decoder_layers=decoder_layers, heads=heads, head_width=8, hidden=2 * width, tied=tied,
        )
    )  # fmt: skip
    initialize(net, torch.Generator().manual_seed(8))
    source, targets = lines_to_learn()
    counted = torch.ones_like(source, dtype=torch.bool)
    target = torch.cat((torch.full((BATCH, 1), START), targets[:, :-1]), dim=1)

    def loss() -> Tensor:
        return net.loss(source, counted, target, targets)

    assert learns_by_heart(net, loss, rate=5e-3)


@pytest.mark.parametrize("seed", range(3))
def test_first_guesses_are_nearly_even(seed: int, net: Net) -> None:
    """The loss of a net that knows nothing is ln V: first weights must not prefer a token."""
    dice = torch.Generator().manual_seed(seed)
    initialize(net, dice)
    hidden = nn.functional.normalize(torch.randn(50, net.head.in_features, generator=dice))
    logits = net.head(hidden * math.sqrt(net.head.in_features))
    # Logits of a normed vector have a spread of 0.02·√C < 0.1, which moves the loss by half its
    # square.
    even = torch.zeros(1, logits.shape[1])
    assert float((logits.logsumexp(1) - even.logsumexp(1)).detach().abs().max()) < 0.3
