"""How many exercises does a learner need until everything is mastered, by the order they come in?

    python benchmarks/learner_items.py                  # 200 simulated learners, about a minute
    python benchmarks/learner_items.py --learners 400 --skills 12

The same learners go through the order that `learner.choosing` chooses, through a random one, and
through a textbook's. Their mastery is the simulation's own, which the chooser never sees. The
saving has an interval of 95% by bootstrap over learners. The error of the estimated ability is
that after fifteen answers to exercises picked near the estimate, by learners who guess and slip,
which the estimate does not know.
"""

import argparse
import platform
import random
import statistics
from collections.abc import Callable, Mapping
from math import exp, sqrt

from gongwu.fields.teaching.exercise import Family
from gongwu.fields.teaching.learner.ability import estimate
from gongwu.fields.teaching.learner.simulated import (
    Order,
    SimulatedLearner,
    chosen,
    course,
    in_turn,
    items_to_mastery,
    shuffled,
)

ORDERS: dict[str, Callable[[Mapping[str, Family], random.Random], Order]] = {
    "chosen": chosen,
    "random": shuffled,
    "textbook": in_turn,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--learners", type=int, default=200)
    parser.add_argument("--skills", type=int, default=8)
    parser.add_argument("--seed", default="report")
    options = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    items = {
        name: [walk(number, name, options.skills, options.seed)
               for number in range(options.learners)]
        for name in ORDERS
    }  # fmt: skip
    for name, counts in items.items():
        print(f"{name}: {statistics.mean(counts):.1f} items (median {statistics.median(counts)})")
    for name in ("random", "textbook"):
        low, high = interval(items["chosen"], items[name])
        print(f"saved against {name}: {saving(items['chosen'], items[name]):.1%} "
              f"(95%: {low:.1%} to {high:.1%}, {options.learners} learners)")  # fmt: skip
    for steepness in (1.0, 1.7):
        errors = [ability_error(number, steepness) for number in range(2_000)]
        root = sqrt(statistics.mean(error * error for error in errors))
        print(f"ability after 15 items, steepness {steepness}: "
              f"mean error {statistics.mean(map(abs, errors)):.2f}, root mean square {root:.2f}, "
              f"bias {statistics.mean(errors):+.2f} logits")  # fmt: skip


def walk(number: int, name: str, skills: int, seed: str) -> int:
    """The same learner and luck for every order."""
    families = course(skills)
    learner = SimulatedLearner.drawn(families, random.Random(f"{seed}/learner/{number}"))
    order = ORDERS[name](families, random.Random(f"{seed}/{name}/{number}"))
    return items_to_mastery(learner, order, random.Random(f"{seed}/luck/{number}"))


def saving(ours: list[int], theirs: list[int]) -> float:
    return 1 - sum(ours) / sum(theirs)


def interval(ours: list[int], theirs: list[int], draws: int = 2_000) -> tuple[float, float]:
    """By bootstrap: learners drawn again, each with both of their counts."""
    dice = random.Random("bootstrap")
    pairs = list(zip(ours, theirs, strict=True))
    found = []
    for _ in range(draws):
        drawn = dice.choices(pairs, k=len(pairs))
        found.append(saving([one for one, _ in drawn], [other for _, other in drawn]))
    found.sort()
    return found[int(0.025 * draws)], found[int(0.975 * draws)]


def ability_error(number: int, steepness: float) -> float:
    """Estimated minus true ability of one learner."""
    dice = random.Random(f"ability/{number}")
    able, guess, slip = dice.gauss(0, 1), dice.uniform(0, 0.1), dice.uniform(0, 0.05)
    answers: list[tuple[float, bool]] = []
    for _ in range(15):
        hard = estimate(answers, steepness).mean + dice.gauss(0, 0.3)
        solved = 1 / (1 + exp(-steepness * dice.uniform(0.8, 1.2) * (able - hard)))
        answers.append((hard, dice.random() < guess + (1 - guess - slip) * solved))
    return estimate(answers, steepness).mean - able


if __name__ == "__main__":
    main()
