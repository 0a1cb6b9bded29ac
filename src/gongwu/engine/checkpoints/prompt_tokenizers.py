"""CLIP tokenizer folders: tokenizer.json, or vocab.json with merges.txt, as transformers has them.

tokenizer_config.json beside them says which tokens start, end and pad a prompt (Stable Diffusion 1
pads with the end token, 2 with `!`).
"""

from pathlib import Path
from typing import Any

import tokenizers

from gongwu.engine.checkpoints.config import Config
from gongwu.engine.checkpoints.files import read_json
from gongwu.engine.tokens.prompt_tokenizer import END, START, PromptTokenizer, from_vocabulary
from gongwu.errors import BadInputError, NotFoundError

WHOLE, VOCABULARY, MERGES = "tokenizer.json", "vocab.json", "merges.txt"
CONFIG, SPECIAL = "tokenizer_config.json", "special_tokens_map.json"


def load_prompt_tokenizer(folder: Path, context: int) -> PromptTokenizer:
    """The tokenizer of a folder, for a text encoder that reads `context` tokens.

    Raises NotFoundError or BadInputError, naming the file.
    """
    tokens = _special_tokens(folder)
    try:
        inner = _inner(folder)
        return PromptTokenizer(
            inner,
            context=context,
            start=tokens.get("bos_token", START),
            end=tokens.get("eos_token", END),
            pad=tokens.get("pad_token", tokens.get("eos_token", END)),
        )
    except BadInputError as error:
        if str(folder) in error.en:
            raise
        raise BadInputError(en=f"{folder}: {error.en}", zh=f"{folder}：{error.zh}") from None


def _inner(folder: Path) -> tokenizers.Tokenizer:
    if (folder / WHOLE).is_file():
        try:
            return tokenizers.Tokenizer.from_str(_text(folder / WHOLE))
        except BadInputError:
            raise
        except Exception as error:  # the library raises bare Exception
            raise BadInputError(
                en=f"{folder / WHOLE} cannot be read: {error}",
                zh=f"{folder / WHOLE} 读不了：{error}",
            ) from None
    for name in (VOCABULARY, MERGES):
        if not (folder / name).is_file():
            raise NotFoundError(
                en=f"No tokenizer in {folder}: neither {WHOLE} nor {VOCABULARY} with {MERGES}",
                zh=f"{folder} 里没有分词器：既没有 {WHOLE}，也没有 {VOCABULARY} 与 {MERGES}",
            )
    vocabulary = Config(read_json(folder / VOCABULARY), folder / VOCABULARY)
    ids = {token: vocabulary.whole(token) for token in vocabulary.values}
    return from_vocabulary(ids, _merges(folder / MERGES))


def _merges(path: Path) -> list[tuple[str, str]]:
    pairs = []
    # Only \n ends a line: a merge may hold what splitlines would split at.
    for number, line in enumerate(_text(path).split("\n"), start=1):
        if not line.strip() or (number == 1 and line.startswith("#version")):
            continue
        parts = line.rstrip("\r").split(" ")
        if len(parts) != 2:
            raise BadInputError(
                en=f"{path}, line {number}: two tokens and a space between them were expected",
                zh=f"{path} 第 {number} 行：应为两个词元，中间一个空格",
            )
        pairs.append((parts[0], parts[1]))
    return pairs


def _special_tokens(folder: Path) -> dict[str, str]:
    """Which token is which: as text, or as an object whose `content` it is."""
    found: dict[str, str] = {}
    for name in (SPECIAL, CONFIG):  # what the latter says counts
        if not (folder / name).is_file():
            continue
        said: dict[str, Any] = read_json(folder / name)
        for key in ("bos_token", "eos_token", "pad_token"):
            value = said.get(key)
            value = value.get("content") if isinstance(value, dict) else value
            if isinstance(value, str):
                found[key] = value
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInputError(
            en=f"{path} is not UTF-8: {error}", zh=f"{path} 不是 UTF-8：{error}"
        ) from None
