"""What a picture run leaves: a folder in diffusers' layout.

OUT/unet, OUT/text_encoder, OUT/tokenizer    the net, and the reader of captions if there is one
OUT/vae                                      of a net that works on latents; written before
OUT/scheduler/scheduler_config.json          the noise that it was trained with
OUT/model_index.json                         written last
"""

from pathlib import Path

import torch

from gongwu.engine.checkpoints.diffusers_folder import PictureIndex, write_index
from gongwu.engine.checkpoints.noise_config import FLOW, NoiseConfig, save_noise
from gongwu.engine.checkpoints.text_encoders import save_text_encoder
from gongwu.engine.checkpoints.unets import save_unet
from gongwu.engine.nets.unet import UNet
from gongwu.engine.tokens.tokenizer import Tokenizer
from gongwu.engine.training.image_captions import save_caption_tokenizer
from gongwu.engine.training.image_learner import PictureLearner
from gongwu.engine.training.image_noise import TRAINED
from gongwu.engine.training.image_settings import ImageTraining

PIXELS, LATENTS = "PixelDiffusionPipeline", "StableDiffusionPipeline"


def save_learner(
    learner: PictureLearner, tokenizer: Tokenizer | None, out: Path, settings: ImageTraining
) -> None:
    """Write every part, each file whole or not at all, and the index last."""
    dtype: torch.dtype = getattr(torch, settings.stored)
    noise = noise_of(settings)
    parts = {"unet": ("diffusers", "UNet2DModel"), "scheduler": ("diffusers", noise.scheduler)}
    assert isinstance(learner.net, UNet)
    save_unet(learner.net, out / "unet", dtype)
    if learner.reader is not None and tokenizer is not None:
        save_text_encoder(learner.reader, out / "text_encoder", dtype)
        save_caption_tokenizer(tokenizer, out / "tokenizer", settings.caption_context)
        parts["unet"] = ("diffusers", "UNet2DConditionModel")
        parts["text_encoder"] = ("transformers", "CLIPTextModel")
        parts["tokenizer"] = ("transformers", "PreTrainedTokenizerFast")
    save_noise(noise, out / "scheduler")
    if settings.space == "latents":
        parts["vae"] = ("diffusers", "AutoencoderKL")
    pipeline = LATENTS if settings.space == "latents" else PIXELS
    write_index(PictureIndex(pipeline=pipeline, parts=parts, patch=learner.patch), out)


def noise_of(settings: ImageTraining) -> NoiseConfig:
    """The noise that the net was trained with, and how diffusers is best to draw from it."""
    if settings.prediction == "flow":
        return NoiseConfig(scheduler=FLOW, prediction="flow_prediction", train_steps=TRAINED)
    return NoiseConfig(
        scheduler="DDIMScheduler",
        train_steps=TRAINED,
        beta_schedule="squaredcos_cap_v2",
        prediction="v_prediction",
        timestep_spacing="trailing",
        clip_sample=settings.space != "latents",  # a picture's bytes end at -1 and 1
    )
