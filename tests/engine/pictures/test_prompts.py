"""What a sample sheet asks for: the whole collection, in every language, nothing twice."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.pictures.picture_files import INDEX, PictureFiles
from gongwu.engine.pictures.prompts import sheet_prompts


def files_of(
    folder: Path, captions: Sequence[Sequence[str]], classes: Sequence[str] = ()
) -> PictureFiles:
    """Files of pictures with these captions, one more held out."""
    for split, said in (("train", captions), ("held_out", [["held out"]])):
        lines = [(json.dumps(each) + "\n").encode() for each in said]
        (folder / f"{split}.captions").write_bytes(b"".join(lines))
        begins = np.cumsum([0, *map(len, lines)])[:-1].astype(np.int64)
        np.save(folder / f"{split}.lines.npy", begins)
        (folder / f"{split}.pixels").write_bytes(bytes(len(lines)))
    index = {
        "side": 1, "channels": 1, "words_from": "table", "classes": list(classes),
        "pictures": {"train": len(captions), "held_out": 1},
    }  # fmt: skip
    (folder / INDEX).write_text(json.dumps(index))
    return PictureFiles(folder)


def test_classes_are_asked_for_by_name(tmp_path: Path) -> None:
    files = files_of(tmp_path, [["cat"]] * 90 + [["dog"]], classes=["cat", "dog"])
    assert sheet_prompts(files, 10) == ["cat", "dog"]


def test_many_classes_are_asked_for_evenly(tmp_path: Path) -> None:
    classes = [str(number) for number in range(100)]
    files = files_of(tmp_path, [["0"]], classes)
    assert sheet_prompts(files, 4) == ["0", "25", "50", "75"]


def test_captions_come_from_all_over_the_collection(tmp_path: Path) -> None:
    files = files_of(tmp_path, [[f"picture {number}"] for number in range(1000)])
    assert sheet_prompts(files, 4) == ["picture 0", "picture 250", "picture 500", "picture 750"]


def test_each_language_has_its_share(tmp_path: Path) -> None:
    files = files_of(tmp_path, [[f"moon {number}", f"月亮{number}"] for number in range(9)])
    prompts = sheet_prompts(files, 9)
    assert sum(prompt.isascii() for prompt in prompts) == 5


def test_where_nothing_is_said_nothing_is_asked(tmp_path: Path) -> None:
    assert sheet_prompts(files_of(tmp_path, [[], [], []]), 10) == []


@given(
    captions=st.lists(st.lists(st.sampled_from("abcde"), max_size=2), min_size=1, max_size=30),
    count=st.integers(1, 6),
)
def test_no_prompt_comes_twice_and_each_was_said(captions: list[list[str]], count: int) -> None:
    with TemporaryDirectory() as folder:
        prompts = sheet_prompts(files_of(Path(folder), captions), count)
    assert len(prompts) == len(set(prompts)) <= count
    assert set(prompts) <= {said for each in captions for said in each}
    assert bool(prompts) == any(captions)
