"""Laws of the vector quantizer: nearest codes, straight gradients, and codes that come alive."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
import torch.nn.functional as F
from diffusers.models.autoencoders.vae import VectorQuantizer as Theirs
from torch import Tensor, nn

from gongwu.engine.nets.autoencoder import AutoencoderShape
from gongwu.engine.nets.vector_quantizer import (
    Codebook,
    VectorQuantizer,
    VectorQuantizerShape,
)
from gongwu.errors import BadInputError

SHAPE = VectorQuantizerShape(
    coder=AutoencoderShape(channels=3, latent_channels=5, widths=(8, 16), layers=1, groups=4),
    codes=23,
    code_width=6,
)


@pytest.fixture
def book(dice: torch.Generator) -> Codebook:
    made = Codebook(23, 6)
    with torch.no_grad():
        made.embedding.weight.normal_(generator=dice)
    return made


@pytest.fixture
def latent(dice: torch.Generator) -> Tensor:
    return torch.randn(3, 6, 4, 7, generator=dice).requires_grad_()


def test_each_place_takes_the_code_that_is_nearest(book: Codebook, latent: Tensor) -> None:
    ids = book.nearest(latent)
    assert ids.shape == (3, 4, 7)
    for place in ((0, 0, 0), (1, 3, 2), (2, 3, 6)):
        batch, row, column = place
        away = (book.embedding.weight - latent[batch, :, row, column]).square().sum(dim=1)
        assert ids[place] == away.argmin()


def test_a_code_is_nearest_to_itself(book: Codebook) -> None:
    ids = torch.arange(23).view(1, 1, 23)
    assert torch.equal(book.nearest(book.codes(ids)), ids)


def test_the_gradient_goes_straight_through(book: Codebook, latent: Tensor) -> None:
    quantized = book(latent)
    torch.testing.assert_close(quantized.latent, book.codes(quantized.ids))
    weight = torch.randn(latent.shape, generator=torch.Generator().manual_seed(1))
    (quantized.latent * weight).sum().backward()
    assert latent.grad is not None
    torch.testing.assert_close(latent.grad, weight)
    assert book.embedding.weight.grad is None


def test_each_loss_moves_only_its_own_side(book: Codebook, latent: Tensor) -> None:
    moved = torch.autograd.grad(
        book(latent).moving, (book.embedding.weight, latent), allow_unused=True
    )
    committed = torch.autograd.grad(
        book(latent).committing, (book.embedding.weight, latent), allow_unused=True
    )
    assert moved[0].abs().max() > 0
    assert moved[1] is None
    assert committed[0] is None
    assert committed[1].abs().max() > 0


def test_the_losses_are_those_of_the_reference(book: Codebook, latent: Tensor) -> None:
    theirs = Theirs(23, 6, beta=0.3, legacy=False)
    theirs.load_state_dict({"embedding.weight": book.embedding.weight})
    _, expected, _ = theirs(latent)
    found = book(latent)
    torch.testing.assert_close(found.moving + 0.3 * found.committing, expected)


def test_unused_codes_are_put_on_latents_and_used_ones_stay(
    book: Codebook, latent: Tensor, dice: torch.Generator
) -> None:
    before = book.embedding.weight.detach().clone()
    used = torch.zeros(23, dtype=torch.bool)
    used[[2, 5, 19]] = True
    assert book.revive(latent.detach(), used, dice) == 20
    after = book.embedding.weight.detach()
    assert torch.equal(after[used], before[used])
    places = {tuple(place) for place in latent.permute(0, 2, 3, 1).flatten(0, 2).tolist()}
    assert all(tuple(code) in places for code in after[~used].tolist())


@pytest.fixture
def net(shake: Callable[[nn.Module], None]) -> VectorQuantizer:
    made = VectorQuantizer(SHAPE)
    shake(made)
    return made


@pytest.fixture
def pictures(dice: torch.Generator) -> Tensor:
    return torch.randn(4, 3, 8, 12, generator=dice)


@torch.no_grad()
def test_ids_say_all_that_the_picture_keeps(net: VectorQuantizer, pictures: Tensor) -> None:
    ids = net.encode(pictures)
    assert ids.shape == (4, 4, 6)
    assert ids.dtype == torch.int64
    again, quantized = net(pictures)
    assert torch.equal(quantized.ids, ids)
    # Straight-through adds and takes away the latent: a rounding each.
    torch.testing.assert_close(net.decode(ids), again, rtol=1e-4, atol=1e-4)


def test_every_weight_learns(net: VectorQuantizer, pictures: Tensor) -> None:
    net.loss(pictures).backward()  # type: ignore[no-untyped-call]
    for name, weight in net.named_parameters():
        assert weight.grad is not None, name
        if not name.endswith("attention.key.bias"):  # it shifts every score alike
            assert weight.grad.abs().max() > 0, name


@pytest.mark.slow
def test_a_tiny_net_learns_pictures_by_heart(dice: torch.Generator) -> None:
    """Four pictures, more codes than they have places: with codes revived, hardly any error."""
    net = VectorQuantizer(replace(SHAPE, codes=64))
    with torch.no_grad():
        for weight in net.parameters():
            if weight.dim() > 1:
                bound = weight[0].numel() ** -0.5
                weight.uniform_(-bound, bound, generator=dice)
    pictures = torch.rand(4, 3, 8, 8, generator=dice) * 2 - 1
    optimizer = torch.optim.AdamW(net.parameters(), lr=1e-2)
    with torch.no_grad():
        nothing = F.mse_loss(torch.zeros_like(pictures), pictures)
        net.codebook.revive(net.latent(pictures), torch.zeros(64, dtype=torch.bool), dice)
    for step in range(150):
        net.loss(pictures).backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        optimizer.zero_grad()
        if step % 30 == 29 and step < 100:
            with torch.no_grad():
                used = torch.zeros(64, dtype=torch.bool)
                used[net.encode(pictures).flatten()] = True
                net.codebook.revive(net.latent(pictures), used, dice)
    with torch.no_grad():
        left = F.mse_loss(net.decode(net.encode(pictures)), pictures)
    assert left < 0.1 * nothing


@pytest.mark.parametrize("nonsense", [{"codes": 0}, {"codes": 2**24 + 1}, {"code_width": 0}])
def test_a_shape_refuses_nonsense_at_birth(nonsense: dict[str, Any]) -> None:
    with pytest.raises(BadInputError) as error:
        replace(SHAPE, **nonsense)
    assert "vector quantizer" in error.value.en
