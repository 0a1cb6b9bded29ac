"""Learners made of numbers, to try an order of exercises on before people do.

They share neither form nor parameters with `knowledge`: a skill is a strength on a logistic scale
that grows most from exercises that are neither too easy nor too hard, helps the skills above it,
and decays while others are practised. Everybody has rates of their own.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp

from gongwu.fields.teaching.exercise import LEVELS, Exercise, Family
from gongwu.fields.teaching.learner.choosing import next_exercises
from gongwu.fields.teaching.learner.record import Answered
from gongwu.ports import Words

Order = Callable[[Sequence[Answered], datetime], tuple[str, int]]

_START = datetime(2026, 9, 1, 8, tzinfo=UTC)
_HARD = {1: -0.8, 2: 0.2, 3: 1.2}
# True mastery: eight in ten of the hardest level would be solved without luck.
_STRONG = 1.2 + 1.4 / 1.3
MOST_ITEMS = 1_000


@dataclass
class SimulatedLearner:
    """One learner; `strength` by family."""

    strength: dict[str, float]
    rate: float
    decay: float
    guess: float
    slip: float
    help_from_below: float
    items: int = 0
    low: dict[str, float] = field(default_factory=dict)

    @classmethod
    def drawn(cls, families: Mapping[str, Family], dice: random.Random) -> "SimulatedLearner":
        talent = dice.gauss(0, 0.6)
        strength = {name: dice.gauss(-1.2 + talent, 0.8) for name in families}
        return cls(
            strength=strength,
            low=dict(strength),
            rate=dice.lognormvariate(-0.7, 0.35),
            decay=dice.uniform(0.0005, 0.004),
            guess=dice.uniform(0.05, 0.25),
            slip=dice.uniform(0.02, 0.1),
            help_from_below=dice.uniform(0.0, 0.2),
        )

    def answers(self, family: str, level: int, dice: random.Random) -> bool:
        """Answer one exercise, learn from it, and forget a little of everything else."""
        solved = 1 / (1 + exp(-1.3 * (self.strength[family] - _HARD[level])))
        right = dice.random() < self.guess + (1 - self.guess - self.slip) * solved
        # Learning peaks where six in ten are solved; feedback on a failure teaches less.
        fit = 1 - min(1.0, abs(solved - 0.6) / 0.6) ** 2
        gain = self.rate * (0.25 + 0.75 * fit) * (1.0 if right else 0.7)
        names = sorted(self.strength)
        above = names[(names.index(family) + 1) % len(names)]
        for name in names:
            if name != family:
                self.strength[name] -= self.decay * max(0.0, self.strength[name] - self.low[name])
        self.strength[family] += gain
        self.strength[above] += gain * self.help_from_below
        self.items += 1
        return right

    def has_mastered(self) -> bool:
        return all(value >= _STRONG for value in self.strength.values())


def course(skills: int = 8) -> dict[str, Family]:
    """Families of one skill each, two to a school year."""

    def nothing(dice: random.Random, level: int) -> Exercise:
        raise NotImplementedError("a simulated learner reads no question")

    return {
        f"family-{number}": Family(
            name=f"family-{number}", topic="simulated", title=Words(en="simulated", zh="模拟"),
            grades=(5 + number // 2, 6 + number // 2), skills=(f"skill-{number}",), make=nothing,
        )
        for number in range(skills)
    }  # fmt: skip


def chosen(families: Mapping[str, Family], dice: random.Random) -> Order:
    """The order that this package chooses."""

    def order(record: Sequence[Answered], now: datetime) -> tuple[str, int]:
        return next_exercises(record, families, 1, dice, now)[0]

    return order


def shuffled(families: Mapping[str, Family], dice: random.Random) -> Order:
    """Any family and any level."""
    names = sorted(families)
    return lambda *_: (dice.choice(names), dice.choice(LEVELS))


def in_turn(families: Mapping[str, Family], dice: random.Random) -> Order:
    """Every family in turn, each level three times before the next: a plain textbook."""
    names = sorted(families)

    def order(record: Sequence[Answered], _: datetime) -> tuple[str, int]:
        turn = len(record) // len(names)
        level = LEVELS[turn // 3] if turn < 3 * len(LEVELS) else dice.choice(LEVELS)
        return names[len(record) % len(names)], level

    return order


def items_to_mastery(learner: SimulatedLearner, order: Order, dice: random.Random) -> int:
    """How many exercises until every skill is strong at the same time; ten minutes lie between."""
    record: list[Answered] = []
    now = _START
    while not learner.has_mastered() and learner.items < MOST_ITEMS:
        family, level = order(record, now)
        right = learner.answers(family, level, dice)
        record.append(Answered(time=now, family=family, level=level, right=right))
        now += timedelta(minutes=10)
    return learner.items
