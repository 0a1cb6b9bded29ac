import gzip
import json
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.pictures import archives
from gongwu.engine.pictures.collection import read_collection
from gongwu.engine.pictures.idx import read_idx
from gongwu.engine.pictures.picture_files import INDEX, PictureFiles, split_of, write_pictures
from gongwu.engine.pictures.survey import PictureSurvey, Space, side_for, survey_pictures
from gongwu.engine.pictures.words import WordsFrom, words_of_name
from gongwu.engine.training.image_settings import ImageTraining
from gongwu.errors import BadInputError, NotFoundError
from tests.engine.pictures.conftest import idx, pack, png, put

RED, BLUE = png(colour="red"), png(colour="blue")


def ready(out: Path, *sources: Path, held_out: float = 0.5) -> PictureFiles:
    found = survey_pictures(sources)
    write_pictures(sources, found, out, background="#ffffff", held_out=held_out)
    return PictureFiles(out)


def said(files: PictureFiles) -> set[tuple[str, ...]]:
    """What is said of every picture, of both splits."""
    return {
        tuple(files.captions(split, number))
        for split, count in files.counts.items()
        for number in range(count)
    }


# --- Where words come from ---


ROWS = {
    "captions.jsonl": '{"file": "a.png", "caption": "a red apple"}\n\n'
    '{"file": "a.png", "caption": "红苹果"}\n{"file": "b.png", "captions": ["sky", "蓝天"]}\n',
    "captions.csv": 'file,caption,caption_zh\na.png,"a red apple",红苹果\nb.png,sky,蓝天\n',
    "metadata.csv": "\ufefffile_name,text\r\na.png,a red  apple\r\na.png,红苹果\r\n"
    "b.png,sky\r\nb.png,蓝天\r\n",
    "captions.tsv": "file\tname_en\tname_zh\tgroup\na.png\ta red apple\t红苹果\tfood\n"
    "b.png\tsky\t蓝天\t\n",
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize("name", ROWS)
def test_a_table_says_several_things_in_two_languages(
    tmp_path: Path, name: str, packed: bool
) -> None:
    table = gzip.compress(ROWS[name].encode()) if packed else ROWS[name].encode()
    table_name = name + ".gz" if packed else name
    source = put(tmp_path / "in", {"a.png": RED, "b.png": BLUE, table_name: table})
    files = ready(tmp_path / "out", source)
    assert files.words_from == "table"
    assert said(files) == {("a red apple", "红苹果"), ("sky", "蓝天")}


def test_a_table_of_its_own_speaks_of_an_archive(tmp_path: Path) -> None:
    archive = pack(tmp_path / "p.tar.gz", {"32/a.png": RED, "32/b.png": BLUE})
    table = put(tmp_path, {"names.csv": "file,caption\na.png,apple\nb.png,berry\n"}) / "names.csv"
    assert said(ready(tmp_path / "out", archive, table)) == {("apple",), ("berry",)}


def test_a_table_may_lie_in_the_archive(tmp_path: Path) -> None:
    table = b'{"file": "a.png", "caption": "apple"}\n{"file": "b.png", "caption": "berry"}'
    content = {"x/a.png": RED, "x/captions.jsonl": table, "x/b.png": BLUE}
    assert said(ready(tmp_path / "o", pack(tmp_path / "p.tgz", content))) == {
        ("apple",),
        ("berry",),
    }


def test_the_row_that_names_most_of_the_path_wins(tmp_path: Path) -> None:
    rows = "file,caption\na.png,plain\nx/a.png,inner\n"
    source = put(tmp_path / "in", {"a.png": RED, "x/a.png": BLUE, "captions.csv": rows})
    assert said(ready(tmp_path / "out", source)) == {("plain",), ("inner",)}


def test_a_table_is_left_aside_where_words_are_to_come_from_elsewhere(tmp_path: Path) -> None:
    """Its rows were all reported missing: nobody had asked them for a picture."""
    table = "file,caption\nred apple.png,lunch\nblue sky.png,noon\n"
    files: dict[str, bytes | str] = {
        "red apple.png": RED,
        "blue sky.png": BLUE,
        "captions.csv": table,
    }
    source = put(tmp_path / "in", files)
    found = survey_pictures([source], words_from="names")
    write_pictures([source], found, tmp_path / "out", background="#ffffff", held_out=0.5)
    assert said(PictureFiles(tmp_path / "out")) == {("red apple",), ("blue sky",)}


def test_an_empty_caption_is_a_picture_without_words(tmp_path: Path) -> None:
    rows = "file,caption\na.png,\nb.png,berry\n"
    source = put(tmp_path / "in", {"a.png": RED, "b.png": BLUE, "captions.csv": rows})
    assert said(ready(tmp_path / "out", source)) == {(), ("berry",)}


LAYOUTS: dict[WordsFrom, dict[str, bytes]] = {
    "folders": {"cat/1.png": RED, "cat/2.png": RED, "狗/1.png": BLUE},
    "names": {"red-apple_01.png": RED, "blue sky.png": BLUE},
    "nothing": {"IMG_0001.png": RED, "IMG_0002.png": BLUE},
}


@pytest.mark.parametrize(("words", "layout"), LAYOUTS.items(), ids=LAYOUTS)
@pytest.mark.parametrize("packed", [False, True], ids=["folder", "archive"])
def test_without_a_table_the_layout_decides(
    tmp_path: Path, words: WordsFrom, layout: dict[str, bytes], packed: bool
) -> None:
    """An archive's own outer folder changes nothing."""
    if packed:
        source = pack(tmp_path / "p.tar.gz", {f"set/{name}": each for name, each in layout.items()})
    else:
        source = put(tmp_path / "in", layout)
    files = ready(tmp_path / "out", source)
    assert files.words_from == words
    wanted = {
        "folders": {("cat",), ("狗",)},
        "names": {("red apple",), ("blue sky",)},
        "nothing": {()},
    }
    assert said(files) == wanted[words]
    assert files.classes == (("cat", "狗") if words == "folders" else ())


def test_deeper_folders_are_part_of_the_words() -> None:
    from pathlib import PurePosixPath

    path = PurePosixPath("mon/draco/draco-base_2.png")
    assert words_of_name(path) == "mon draco base"


# --- What is refused ---


def refused(match: str, *sources: Path, out: Path) -> BadInputError:
    with pytest.raises(BadInputError, match=match) as caught:
        ready(out, *sources)
    assert not (out / INDEX).exists()
    return caught.value


def test_captions_that_name_no_picture_are_refused(tmp_path: Path) -> None:
    rows = "file,caption\na.png,x\nb.png,y\nlost.png,z\n"
    source = put(tmp_path / "in", {"a.png": RED, "b.png": BLUE, "captions.csv": rows})
    error = refused("'lost.png'", source, out=tmp_path / "out")
    assert "captions.csv, line 4" in error.en


def test_a_picture_that_no_row_names_is_refused(tmp_path: Path) -> None:
    source = put(tmp_path / "in", {"a.png": RED, "b.png": BLUE, "captions.csv": "file,caption\n"
                                   "a.png,x\n"})  # fmt: skip
    refused(r"b\.png", source, out=tmp_path / "out")


WRONG_ROWS = {
    "captions.jsonl": ['{"file": "a.png"', "[1]", '{"caption": "x"}', '{"file": "a.png"}',
                       '{"file": "a.png", "caption": 3}', '{"file": "../a.png", "caption": "x"}',
                       '{"file": "/a.png", "caption": "x"}', '{"file": "C:\\\\a.png", "text": ""}',
                       '{"file": "a.png", "caption": "\\ud800"}'],
    "captions.csv": ["file\na.png", "picture,caption\na.png,x", 'file,caption\n"a.png,x',
                     "file,caption\na.png,x,y"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"), [(name, each) for name, every in WRONG_ROWS.items() for each in every]
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, name: str, content: str) -> None:
    source = put(tmp_path / "in", {"a.png": RED, "b.png": BLUE, name: content})
    refused(rf"{name}, line \d", source, out=tmp_path / "out")


def test_a_table_in_an_older_encoding_is_refused(tmp_path: Path) -> None:
    rows = "file,caption\na.png,红苹果\n".encode("gb18030")
    source = put(tmp_path / "in", {"a.png": RED, "captions.csv": rows})
    refused("GB18030", source, out=tmp_path / "out")


@pytest.mark.parametrize("name", ["../evil.png", "/etc/evil.png", "a/../../evil.png", "C:\\e.png",
                                  "..\\evil.png"])  # fmt: skip
def test_a_member_that_leads_out_of_its_archive_is_refused(tmp_path: Path, name: str) -> None:
    archive = pack(tmp_path / "p.tar.gz", {"a.png": RED, name: BLUE})
    refused("leads out of the archive", archive, out=tmp_path / "out")


def test_a_member_too_large_for_a_picture_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "LARGEST_MEMBER", len(RED) - 1)
    refused("too much", pack(tmp_path / "p.tar.gz", {"a.png": RED}), out=tmp_path / "out")


@given(share=st.floats(0.05, 0.95))
def test_a_truncated_archive_is_refused(
    tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    """Also where the cut falls between two members, which tarfile alone takes for the end."""
    folder = tmp_path_factory.mktemp("cut")
    dice = np.random.default_rng(1)
    content = {f"{n}.png": dice.bytes(700) for n in range(5)}
    path = pack(folder / "p.tar.gz", content)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(BadInputError, match=r"p\.tar\.gz"):
        list(read_collection([path]))


def test_one_picture_only_is_refused(tmp_path: Path) -> None:
    refused("at least 2", put(tmp_path / "in", {"a.png": RED}), out=tmp_path / "out")


def test_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    refused("No pictures", put(tmp_path / "in", {"a.txt": "x"}), out=tmp_path / "out")
    with pytest.raises(NotFoundError, match="nowhere"):
        ready(tmp_path / "out", tmp_path / "nowhere")
    refused("no picture, archive", put(tmp_path, {"a.doc": "x"}) / "a.doc", out=tmp_path / "out")


def test_the_systems_own_files_are_passed_over(tmp_path: Path) -> None:
    content = {
        "a.png": RED,
        "__MACOSX/a.png": b"",
        "._a.png": b"",
        "b.png": BLUE,
        ".git/c.png": b"",
    }
    found = [each for each in read_collection([put(tmp_path / "in", content)])]
    assert [str(each.path) for each in found] == ["a.png", "b.png"]


# --- IDX ---


def test_idx_files_give_pictures_and_classes(tmp_path: Path) -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (12, 8, 8), dtype=np.uint8)
    labels = np.arange(12, dtype=np.uint8)
    source = put(tmp_path / "in", {
        "t-images-idx3-ubyte.gz": gzip.compress(idx(pixels)),
        "t-labels-idx1-ubyte": idx(labels), "sheet.png": RED,
    })  # fmt: skip
    plain = put(tmp_path / "in", {"t-labels-idx1-ubyte.gz": gzip.compress(idx(labels))})
    files = ready(tmp_path / "out", plain, held_out=0.25)
    assert source == plain
    assert files.classes == tuple(str(number) for number in range(12))  # 10 after 9, not after 1
    kept = [number for number in range(12) if split_of(number, 12, 0.25) == "train"]
    assert np.array_equal(files.pixels("train", range(9))[..., 0], pixels[kept])


PIXELS = idx(np.zeros((3, 8, 8), np.uint8))
WRONG_IDX = {
    "cut in a picture": (PIXELS[:-1], None, "ends before"),
    "cut in the header": (PIXELS[:9], None, "ends before"),
    "more than promised": (PIXELS + b"\0", None, "more follows"),
    "another type": (b"\0\0\x0d\3" + PIXELS[4:], None, "not an IDX"),
    "impossible size": (PIXELS[:8] + b"\xff" * 8 + PIXELS[16:], None, "impossible size"),
    "labels of another set": (PIXELS, idx(np.zeros(4, np.uint8)), "different sets"),
    "labels cut": (PIXELS, idx(np.zeros(3, np.uint8))[:-1], "labels-idx1"),
}


@pytest.mark.parametrize(("pixels", "labels", "match"), WRONG_IDX.values(), ids=WRONG_IDX)
def test_a_wrong_idx_file_is_refused(
    tmp_path: Path, pixels: bytes, labels: bytes | None, match: str
) -> None:
    put(tmp_path, {"t-images-idx3-ubyte": pixels})
    if labels is not None:
        put(tmp_path, {"t-labels-idx1-ubyte": labels})
    with pytest.raises(BadInputError, match=match):
        list(read_idx(tmp_path / "t-images-idx3-ubyte"))


# --- Size, splits, memory ---


@given(
    st.lists(st.integers(4, 3000), min_size=1, max_size=40),
    st.sampled_from([None, "pixels", "latents"]),
)
def test_the_side_is_near_the_median_of_the_shorter_sides(
    sides: list[int], space: Space | None
) -> None:
    """What is chosen is what the settings take, so a run that says nothing of sides begins."""
    from collections import Counter

    side = side_for(Counter(sides), space)
    median = sorted(sides)[(len(sides) - 1) // 2]
    least, largest = 32 if space == "latents" else 8, 64 if space == "pixels" else 256
    near = 2 if median <= 64 and space != "latents" else 4 if median <= 64 else 8
    assert abs(side - min(largest, max(least, median))) <= near
    ImageTraining(size="tiny", precision="float32", steps=5, side=side, space=space)


@given(count=st.integers(2, 300), share=st.floats(0, 0.5))
def test_held_out_pictures_lie_evenly(count: int, share: float) -> None:
    places = [n for n in range(count) if split_of(n, count, share) == "held_out"]
    assert 1 <= len(places) < count
    assert abs(len(places) - count * share) <= 1
    gaps = np.diff(places)
    assert len(gaps) == 0 or gaps.max() - gaps.min() <= 1


def test_grey_pictures_stay_grey_and_one_in_colour_makes_all_so(tmp_path: Path) -> None:
    grey = {"a.png": png(mode="L", colour=9), "b.png": png(mode="L", colour=200)}
    assert ready(tmp_path / "1", put(tmp_path / "in", grey)).channels == 1
    assert ready(tmp_path / "2", put(tmp_path / "in", {"c.png": RED})).channels == 3


def test_memory_does_not_grow_with_the_collection(tmp_path: Path) -> None:
    """Forty pictures of 256 by 256 are 7.9 MB decoded; one is 0.2 MB."""
    content = {f"w{n}.png": png((256, 256), (n, 0, 0)) for n in range(40)}
    archive = pack(tmp_path / "p.tar.gz", content)
    ready(tmp_path / "warm", archive)  # Pillow and its plugins are imported once
    tracemalloc.start()
    ready(tmp_path / "out", archive)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2_000_000


# --- Real collections ---


def test_real_letters_and_clothes_are_read(real_data: Path) -> None:
    for name, pictures in (("images_notmnist", 10_000), ("images_fashion", 900)):
        found: PictureSurvey = survey_pictures([real_data / name])
        assert (found.pictures, found.side, found.channels) == (pictures, 28, 1)
        assert found.words.source == "labels"


@pytest.mark.slow
def test_real_icons_are_read_with_their_names(real_data: Path, tmp_path: Path) -> None:
    folder = real_data / "images_emoji"
    files = ready(tmp_path, folder / "png32.tar.gz", folder / "captions.tsv.gz", held_out=0.1)
    assert sum(files.counts.values()) == 3583
    assert (files.side, files.channels, files.words_from) == (32, 3, "table")
    assert ("hash sign", "井号") in said(files)


@pytest.mark.slow
def test_real_tiles_of_every_mode_are_read(real_data: Path, tmp_path: Path) -> None:
    files = ready(tmp_path, real_data / "images_pixel_tiles", held_out=0.1)
    assert sum(files.counts.values()) == 3800
    assert (files.side, files.channels, files.words_from) == (32, 3, "names")


def test_captions_are_kept_as_they_were_written(tmp_path: Path) -> None:
    told = 'a "quoted", cat\u2028line 猫 😀'
    rows = [json.dumps({"file": f"{n}.png", "caption": told}) for n in "ab"]
    content: dict[str, bytes | str] = {
        "a.png": RED,
        "b.png": BLUE,
        "captions.jsonl": "\n".join(rows),
    }
    files = ready(tmp_path / "out", put(tmp_path / "in", content))
    assert said(files) == {(" ".join(told.split()),)}
