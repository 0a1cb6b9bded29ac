import random
from datetime import UTC, datetime, timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongwu.fields.teaching.exercise import LEVELS
from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.learner.ability import ability, estimate
from gongwu.fields.teaching.learner.choosing import level_for, next_exercises
from gongwu.fields.teaching.learner.knowledge import DEFAULT, MASTERED, after, chance, mastery
from gongwu.fields.teaching.learner.record import Answered
from gongwu.fields.teaching.learner.reviews import due_times
from gongwu.fields.teaching.learner.simulated import (
    SimulatedLearner,
    chosen,
    course,
    items_to_mastery,
    shuffled,
)

NOON = datetime(2026, 9, 1, 12, tzinfo=UTC)
COURSE = course(6)

probabilities = st.floats(0.001, 0.999)
levels = st.sampled_from(LEVELS)


def answers(family: str, *rights: bool, level: int = 3, start: datetime = NOON) -> list[Answered]:
    return [
        Answered(time=start + timedelta(minutes=number), family=family, level=level, right=right)
        for number, right in enumerate(rights)
    ]


def lessons(record: list[Answered], count: int = 1, now: datetime = NOON) -> list[tuple[str, int]]:
    return next_exercises(record, COURSE, count, random.Random(3), now)


@given(probabilities, levels)
def test_a_right_answer_raises_and_a_wrong_one_lowers_less_known(known: float, level: int) -> None:
    right, wrong = after(known, level, right=True), after(known, level, right=False)
    assert 0 <= wrong < right <= 1
    assert right > known


@given(probabilities, levels)
def test_before_learning_belief_is_a_martingale(known: float, level: int) -> None:
    """Bayes expects no change: all that is expected to come is what an answer teaches."""
    right = chance(known, level)
    expected = right * after(known, level, right=True) + (1 - right) * after(
        known, level, right=False
    )
    assert expected == pytest.approx(known + (1 - known) * DEFAULT.learnt_by_one)


def test_mastery_is_traced_for_each_skill_of_a_family() -> None:
    family = next(one for one in FAMILIES.values() if len(one.skills) > 1)
    record = answers(family.name, True, True, level=2)
    known = mastery(record, FAMILIES)
    expected = reduce(lambda p, _: after(p, 2, right=True), range(2), DEFAULT.known_at_first)
    assert [known[skill] for skill in family.skills] == [expected] * len(family.skills)


def test_answers_to_families_that_are_gone_are_left_out() -> None:
    record = answers("no-such-family", True)
    assert set(mastery(record, COURSE).values()) == {DEFAULT.known_at_first}
    assert due_times(record, COURSE) == {}
    assert lessons(record)


def test_a_learner_starts_at_the_lowest_year_and_an_easy_level() -> None:
    for name, level in lessons([], 20):
        assert COURSE[name].grades[0] <= 6
        assert level <= 2


def test_what_is_mastered_is_asked_again_only_when_it_is_due() -> None:
    record = answers("family-0", *[True] * 9)
    assert mastery(record, COURSE)["skill-0"] >= MASTERED
    due = due_times(record, COURSE)["skill-0"]
    assert due > NOON + timedelta(hours=12)
    assert "family-0" not in {name for name, _ in lessons(record, 6)}
    later = lessons(record, 6, now=due + timedelta(minutes=1))
    assert later[0] == ("family-0", 3)
    assert sum(name == "family-0" for name, _ in later) == 1


def test_a_failed_review_comes_back_sooner() -> None:
    record = answers("family-0", *[True] * 9)
    week = NOON + timedelta(days=7)
    good = due_times(record + answers("family-0", True, start=week), COURSE)["skill-0"]
    bad = due_times(record + answers("family-0", False, start=week), COURSE)["skill-0"]
    assert bad < good


def test_reviews_take_at_most_every_other_place_while_something_is_new() -> None:
    record = [one for number in range(4) for one in answers(f"family-{number}", *[True] * 9)]
    names = [name for name, _ in lessons(record, 4, now=NOON + timedelta(days=400))]
    assert sum(name in ("family-4", "family-5") for name in names) == 2


def test_when_all_is_mastered_there_is_still_something_to_do() -> None:
    record = [one for name in COURSE for one in answers(name, *[True] * 9)]
    assert len(lessons(record, 5)) == 5


@given(probabilities, probabilities)
def test_who_knows_more_is_asked_no_easier(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert level_for(low) <= level_for(high)


def test_the_same_dice_choose_the_same() -> None:
    record = answers("family-0", True, False, True)
    assert lessons(record, 10) == lessons(record, 10)


@given(st.lists(st.tuples(st.floats(-3, 3), st.booleans()), max_size=20))
def test_a_right_answer_never_lowers_ability(given_answers: list[tuple[float, bool]]) -> None:
    before = estimate(given_answers)
    assert estimate([*given_answers, (0.0, True)]).mean > before.mean
    assert estimate([*given_answers, (0.0, False)]).mean < before.mean
    assert estimate([]).mean == pytest.approx(0, abs=1e-9)


def test_ability_knows_that_hard_exercises_say_more() -> None:
    easy = ability(answers("family-0", True, True, level=1), COURSE, 5)
    hard = ability(answers("family-0", True, True, level=3), COURSE, 5)
    assert hard.mean > easy.mean
    assert ability([], COURSE, 5).deviation == pytest.approx(1, abs=0.01)


def simulate(count: int) -> float:
    """The share of items saved, over learners that the policy was not tried on before."""
    ours: list[int] = []
    theirs: list[int] = []
    for number in range(count):
        for counts, make in ((ours, chosen), (theirs, shuffled)):
            learner = SimulatedLearner.drawn(course(), random.Random(f"test/{number}"))
            order = make(course(), random.Random(f"order/{number}"))
            counts.append(items_to_mastery(learner, order, random.Random(f"luck/{number}")))
    return 1 - sum(ours) / sum(theirs)


@pytest.mark.slow
def test_a_chosen_order_saves_a_quarter_of_the_items() -> None:
    assert simulate(60) >= 0.25


def test_simulated_learners_differ_and_learn_and_forget() -> None:
    dice = random.Random(5)
    families = course()
    one, other = (SimulatedLearner.drawn(families, dice) for _ in range(2))
    assert one.strength != other.strength
    before = dict(one.strength)
    for _ in range(20):
        one.answers("family-0", 2, dice)
    assert one.strength["family-0"] > before["family-0"]
    learnt = one.strength["family-0"]
    for _ in range(20):
        one.answers("family-3", 2, dice)
    assert before["family-0"] < one.strength["family-0"] < learnt
