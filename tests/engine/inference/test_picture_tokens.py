"""Codes as they are written: the cached and guided way against the plain one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from gongwu.engine.checkpoints.token_models import TokenModel
from gongwu.engine.inference import picture_tokens
from gongwu.engine.inference.picture_tokens import SAMPLERS, Writing, write
from gongwu.engine.inference.sampling import dice_from, sample
from gongwu.errors import BadInputError
from gongwu.ports import Sampling
from tests.engine.token_models import CODES, tiny_model

CAPTION = "red 蓝"


@pytest.fixture
def model(shake: Callable[[nn.Module], None]) -> TokenModel:
    made = tiny_model()
    shake(made.prior)
    return made


def codes_of(model: TokenModel, writing: Writing) -> list[int]:
    *_, last = write(model, writing)
    return last


@torch.no_grad()
def logits_of(model: TokenModel, caption: str, codes: list[int]) -> Tensor:
    """(T + 1, K) by the whole net at once: what may stand at each place, and after the last."""
    target = torch.tensor([[0, *(model.first_code + code for code in codes)]])
    logits: Tensor = model.prior(torch.tensor([model.source(caption)]), target)
    return logits[0, :, model.first_code :]


def uncached(model: TokenModel, writing: Writing) -> list[int]:
    """Every code from the whole net anew."""
    dice, codes = dice_from(writing.seed), list[int]()
    while len(codes) < model.places:
        with_caption = logits_of(model, writing.caption, codes)[-1]
        without = logits_of(model, writing.negative, codes)[-1]
        said = without + writing.guidance * (with_caption - without)
        codes.append(sample(said, writing.sampling, dice))
    return codes


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("guidance", [1.0, 2.5, 0.0])
def test_writing_from_memory_equals_writing_without(
    model: TokenModel, sampler: str, guidance: float
) -> None:
    for seed in range(3):
        writing = Writing(
            caption=CAPTION, negative="green", guidance=guidance, sampling=SAMPLERS[sampler],
            seed=seed,
        )  # fmt: skip
        codes = codes_of(model, writing)
        assert codes == uncached(model, writing)
        assert len(codes) == model.places == 9
        assert all(0 <= code < CODES for code in codes)


@pytest.mark.parametrize("guidance", [1.0, 3.0])
def test_step_by_step_odds_are_those_of_the_whole_picture_at_once(
    model: TokenModel, guidance: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Teacher forcing: log-probabilities of what was written, to float32's rounding."""
    told: list[Tensor] = []

    def listen(logits: Tensor, sampling: Sampling, dice: torch.Generator) -> int:
        told.append(logits)
        return sample(logits, sampling, dice)

    monkeypatch.setattr(picture_tokens, "sample", listen)
    codes = codes_of(model, Writing(caption=CAPTION, guidance=guidance))
    with_caption = logits_of(model, CAPTION, codes)[:-1]
    without = logits_of(model, "", codes)[:-1]
    whole = without + guidance * (with_caption - without)
    torch.testing.assert_close(
        torch.stack(told).log_softmax(dim=1), whole.log_softmax(dim=1), rtol=1e-4, atol=1e-4
    )


def test_each_time_one_more_code_and_what_stood_stays(model: TokenModel) -> None:
    seen = list(write(model, Writing(caption=CAPTION)))
    assert [len(codes) for codes in seen] == list(range(1, 10))
    assert all(seen[-1][: len(codes)] == codes for codes in seen)


def test_seed_caption_and_negative_all_matter(model: TokenModel) -> None:
    plain = Writing(caption=CAPTION, guidance=2.0)
    others = [replace(plain, seed=1), replace(plain, caption="green"),
              replace(plain, negative="green"), replace(plain, guidance=1.0)]  # fmt: skip
    written = [codes_of(model, each) for each in (plain, *others)]
    assert codes_of(model, plain) == written[0]
    assert all(each != written[0] for each in written[1:])


def test_given_codes_stand_and_the_rest_is_written_around_them(model: TokenModel) -> None:
    given = {0: 5, 4: 7, 8: 22}
    greedy = Writing(caption=CAPTION, sampling=SAMPLERS["greedy"], given=given)
    codes = codes_of(model, greedy)
    assert [codes[place] for place in given] == list(given.values())
    likeliest = logits_of(model, CAPTION, codes)[:-1].argmax(dim=1).tolist()
    assert [codes[n] for n in range(9) if n not in given] == [
        likeliest[n] for n in range(9) if n not in given
    ]


@pytest.mark.parametrize("guidance", [float("nan"), float("inf")])
def test_guidance_must_be_a_number(guidance: float) -> None:
    with pytest.raises(BadInputError, match="guidance"):
        Writing(caption="", guidance=guidance)
