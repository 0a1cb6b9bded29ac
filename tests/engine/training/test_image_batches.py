import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import torch

from gongwu.engine.checkpoints.prompt_tokenizers import load_prompt_tokenizer
from gongwu.engine.pictures.picture_files import PictureFiles, write_pictures
from gongwu.engine.pictures.survey import survey_pictures
from gongwu.engine.training.image_batches import PictureBatches, may_be_mirrored
from gongwu.engine.training.image_captions import (
    caption_tokenizer,
    framed_by,
    save_caption_tokenizer,
)
from gongwu.engine.training.image_settings import ImageTraining
from tests.engine.pictures.conftest import png, put

COUNT = 60


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> PictureFiles:
    """Sixty pictures whose brightness is their number, each with an English and a Chinese name."""
    folder = tmp_path_factory.mktemp("pictures")
    rows = [
        {"file": f"{n:02}.png", "captions": [f"Thing number {n}", f"第{n}样东西"]}
        for n in range(COUNT)
    ]
    put(folder / "in", {f"{n:02}.png": png((8, 8), n, "L") for n in range(COUNT)})
    put(folder / "in", {"captions.jsonl": "\n".join(map(json.dumps, rows))})
    found = survey_pictures([folder / "in"])
    write_pictures([folder / "in"], found, folder / "out", background="#ffffff", held_out=0.2)
    return PictureFiles(folder / "out")


def batches(files: PictureFiles, **changes: Any) -> PictureBatches:
    told = {"size": "tiny", "precision": "float32", "steps": 9, "batch": 6, **changes}
    return PictureBatches(files, caption_tokenizer(files), ImageTraining(**told))


def numbers(clean: torch.Tensor) -> list[int]:
    return [round((float(each.mean()) + 1) * 127.5) for each in clean]


def test_a_step_is_a_function_of_seed_and_step(files: PictureFiles) -> None:
    one, other, third = (batches(files, seed=seed) for seed in (1, 1, 2))
    one.at(0)  # what was asked before changes nothing
    assert all(map(torch.equal, one.at(7), other.at(7)))
    assert not torch.equal(one.at(7)[1], third.at(7)[1])
    assert not torch.equal(one.at(7)[1], one.at(8)[1])


def test_an_epoch_shows_every_picture_once_and_none_held_out(files: PictureFiles) -> None:
    of_train = batches(files)
    epoch = [number for step in range(8) for number in numbers(of_train.at(step)[0])]
    assert len(epoch) == files.counts["train"] == 48
    assert set(Counter(epoch).values()) == {1}
    kept = [number for batch, _ in of_train.held_out(100) for number in numbers(batch[0])]
    assert set(epoch) | set(kept) == set(range(COUNT))
    assert not set(epoch) & set(kept)


def test_each_batch_has_some_of_every_part(files: PictureFiles) -> None:
    """Six pictures of sixty in a golden order: none of the thirds is left out."""
    for step in range(20):
        assert {number // 20 for number in numbers(batches(files).at(step)[0])} == {0, 1, 2}


def test_pictures_come_with_their_own_captions_in_both_languages(files: PictureFiles) -> None:
    of_train = batches(files, caption_dropout=0.0)
    framed = of_train.framed
    assert framed is not None
    seen = set()
    for step in range(16):
        clean, _, ids, _ = of_train.at(step)
        for number, row in zip(numbers(clean), ids.tolist(), strict=True):
            names = framed.ids([f"thing number {number}", f"第{number}样东西"])
            seen.add(names.index(row))
    assert seen == {0, 1}


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_captions_are_dropped_at_the_rate_asked_for(files: PictureFiles, share: float) -> None:
    """600 throws: four standard deviations are 0.07; the seed is fixed."""
    of_train = batches(files, caption_dropout=share, batch=60)
    assert of_train.framed is not None
    nothing = torch.tensor(of_train.framed.ids([""])[0])
    rows = torch.cat([of_train.at(step)[2] for step in range(10)])
    dropped = (rows == nothing).all(dim=1).float().mean().item()
    assert abs(dropped - share) <= (0.07 if 0 < share < 1 else 0)


def test_the_held_out_part_is_always_the_same_and_spread_over_levels(files: PictureFiles) -> None:
    one, other = (list(batches(files).held_out(10)) for _ in range(2))
    assert sum(count for _, count in one) == 10
    for (mine, _), (theirs, _) in zip(one, other, strict=True):
        assert all(map(torch.equal, mine, theirs))
    quantiles = torch.cat([batch[-1] for batch, _ in one]).sort().values
    assert quantiles.diff().max() < 0.25


def test_a_saved_tokenizer_frames_captions_alike(files: PictureFiles, tmp_path: Path) -> None:
    tokenizer = caption_tokenizer(files)
    assert tokenizer is not None
    save_caption_tokenizer(tokenizer, tmp_path, 32)
    captions = ["Thing number 7", "第7样东西", "", "unseen 猫 " * 20]
    ids = framed_by(tokenizer, 32).ids(captions)
    assert load_prompt_tokenizer(tmp_path, 32).ids(captions) == ids
    assert {len(row) for row in ids} == {32}
    assert framed_by(tokenizer, 32).ids(["THING"]) == framed_by(tokenizer, 32).ids(["thing"])


@pytest.mark.parametrize(
    ("captions", "allowed"),
    [
        (["red apple", "红苹果"], True), (["cat"], True), ([], False), (["right arrow"], False),
        (["cat", "向左走的猫"], False), (["A"], False), (["7"], False), (["flag: Japan"], False),
        (["letter opener"], False), (["bright star"], True), (["three o'clock"], False),
    ],
)  # fmt: skip
def test_only_what_stays_true_is_mirrored(captions: list[str], allowed: bool) -> None:
    assert may_be_mirrored(captions) == allowed


def test_mirrors_are_off_unless_asked_for(tmp_path: Path) -> None:
    """Half black, half white, left to right: a mirrored one has its bright side on the left."""
    from PIL import Image

    from tests.engine.pictures.test_decoding import saved

    image = Image.new("L", (8, 8), 0)
    image.paste(255, (4, 0, 8, 8))
    names = ["cat.png", "dog.png", "cow.png", "west.png"]
    source = put(tmp_path / "in", dict.fromkeys(names, saved(image)))
    write_pictures([source], survey_pictures([source]), tmp_path / "out", background="#ffffff",
                   held_out=0.1)  # fmt: skip
    of = PictureFiles(tmp_path / "out")
    for flips, wanted in ((False, {False}), (True, {False, True})):
        told = batches(of, flips=flips)
        bright_left = {bool(each[0, 0, 0] > 0) for step in range(10) for each in told.at(step)[0]}
        assert bright_left == wanted
