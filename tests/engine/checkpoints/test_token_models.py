"""The folder of a model of picture tokens: written, read again, and read by others."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from diffusers import VQModel
from torch import nn
from transformers import AutoTokenizer, T5ForConditionalGeneration

from gongwu.engine.checkpoints.folder import save_net
from gongwu.engine.checkpoints.token_models import (
    TokenModel,
    caption_ids,
    load_token_model,
    save_token_model,
)
from gongwu.engine.nets.gru import GRU, GRUShape
from gongwu.engine.tokens.tokenizer import END_ID, character_tokenizer
from gongwu.errors import BadInputError, NotFoundError
from tests.engine.token_models import CODES, SIDE, put_codes_on_latents, tiny_model


@pytest.fixture
def model(shake: Callable[[nn.Module], None], dice: torch.Generator) -> TokenModel:
    made = tiny_model()
    shake(made.quantizer)
    shake(made.prior)
    put_codes_on_latents(made, dice)
    return made


@pytest.fixture
def folder(model: TokenModel, tmp_path: Path) -> Path:
    save_token_model(model, tmp_path)
    return tmp_path


def test_a_folder_gives_back_what_it_was_given(model: TokenModel, folder: Path) -> None:
    again = load_token_model(folder)
    assert (again.side, again.across, again.places) == (SIDE, 3, 9)
    assert again.first_code == model.tokenizer.size
    assert again.source("red 红 green blue") == model.source("red 红 green blue")
    for part in ("quantizer", "prior"):
        kept, found = getattr(model, part), getattr(again, part)
        assert kept.shape == found.shape
        for (name, weight), (_, other) in zip(
            kept.named_parameters(), found.named_parameters(), strict=True
        ):
            assert torch.equal(weight, other), name


@torch.no_grad()
def test_other_tools_read_each_part(model: TokenModel, folder: Path, dice: torch.Generator) -> None:
    """The same codes and the same logits: float32 sums in another order."""
    pictures = torch.rand(2, 3, SIDE, SIDE, generator=dice) * 2 - 1
    theirs = VQModel.from_pretrained(folder / "vqvae").eval()
    _, _, (_, _, ids) = theirs.quantize(theirs.encode(pictures).latents)
    found = model.quantizer.encode(pictures)
    assert torch.equal(found.flatten(), ids)
    assert len(set(found.flatten().tolist())) > 3
    prior = T5ForConditionalGeneration.from_pretrained(folder / "prior").eval()
    read = AutoTokenizer.from_pretrained(folder / "tokenizer")
    assert [*read("red 红", add_special_tokens=False)["input_ids"], END_ID] == model.source(
        "red 红"
    )
    source = torch.tensor([model.source("red 红")])
    target = torch.cat((torch.tensor([[0]]), found[:1].flatten(1) + model.first_code), dim=1)
    torch.testing.assert_close(
        model.prior(source, target),
        prior(input_ids=source, decoder_input_ids=target).logits,
        rtol=1e-4,
        atol=1e-4,
    )


def test_a_caption_is_cut_before_its_end(model: TokenModel) -> None:
    tokenizer = model.tokenizer
    assert caption_ids(tokenizer, "", 14) == [END_ID]
    ids = caption_ids(tokenizer, "red" * 9, 14)
    assert ids == [*tokenizer.encode("red" * 9)[:13], END_ID]


def test_parts_of_two_models_are_refused(model: TokenModel, folder: Path) -> None:
    other = tiny_model()
    with pytest.raises(BadInputError, match=f"together have {model.first_code + CODES - 1}"):
        TokenModel(
            quantizer=model.quantizer, prior=model.prior,
            tokenizer=character_tokenizer(["red green blue red green blue 红绿红绿"]),
        )  # fmt: skip
    path = folder / "vqvae" / "config.json"
    told = json.loads(path.read_text())
    for size, said in ((13, "multiple of 4"), (16, "16 codes")):
        path.write_text(json.dumps({**told, "sample_size": size}))
        with pytest.raises(BadInputError, match=said) as error:
            load_token_model(folder)
        assert str(folder) in error.value.en
        assert str(folder) in error.value.zh
    assert other.side == SIDE


def test_a_prior_of_another_kind_is_refused(folder: Path) -> None:
    for path in (folder / "prior").iterdir():
        path.unlink()
    save_net(GRU(GRUShape(vocabulary=9, context=9, embedding=4, hidden=4, layers=1)),
             folder / "prior")  # fmt: skip
    with pytest.raises(BadInputError, match="a GRU"):
        load_token_model(folder)


def test_another_pipeline_is_refused_with_what_it_has(folder: Path) -> None:
    path = folder / "model_index.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "unet": ["diffusers", "UNet2DModel"]}))
    with pytest.raises(BadInputError, match="unet=UNet2DModel"):
        load_token_model(folder)


@pytest.mark.parametrize("part", ["vqvae", "prior", "tokenizer"])
def test_a_missing_part_is_named(folder: Path, part: str) -> None:
    for path in (folder / part).iterdir():
        path.unlink()
    (folder / part).rmdir()
    with pytest.raises(NotFoundError, match=part):
        load_token_model(folder)
