"""Sources are sorted: who learns, who is compared, and nobody is both."""

from pathlib import Path

import pytest
import torch

from gongwu.engine.evaluation import material as module
from gongwu.engine.evaluation.material import Material, read_material
from gongwu.errors import BadInputError, NotFoundError
from tests.engine.pictures.conftest import png, put

COLOURS = ("red", "lime", "blue", "white")


def numbered(count: int) -> dict[str, bytes]:
    """Pictures that are all different, by their names in class folders."""
    return {
        f"{COLOURS[n % 4]}/{n:03}.png": png((8, 8), (n, 255 * (n % 4 == 1), 255 * (n % 4 == 2)))
        for n in range(count)
    }


def rows(pictures: torch.Tensor) -> set[bytes]:
    return {picture.numpy().tobytes() for picture in pictures}


def read(source: Path, samples: int = 10, side: int = 8) -> Material:
    return read_material([source], side, samples, torch.Generator().manual_seed(0))


def test_nobody_is_taught_by_what_is_compared(tmp_path: Path) -> None:
    found = read(put(tmp_path, numbered(100)))
    taught, real = rows(found.taught.pictures), rows(found.real.pictures)
    assert not taught & real
    assert len(taught | real) == 100
    assert (len(taught), len(real)) == (80, 20)  # twice the samples, ten of them held out
    learned, held_out = rows(found.learned.pictures), rows(found.learned.held_out)
    assert not learned & held_out
    assert (len(learned), len(held_out)) == (90, 10)
    assert held_out <= real
    assert taught <= learned


def test_half_of_the_training_part_is_left_to_the_judge_at_least(tmp_path: Path) -> None:
    found = read(put(tmp_path, numbered(40)), samples=500)
    assert (len(found.taught.pictures), len(found.real.pictures)) == (18, 22)


def test_class_folders_give_classes(tmp_path: Path) -> None:
    found = read(put(tmp_path, numbered(40)))
    assert found.taught_by == "classes"
    assert found.classes == tuple(sorted(COLOURS))
    for gallery in (found.taught, found.real):
        assert gallery.labels is not None
        for picture, label in zip(gallery.pictures, gallery.labels.tolist(), strict=True):
            number = int(picture[0, 0, 0])
            assert found.classes[label] == COLOURS[number % 4]


def test_folders_of_a_picture_or_two_are_captions(tmp_path: Path) -> None:
    files = {f"kind {n // 2}/{n}.png": png((8, 8), (n, 0, 0)) for n in range(40)}
    found = read(put(tmp_path, files))
    assert found.taught_by == "captions"
    assert found.real.captions is not None
    for picture, said in zip(found.real.pictures, found.real.captions, strict=True):
        assert said == (f"kind {int(picture[0, 0, 0]) // 2}",)


def test_a_table_gives_captions_and_what_has_none_is_only_learned(tmp_path: Path) -> None:
    table = "file,caption_en,caption_zh\n" + "".join(
        f"{n}.png,{'' if n % 4 == 0 else f'thing {n}'},{'' if n % 4 == 0 else f'东西 {n}'}\n"
        for n in range(40)
    )
    files = {f"{n}.png": png((8, 8), (n, 0, 0)) for n in range(40)}
    found = read(put(tmp_path, {"captions.csv": table, **files}))
    assert found.taught_by == "captions"
    assert len(found.taught.pictures) + len(found.real.pictures) == 30
    assert len(found.learned.pictures) + len(found.learned.held_out) == 40
    for gallery in (found.taught, found.real):
        assert gallery.captions is not None
        for picture, said in zip(gallery.pictures, gallery.captions, strict=True):
            number = int(picture[0, 0, 0])
            assert said == (f"thing {number}", f"东西 {number}")


@pytest.mark.parametrize("names", ["{:03}.png", "cat/{:03}.png"])
def test_where_words_tell_nothing_apart_pictures_teach(names: str, tmp_path: Path) -> None:
    files = {names.format(n): png((8, 8), (n, 0, 0)) for n in range(40)}
    found = read(put(tmp_path, files))
    assert found.taught_by == "pictures"
    assert found.real.labels is None
    assert found.real.captions is None


@pytest.mark.parametrize(("side", "expected"), [(8, 8), (16, 16), (512, 64)])
def test_pictures_are_brought_to_the_models_size_up_to_the_judges(
    side: int, expected: int, tmp_path: Path
) -> None:
    found = read(put(tmp_path, numbered(20)), side=side)
    assert found.taught.pictures.shape[1:] == (expected, expected, 3)


def test_of_a_large_collection_an_even_sample_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 30)
    found = read(put(tmp_path, numbered(100)))
    assert len(found.learned.pictures) == 30
    numbers = sorted(int(picture[0, 0, 0]) for picture in found.learned.pictures)
    assert numbers[0] < 5
    assert numbers[-1] > 94


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    source = put(tmp_path / "in", numbered(20))
    before = sorted(source.rglob("*"))
    found = read(source)
    assert len(rows(found.taught.pictures)) > 1  # still there when the files are not
    assert list((tmp_path / "tmp").iterdir()) == []
    assert sorted(source.rglob("*")) == before


def test_a_bad_source_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        read(tmp_path / "nowhere")
    with pytest.raises(BadInputError, match=r"broken\.png"):
        read(put(tmp_path, {**numbered(8), "red/broken.png": b"not a picture"}))
