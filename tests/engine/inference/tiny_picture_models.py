"""Picture models of random weights, saved as folders in a fraction of a second."""

from pathlib import Path

from gongwu.engine.checkpoints.autoencoders import save_autoencoder
from gongwu.engine.checkpoints.diffusers_folder import PictureIndex, write_index
from gongwu.engine.checkpoints.noise_config import FLOW, NoiseConfig, save_noise
from gongwu.engine.checkpoints.text_encoders import save_text_encoder
from gongwu.engine.checkpoints.unets import save_unet
from gongwu.engine.inference.denoising.canvas import Latents
from gongwu.engine.inference.denoising.prompt_reader import PromptReader
from gongwu.engine.inference.denoising.unet_in_use import UNetInUse
from gongwu.engine.tokens.tokenizer import character_tokenizer
from gongwu.engine.training.image_captions import save_caption_tokenizer
from tests.engine.inference.denoising.tiny_painters import WORDS, Ground, tiny_painter

SIDE = 16

DIFFUSION = NoiseConfig(
    scheduler="DDIMScheduler", train_steps=1000, beta_schedule="squaredcos_cap_v2",
    prediction="v_prediction", timestep_spacing="trailing", clip_sample=True,
)  # fmt: skip
RECTIFIED = NoiseConfig(scheduler=FLOW, prediction="flow_prediction", train_steps=1000)


def save_tiny(
    folder: Path,
    ground: Ground = "patches",
    *,
    reads: bool = True,
    noise: NoiseConfig = DIFFUSION,
    weight: float = 1.0,
    pipeline: str = "PixelDiffusionPipeline",
) -> Path:
    """A model of pictures SIDE by SIDE; NaN as `weight` spoils it."""
    painter = tiny_painter(ground, reads=reads, weight=weight)
    parts = {"unet": ("diffusers", "UNet2DModel"), "scheduler": ("diffusers", noise.scheduler)}
    assert isinstance(painter.net, UNetInUse)
    save_unet(painter.net.unet, folder / "unet", None)
    save_noise(noise, folder / "scheduler")
    if isinstance(painter.canvas, Latents):
        save_autoencoder(painter.canvas.autoencoder, folder / "vae", None)
        parts["vae"] = ("diffusers", "AutoencoderKL")
    if isinstance(painter.read, PromptReader):
        save_text_encoder(painter.read.encoder, folder / "text_encoder", None)
        context = painter.read.encoder.shape.context
        save_caption_tokenizer(character_tokenizer(WORDS), folder / "tokenizer", context)
        parts["unet"] = ("diffusers", "UNet2DConditionModel")
        parts["text_encoder"] = ("transformers", "CLIPTextModel")
        parts["tokenizer"] = ("transformers", "CLIPTokenizer")
    patch = painter.canvas.factor if ground == "patches" else 1
    write_index(PictureIndex(pipeline=pipeline, parts=parts, patch=patch), folder)
    return folder
