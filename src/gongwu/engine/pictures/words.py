"""What is said of each picture: by a table, its label, its folder or its name.

Where a person does not choose, a table wins; then the labels of IDX files; then class folders
(every picture exactly one folder below its source, two folders or more); then file names, if most
of them are words and not numbers of a camera; else nothing is said.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Literal

from gongwu.engine.pictures.found import Found, damaged
from gongwu.engine.pictures.tables import Row
from gongwu.errors import BadInputError

WordsFrom = Literal["table", "labels", "folders", "names", "nothing"]

_WORD = re.compile(r"[^\W\d_]{3,}|[\u3400-\u9fff]+")
_SEPARATORS = re.compile(r"[\W\d_]+")
_NUMBERED = {"img", "image", "images", "dsc", "dscn", "dscf", "photo", "picture", "pic", "frame",
             "untitled", "screenshot", "file", "sample", "tile", "pxl", "图片", "照片", "截图",
             "微信图片"}  # fmt: skip


def words_of_name(path: PurePosixPath) -> str:
    """`mon/draco/draco-base_2.png` -> `mon draco base`: numbers and repetitions left out."""
    said = _SEPARATORS.sub(" ", " ".join((*path.parts[:-1], path.stem))).split()
    return " ".join(dict.fromkeys(said))


@dataclass
class Captions:
    """The rows of every table, and which of them found a picture."""

    rows: list[tuple[PurePosixPath, int | None, Row]] = field(default_factory=list)
    _by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _used: set[int] = field(default_factory=set)

    def add(self, row: Row, below: PurePosixPath, source: int | None) -> None:
        """A row of a table that lies in the folder `below` of a source."""
        self._by_name[row.file.name].append(len(self.rows))
        self.rows.append((below, source, row))

    def of(self, found: Found) -> tuple[str, ...] | None:
        """What tables say of a picture, None if no row names it.

        A row names a picture by the end of its path, `a.png` also `32/a.png` in an archive; the
        row that names most of the path wins.
        """
        fitting = [n for n in self._by_name.get(found.path.name, ()) if self._fits(n, found)]
        if not fitting:
            return None
        most = max(len(self.rows[n][2].file.parts) for n in fitting)
        kept = [n for n in fitting if len(self.rows[n][2].file.parts) == most]
        self._used.update(kept)
        return tuple(dict.fromkeys(said for n in kept for said in self.rows[n][2].captions))

    def _fits(self, number: int, found: Found) -> bool:
        below, source, row = self.rows[number]
        if source is not None:
            if source != found.source or found.path.parts[: len(below.parts)] != below.parts:
                return False
            inner = found.path.parts[len(below.parts) :]
        else:
            inner = found.path.parts
        return inner[-len(row.file.parts) :] == row.file.parts

    def require_all_found(self) -> None:
        """Raise BadInputError for the first row that names a picture which is not there."""
        left = [row for n, (_, _, row) in enumerate(self.rows) if n not in self._used]
        if left:
            raise BadInputError(
                en=f"{left[0].place}: there is no picture {str(left[0].file)!r} "
                f"({len(left)} of {len(self.rows)} rows name none). Add it, or take the row out.",
                zh=f"{left[0].place}：没有图片 {str(left[0].file)!r}"
                f"（{len(self.rows)} 行中有 {len(left)} 行找不到图片）。请补上图片或删去该行。",
            )


class Signs:
    """What the paths and labels of a collection point to, counted while it is walked."""

    def __init__(self) -> None:
        self.pictures = self.labelled = self.worded = 0
        self.depths: Counter[int] = Counter()
        self._common: tuple[str, ...] | None = None

    def add(self, found: Found) -> None:
        """Count one more."""
        self.pictures += 1
        self.labelled += found.label is not None
        folders = found.path.parent.parts
        self.depths[len(folders)] += 1
        self._common = folders if self._common is None else _shared(self._common, folders)
        own = words_of_name(PurePosixPath(found.path.name))
        self.worded += bool({word.lower() for word in _WORD.findall(own)} - _NUMBERED)

    @property
    def lead(self) -> int:
        """How many folders all paths begin with alike: they tell nothing apart."""
        return len(self._common or ())

    def decide(self) -> WordsFrom:
        """By labels, folders or names, if any do."""
        if self.labelled:
            return "labels"
        depths = {depth - self.lead for depth in self.depths}
        if depths == {1}:
            return "folders"
        return "names" if 0 not in depths or 2 * self.worded > self.pictures else "nothing"


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[:same]


@dataclass(frozen=True)
class Words:
    """Where words come from in one collection, decided."""

    source: WordsFrom
    captions: Captions
    lead: int

    def of(self, found: Found) -> tuple[str, ...]:
        """Every caption of a picture, or its class alone; none where nothing is said."""
        match self.source:
            case "table":
                said = self.captions.of(found)
                if said is None:
                    raise damaged(
                        found.place,
                        "no row of the captions names it",
                        "说明表中没有它",
                    )
                return said
            case "labels":
                return (_label_of(found),)
            case "folders":
                return (_class_of(found, self.lead),)
            case "names":
                own = words_of_name(PurePosixPath(*found.path.parts[self.lead :]))
                return (own,) if own else ()
            case "nothing":
                return ()


def _label_of(found: Found) -> str:
    if found.label is None:
        raise damaged(found.place, "it has no label, others have", "它没有标签，其他图片有")
    return found.label


def _class_of(found: Found, lead: int) -> str:
    folders = found.path.parent.parts[lead:]
    if not folders:
        raise damaged(
            found.place,
            "it lies in no class folder, others do",
            "它不在任何类别文件夹里，其他图片在",
        )
    return folders[0]
