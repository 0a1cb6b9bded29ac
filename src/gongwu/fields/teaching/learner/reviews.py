"""When a mastered skill is due again: FSRS, as the package `fsrs` does it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from gongwu.errors import NotFoundError
from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.learner.knowledge import DEFAULT, MASTERED, after
from gongwu.fields.teaching.learner.record import Answered


def due_times(record: Sequence[Answered], families: Mapping[str, Family]) -> dict[str, datetime]:
    """For each skill that was mastered at some time: when it is to be reviewed next.

    The answers before mastery are learning; those from then on are reviews.
    """
    try:
        from fsrs import Card, Rating, Scheduler
    except ImportError:
        raise NotFoundError(
            en="The package fsrs is not installed. Install gongwu[teaching].",
            zh="没有安装 fsrs 包。请安装 gongwu[teaching]。",
        ) from None
    # No fuzz: the same record gives the same dates.
    scheduler = Scheduler(enable_fuzzing=False, learning_steps=(), relearning_steps=())
    cards: dict[str, Card] = {}
    known: dict[str, float] = {}
    for answered in record:
        for skill in families[answered.family].skills if answered.family in families else ():
            before = known.get(skill, DEFAULT.known_at_first)
            known[skill] = after(before, answered.level, answered.right)
            if skill in cards or known[skill] >= MASTERED:
                card = cards.get(skill) or Card(card_id=len(cards) + 1)
                rating = Rating.Good if answered.right else Rating.Again
                cards[skill], _ = scheduler.review_card(card, rating, answered.time)
    return {skill: card.due for skill, card in cards.items()}
