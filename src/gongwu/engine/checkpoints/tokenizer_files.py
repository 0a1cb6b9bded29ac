"""The tokenizer of a Hugging Face folder: tokenizer.json, and which ids end a text."""

from pathlib import Path
from typing import Any

from gongwu.engine.checkpoints.files import read_json, replace_whole, write_json
from gongwu.engine.tokens.tokenizer import END, END_ID, PAD, PAD_ID, Tokenizer
from gongwu.errors import BadInputError, NotFoundError

FILE = "tokenizer.json"
CONFIG, GENERATION = "tokenizer_config.json", "generation_config.json"

# How a small model reads best: its unlikely tokens are mostly mistakes.
SAMPLING = {"do_sample": True, "temperature": 0.8, "top_p": 0.95}


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a folder. Raises NotFoundError or BadInputError, naming the file."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFoundError(
            en=f"No {FILE} in {folder}. Folders with only a sentencepiece .model file: "
            "save them once with transformers' fast tokenizer.",
            zh=f"{folder} 里没有 {FILE}。若只有 sentencepiece 的 .model 文件，"
            "请先用 transformers 的快速分词器保存一次。",
        ) from None
    except UnicodeDecodeError as error:
        raise BadInputError(
            en=f"{path} is not UTF-8: {error}", zh=f"{path} 不是 UTF-8：{error}"
        ) from None
    return Tokenizer.from_json(text, _end_ids(folder))


def save_tokenizer(tokenizer: Tokenizer, folder: Path, context: int) -> None:
    """Write tokenizer.json and the two small files that other tools read beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    with replace_whole(folder / FILE) as unfinished:
        unfinished.write_text(tokenizer.to_json(), encoding="utf-8")
    write_json(
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "pad_token": PAD,
            "eos_token": END,
            "clean_up_tokenization_spaces": False,
            "model_max_length": context,
        },
        folder / CONFIG,
    )
    write_json({"pad_token_id": PAD_ID, "eos_token_id": END_ID, **SAMPLING}, folder / GENERATION)


def remove_tokenizer(folder: Path) -> None:
    """Take away again what `save_tokenizer` wrote."""
    for name in (FILE, CONFIG, GENERATION):
        (folder / name).unlink(missing_ok=True)


def _end_ids(folder: Path) -> list[int]:
    """`eos_token_id` of generation_config.json, else of config.json: a number or a list."""
    for name in (GENERATION, "config.json"):
        if not (folder / name).is_file():
            continue
        value: Any = read_json(folder / name).get("eos_token_id")
        if isinstance(value, int):
            return [value]
        if isinstance(value, list) and all(isinstance(each, int) for each in value):
            return value
    return []
