"""How many exercises a second are made, and solved again by the other route; and do they agree?

    python benchmarks/two_routes.py --items 1000000

One process. Prints the machine, items a second for each route, and every disagreement.
"""

import argparse
import random
import time
from collections import Counter

from machine import describe

from gongwu.fields.teaching.families import FAMILIES
from gongwu.fields.teaching.proofs import SOLVERS
from gongwu.fields.teaching.values import same

_EVERY = 50_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(describe())
    dice, families = random.Random(given.seed), list(FAMILIES.values())
    making = solving = 0.0
    apart: Counter[str] = Counter()
    for number in range(given.items):
        family = families[number % len(families)]
        level = number // len(families) % 3 + 1
        began = time.perf_counter()
        exercise = family.make(dice, level)
        made = time.perf_counter()
        solved = SOLVERS[family.name](exercise.facts)
        if not same(exercise.answer, solved):
            apart[family.name] += 1
            print(f"DISAGREEMENT {family.name}: {exercise.facts} {exercise.answer} {solved}")
        making += made - began
        solving += time.perf_counter() - made
        if (number + 1) % _EVERY == 0:
            print(f"{number + 1:,} items, {sum(apart.values())} disagreements", flush=True)
    both = given.items / (making + solving)
    print(
        f"{given.items:,} items of {len(families)} families: made {given.items / making:,.0f}/s, "
        f"solved again {given.items / solving:,.0f}/s, both {both:,.0f}/s; "
        f"{sum(apart.values())} disagreements"
    )


if __name__ == "__main__":
    main()
