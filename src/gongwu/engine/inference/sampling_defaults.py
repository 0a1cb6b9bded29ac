"""How a model's makers would have it sampled: generation_config.json of its folder."""

from pathlib import Path

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.files import read_json
from gongwu.ports import Sampling

FILE = "generation_config.json"


def load_sampling(folder: Path) -> Sampling:
    """The sampling a folder asks for; what it does not say is as in `Sampling`."""
    path = folder / FILE
    if not path.is_file():
        return Sampling()
    config, plain = Config(read_json(path), path), Sampling()
    return Sampling(
        temperature=config.real("temperature", plain.temperature),
        top_k=config.whole("top_k", plain.top_k),
        top_p=config.real("top_p", plain.top_p),
        min_p=config.real("min_p", plain.min_p),
        repetition_penalty=config.real("repetition_penalty", plain.repetition_penalty),
    )
