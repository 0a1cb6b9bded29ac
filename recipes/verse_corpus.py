"""The corpus of the starter model `verse`: classical Chinese verse, one poem a line of JSONL.

Reads the folder of the chinese-poetry collection (Tang poems, Song ci, the Book of Songs), turns
traditional characters into simplified ones, so that both halves share one vocabulary, and puts the
form above most poems, so that a form can be asked for: 五绝, 七律, 词·浣溪沙 …

Needs the package opencc-python-reimplemented (Apache-2.0), for this step only.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMLESS = 0.3  # share of poems without the form above them, so that bare verse goes on as verse

LINE_ENDS = re.compile(r"[，。！？；、]")
_STRANGE = re.compile(r"[^㐀-鿿，。！？；、\n]")
_FORMS = {(4, 5): "五绝", (4, 7): "七绝", (8, 5): "五律", (8, 7): "七律"}


def write_corpus(collection: Path, corpus: Path) -> int:
    """Write the poems; each body once, poems with gaps or notes left out. Returns how many."""
    seen: set[str] = set()
    with corpus.open("w", encoding="utf-8") as file:
        for form, body in _poems(collection):
            if body in seen or _STRANGE.search(body) or not body:
                continue
            seen.add(body)
            text = body if _share(body) < FORMLESS else f"{form}\n{body}"
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return len(seen)


def form_of(body: str) -> str:
    """The form that the lengths of the lines show."""
    lines = [line for line in LINE_ENDS.split(body.replace("\n", "")) if line]
    lengths = {len(line) for line in lines}
    if len(lengths) != 1:
        return "杂言"
    (length,) = lengths
    return _FORMS.get((len(lines), length)) or {4: "四言", 5: "五古", 7: "七古"}.get(length, "杂言")


def _poems(collection: Path) -> Iterator[tuple[str, str]]:
    from opencc import OpenCC  # type: ignore[import-untyped,import-not-found,unused-ignore]

    simplify = OpenCC("t2s").convert
    for poem in _lines(collection / "tang_poems.jsonl.gz"):
        body = simplify("\n".join(poem["paragraphs"]))
        yield form_of(body), body
    for poem in _lines(collection / "song_ci.jsonl.gz"):
        yield f"词·{simplify(poem['rhythmic'])}", simplify("\n".join(poem["paragraphs"]))
    with gzip.open(collection / "shijing.json.gz", "rt", encoding="utf-8") as file:
        for poem in json.load(file):
            body = simplify("\n".join(poem["content"]))
            yield "诗经", body


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _share(text: str) -> float:
    """A fixed number in 0 … 1 for a text."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32
