"""The pictures of the starter model `icons`: emoji with names in English and Chinese.

Reads the folder of the emoji collection (32 px PNG, and a table of names and keywords) and writes
pictures and `captions.jsonl`: animals, plants, food, sports, places and things. Left out are
people, symbols and flags, what has no name, and all full and half hours but one: a net of this size
learns each picture the better the fewer look alike.
"""

import csv
import gzip
import io
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

# A keyword of many pictures says little of any; one within the name may be of some more.
FEW, SOME = 3, 12
KEYWORDS = 3  # of one picture at most, those within the name first
LONGEST = 30  # characters that the net's reader takes in, its frame aside

GROUPS = ("Animals & Nature", "Food & Drink", "Activities", "Travel & Places", "Objects")
_PLAIN = re.compile(r"\b(heart|robot|ghost|alien|skull|poo|smiling face|crying face|footprints)$")
_VARIANT = re.compile(
    r"^(wo)?m[ae]n\b(?! dancing$)|facing right|button|keycap|thirty|(?<!three) o’clock|Japanese “"
)

Row = Mapping[str, str]


def write_pictures(collection: Path, out: Path) -> int:
    """Write the pictures and their captions into a new folder. Returns how many."""
    rows = {row["file"]: row for row in _rows(collection) if _is_wanted(row)}
    frequent = Counter(word for row in rows.values() for word in _keywords(row))
    out.mkdir(parents=True)
    written = 0
    with (
        tarfile.open(collection / "png32.tar.gz") as archive,
        (out / "captions.jsonl").open("w", encoding="utf-8") as table,
    ):
        for member in archive:
            name = PurePosixPath(member.name).name
            content = archive.extractfile(member) if name in rows else None
            if content is None:
                continue
            (out / name).write_bytes(content.read())
            line = {"file": name, "captions": captions_of(rows[name], frequent)}
            table.write(json.dumps(line, ensure_ascii=False) + "\n")
            written += 1
    return written


def _is_wanted(row: Row) -> bool:
    named = row["name_en"] and row["name_zh"] and not _VARIANT.search(row["name_en"])
    return bool(named) and (row["group"] in GROUPS or bool(_PLAIN.search(row["name_en"])))


def captions_of(row: Row, frequent: Mapping[str, int]) -> list[str]:
    """Names as they stand and as people ask for them, then telling keywords."""
    english, chinese = row["name_en"], row["name_zh"]
    article = "an" if english[0].lower() in "aeiou" else "a"
    said = [english, f"{article} {english}", chinese, f"一个{chinese}"]
    telling = []
    for word in _keywords(row):
        within = word in english.split() or (not word.isascii() and word in chinese)
        if frequent[word] <= (SOME if within else FEW):
            telling.append((not within, frequent[word], word))
    said += [word for *_, word in sorted(telling)[:KEYWORDS]]
    return [each for each in said if len(each) <= LONGEST] or [english[:LONGEST]]


def _keywords(row: Row) -> list[str]:
    words = f"{row['keywords_en']}|{row['keywords_zh']}".split("|")
    names = (row["name_en"], row["name_zh"], "")
    return [word for word in words if word not in names]


def _rows(collection: Path) -> Iterator[Row]:
    packed = (collection / "captions.tsv.gz").read_bytes()
    table = csv.DictReader(
        io.StringIO(gzip.decompress(packed).decode("utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return (row for row in table if row["skin_tone"] == "0")
