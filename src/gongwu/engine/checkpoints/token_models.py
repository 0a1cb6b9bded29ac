"""A picture model that writes pictures as tokens (DALL·E's route), and the folder it is kept in.

FOLDER/vqvae              diffusers' VQModel: pictures to ids of codes, and back
FOLDER/prior              T5: a caption's characters to a picture's codes, rows from the top
FOLDER/tokenizer          the characters
FOLDER/model_index.json   written last

The prior has one vocabulary for both: the tokenizer's first, then the codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch

from gongwu.engine.checkpoints.autoencoders import load_vector_quantizer, save_vector_quantizer
from gongwu.engine.checkpoints.diffusers_folder import PictureIndex, read_index, write_index
from gongwu.engine.checkpoints.folder import load_net, save_net
from gongwu.engine.checkpoints.tokenizer_files import load_tokenizer, save_tokenizer
from gongwu.engine.nets.encoder_decoder import EncoderDecoder
from gongwu.engine.nets.vector_quantizer import VectorQuantizer
from gongwu.engine.tokens.tokenizer import END_ID, Tokenizer
from gongwu.errors import BadInputError

PIPELINE = "PictureTokensPipeline"
VQVAE = "vqvae"
PARTS = {
    VQVAE: ("diffusers", "VQModel"),
    "prior": ("transformers", "T5ForConditionalGeneration"),
    "tokenizer": ("transformers", "PreTrainedTokenizerFast"),
}


@dataclass(frozen=True, kw_only=True, eq=False)
class TokenModel:
    """The three parts, which must fit one another."""

    quantizer: VectorQuantizer
    prior: EncoderDecoder
    tokenizer: Tokenizer

    def __post_init__(self) -> None:
        coder, vocabulary = self.quantizer.shape.coder, self.prior.shape.vocabulary
        wanted = self.tokenizer.size + self.quantizer.shape.codes
        if vocabulary != wanted:
            raise BadInputError(
                en=f"the prior has {vocabulary} tokens, but the tokenizer and the codes together "
                f"have {wanted}: these parts are not of one model",
                zh=f"prior 有 {vocabulary} 个词元，而分词器与码本合计 {wanted} 个："
                "这几个部分不属于同一个模型",
            )
        if coder.size is None or coder.size % coder.factor:
            raise BadInputError(
                en=f"vqvae: sample_size={coder.size} must be a multiple of {coder.factor}, the "
                "pixels of a code's side",
                zh=f"vqvae：sample_size={coder.size} 必须是 {coder.factor} 的倍数，"
                "即一个码所占的边长像素",
            )
        if self.places > self.prior.shape.context:
            raise BadInputError(
                en=f"a picture has {self.places} codes, but the prior learnt to write "
                f"{self.prior.shape.context} (n_positions): these parts are not of one model",
                zh=f"一张图有 {self.places} 个码，而 prior 只学过写 {self.prior.shape.context} 个"
                "（n_positions）：这几个部分不属于同一个模型",
            )

    @property
    def side(self) -> int:
        """Of its pictures, in pixels."""
        assert self.quantizer.shape.coder.size is not None
        return self.quantizer.shape.coder.size

    @property
    def across(self) -> int:
        """Codes in a row, and rows."""
        return self.side // self.quantizer.shape.coder.factor

    @property
    def places(self) -> int:
        """Codes of a picture."""
        return self.across**2

    @property
    def first_code(self) -> int:
        """The prior's token for code 0; the others follow."""
        return self.tokenizer.size

    def source(self, caption: str) -> list[int]:
        """What the prior reads of a caption: its characters, as many as fit, and an end."""
        return caption_ids(self.tokenizer, caption, self.prior.shape.context)


def caption_ids(tokenizer: Tokenizer, caption: str, context: int) -> list[int]:
    """A caption's ids, at most `context` with the end. No caption, as guidance needs: the end."""
    return [*tokenizer.encode(caption)[: context - 1], END_ID]


def save_token_model(model: TokenModel, folder: Path, dtype: torch.dtype | None = None) -> None:
    """Write every part, each file whole or not at all, and the index last."""
    save_vector_quantizer(model.quantizer, folder / VQVAE, dtype)
    save_net(model.prior, folder / "prior", dtype)
    save_tokenizer(model.tokenizer, folder / "tokenizer", model.prior.shape.context)
    write_index(PictureIndex(pipeline=PIPELINE, parts=PARTS), folder)


def load_token_model(folder: Path, dtype: torch.dtype | None = torch.float32) -> TokenModel:
    """The model of a folder; `dtype` None keeps the stored one (never float16).

    Raises NotFoundError or BadInputError, naming the file or the part.
    """
    index = read_index(folder)
    if dict(index.parts) != PARTS:
        raise BadInputError(
            en=f"{folder}: a picture model of tokens has the parts {_said(PARTS)}; this "
            f"{index.pipeline} has {_said(index.parts)}",
            zh=f"{folder}：以词元作画的模型由 {_said(PARTS)} 组成，而这个 {index.pipeline} 的是 "
            f"{_said(index.parts)}",
        )
    try:
        return TokenModel(
            quantizer=load_vector_quantizer(folder / VQVAE, dtype),
            prior=_load_prior(folder / "prior", dtype),
            tokenizer=load_tokenizer(folder / "tokenizer"),
        )
    except BadInputError as error:
        if str(folder) in error.en:
            raise
        raise BadInputError(en=f"{folder}: {error.en}", zh=f"{folder}：{error.zh}") from None


def _load_prior(folder: Path, dtype: torch.dtype | None) -> EncoderDecoder:
    net = load_net(folder, dtype)
    if not isinstance(net, EncoderDecoder):
        raise BadInputError(
            en=f"{folder}: what writes a picture's codes is an encoder–decoder (t5); this is "
            f"a {type(net).__name__}",
            zh=f"{folder}：书写图片码的应是编码器–解码器（t5），而这是 {type(net).__name__}",
        )
    return net


def _said(parts: Mapping[str, tuple[str, str]]) -> str:
    return ", ".join(f"{name}={kind}" for name, (_, kind) in sorted(parts.items())) or "–"
