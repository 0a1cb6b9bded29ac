import json
from pathlib import Path

import pytest

from gongwu.engine.inference.sampling_defaults import load_sampling
from gongwu.errors import BadInputError
from gongwu.ports import Sampling


def put(folder: Path, **told: object) -> Path:
    (folder / "generation_config.json").write_text(json.dumps(told))
    return folder


def test_a_folder_that_says_nothing_leaves_the_plain_softmax(tmp_path: Path) -> None:
    assert load_sampling(tmp_path) == Sampling()
    assert load_sampling(put(tmp_path, eos_token_id=[1, 2], do_sample=False)) == Sampling()


def test_a_folder_says_how_it_wants_to_be_sampled(tmp_path: Path) -> None:
    put(tmp_path, temperature=0.6, top_k=20, top_p=0.95, min_p=0.1, repetition_penalty=1.1)
    assert load_sampling(tmp_path) == Sampling(
        temperature=0.6, top_k=20, top_p=0.95, min_p=0.1, repetition_penalty=1.1
    )


def test_null_means_not_said(tmp_path: Path) -> None:
    assert load_sampling(put(tmp_path, temperature=None, top_k=None)) == Sampling()


@pytest.mark.parametrize("told", [{"temperature": "hot"}, {"top_k": 1.5}, {"top_p": 7}])
def test_nonsense_is_refused_with_its_name(tmp_path: Path, told: dict[str, object]) -> None:
    with pytest.raises(BadInputError, match=next(iter(told))):
        load_sampling(put(tmp_path, **told))
