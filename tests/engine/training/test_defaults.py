import pytest

from gongwu.engine.tokens.token_files import Survey
from gongwu.engine.training.defaults import CHARACTERS_UP_TO, DEFAULT_MINUTES, settings_for
from gongwu.engine.training.sizes import SCALES
from gongwu.errors import BadInputError


def found(characters: int) -> Survey:
    return Survey(documents=1, characters=characters, pairs=False, lengths=(characters,))


def test_little_said_is_a_run_of_ten_minutes() -> None:
    told = settings_for(found(10_000), model="decoder")
    assert (told.minutes, told.steps) == (DEFAULT_MINUTES, None)
    assert (told.size, told.tokens, told.optimizer) == ("tiny", "characters", "muon")
    assert (told.context, told.batch) == (SCALES["tiny"].context, SCALES["tiny"].batch)


def test_steps_said_are_a_run_of_steps() -> None:
    told = settings_for(found(10_000), model="decoder", steps=7)
    assert (told.minutes, told.steps) == (None, 7)


def test_steps_and_minutes_said_are_refused() -> None:
    with pytest.raises(BadInputError, match="--steps or --minutes"):
        settings_for(found(10_000), model="decoder", steps=7, minutes=1)


def test_a_gru_learns_by_adam() -> None:
    told = settings_for(found(10_000), model="gru")
    assert told.optimizer == "adam"
    assert settings_for(found(10_000), model="gru", optimizer="muon").optimizer == "muon"


def test_a_long_text_is_cut_into_byte_pairs() -> None:
    for characters, kind in ((CHARACTERS_UP_TO, "characters"), (CHARACTERS_UP_TO + 1, "bpe")):
        assert settings_for(found(characters), model="decoder").tokens == kind


def test_each_optimizer_has_a_rate_of_its_own() -> None:
    rates = {
        settings_for(found(10_000), model="decoder", optimizer=optimizer).peak_rate
        for optimizer in ("muon", "adamw", "adam")
    }
    assert len(rates) == 3
    assert settings_for(found(10_000), model="decoder", peak_rate=0.5).peak_rate == 0.5


def test_what_was_said_is_done_and_what_was_not_is_decided() -> None:
    """None means unsaid, as the command line gives it; 0 is said, and refused."""
    told = settings_for(found(10_000), model="gru", size="small", context=None, batch=3, seed=9)
    assert (told.size, told.batch, told.seed) == ("small", 3, 9)
    assert told.context == SCALES["small"].context
    with pytest.raises(BadInputError, match="batch=0"):
        settings_for(found(10_000), model="gru", batch=0)
