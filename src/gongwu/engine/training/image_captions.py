"""The captions' own tokenizer: their characters, Chinese and Latin alike, lower case.

A caption is framed as Stable Diffusion frames its prompts and `load_prompt_tokenizer` reads it
again: END, the characters, END, then PAD. The picture's net looks at every place, so their number
does not depend on the neighbours in a batch. No caption, which guidance needs, is the frame alone.
"""

from pathlib import Path

from tokenizers import normalizers

from gongwu.engine.checkpoints.files import read_json, write_json
from gongwu.engine.checkpoints.prompt_tokenizers import CONFIG
from gongwu.engine.checkpoints.tokenizer_files import save_tokenizer
from gongwu.engine.pictures.picture_files import PictureFiles
from gongwu.engine.tokens.prompt_tokenizer import PromptTokenizer
from gongwu.engine.tokens.tokenizer import END, PAD, Tokenizer, character_tokenizer


def caption_tokenizer(files: PictureFiles) -> Tokenizer | None:
    """The characters of the training captions; None where nothing is said."""
    if files.words_from == "nothing":
        return None
    rules = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    said = (rules.normalize_str(caption) for caption in files.every_caption("train"))
    tokenizer = character_tokenizer(said)
    tokenizer.inner.normalizer = rules
    return tokenizer


def framed_by(tokenizer: Tokenizer, context: int) -> PromptTokenizer:
    """Captions to `context` ids each."""
    return PromptTokenizer(tokenizer.inner, context=context, start=END, end=END, pad=PAD)


def save_caption_tokenizer(tokenizer: Tokenizer, folder: Path, context: int) -> None:
    """Write it so that `load_prompt_tokenizer` gives the same ids."""
    save_tokenizer(tokenizer, folder, context)
    write_json({**read_json(folder / CONFIG), "bos_token": END}, folder / CONFIG)
