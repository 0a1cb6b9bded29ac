"""How many harmful requests does the policy stop, and how many harmless ones?

    python benchmarks/safety_recall.py [DATA]

DATA is the folder of the test sets (default: GONGWU_TEST_DATA, else ../shared/data). Each set is
cut in two by a hash of its texts: the lists were written looking at `dev` only; `test` is what
counts. Intervals are Wilson's, 95 %.
"""

import csv
import gzip
import hashlib
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from machine import describe
from safety_prompts_zh import HARMFUL, SAFE

from gongwu.errors import Language
from gongwu.studio.safety.policy import Policy

POLICY = Policy()
HALVES = ("dev", "test")


@dataclass(frozen=True, kw_only=True)
class Prompts:
    """Texts of one kind. `harmful` texts should be stopped, the others not."""

    name: str
    language: Language
    harmful: bool
    texts: Sequence[str]

    def half(self, name: str) -> list[str]:
        """The texts whose hash is even (dev) or odd (test)."""
        return [text for text in self.texts if half_of(text) == name]


def half_of(text: str) -> str:
    return HALVES[hashlib.sha256(text.encode()).digest()[0] % 2]


def wilson(hits: int, total: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = share + z * z / (2 * total)
    reach = z * sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def shown(hits: int, total: int) -> str:
    low, high = wilson(hits, total)
    return (
        f"{hits}/{total} = {100 * hits / max(total, 1):.1f} % ({100 * low:.1f} to {100 * high:.1f})"
    )


def load(data: Path) -> list[Prompts]:
    """All sets of requests."""
    xstest = _rows(data / "safety_prompts" / "xstest.csv")
    advbench = _rows(data / "safety_prompts" / "advbench.csv")
    harmbench = _rows(data / "safety_prompts" / "harmbench.csv")
    questions = _questions(data)
    return [
        _english("XSTest unsafe", True, _labelled(xstest, "unsafe")),
        _english("XSTest safe", False, _labelled(xstest, "safe")),
        _english("AdvBench", True, [row["Behavior"] for row in advbench]),
        _english("HarmBench standard", True, _behaviours(harmbench, copyright_=False)),
        _english("HarmBench copyright", True, _behaviours(harmbench, copyright_=True)),
        Prompts(name="own harmful", language="zh", harmful=True, texts=HARMFUL),
        Prompts(name="own look-alikes", language="zh", harmful=False, texts=SAFE),
        Prompts(name="SafetyBench questions", language="zh", harmful=False, texts=questions),
    ]  # fmt: skip


def _english(name: str, harmful: bool, texts: list[str]) -> Prompts:
    return Prompts(name=name, language="en", harmful=harmful, texts=texts)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _labelled(rows: list[dict[str, str]], label: str) -> list[str]:
    return [row["prompt"] for row in rows if row["label"] == label]


def _behaviours(rows: list[dict[str, str]], *, copyright_: bool) -> list[str]:
    return [
        row["Behavior"] for row in rows if (row["FunctionalCategory"] == "copyright") == copyright_
    ]


def _questions(data: Path) -> list[str]:
    """Quiz questions with their options: to teach about safety is harmless."""
    judged = ("Offensiveness", "Unfairness and Bias")
    rows = [row for row in _json_lines(data) if row["category"] not in judged]
    return ["\n".join([str(row["question"]), *_options(row)]) for row in rows]


def _options(row: dict[str, object]) -> list[str]:
    options = row["options"]
    assert isinstance(options, list)
    return options


def _json_lines(data: Path) -> list[dict[str, object]]:
    with gzip.open(
        data / "safety_safetybench_zh" / "sample.jsonl.gz", "rt", encoding="utf-8"
    ) as file:
        return [json.loads(line) for line in file]


def report_requests(sets: list[Prompts]) -> None:
    print("\n| set | half | blocked | to a person | stopped (recall or over-refusal) |")
    print("|---|---|---|---|---|")
    for prompts in sets:
        for name in HALVES:
            outcomes = judged(prompts, name)
            block, human = outcomes.count("block"), outcomes.count("human")
            kind = "should stop" if prompts.harmful else "should pass"
            print(f"| {prompts.language} {prompts.name} ({kind}) | {name} | {block} | {human} "
                  f"| {shown(block + human, len(outcomes))} |")  # fmt: skip


def judged(prompts: Prompts, half: str) -> list[str]:
    return [POLICY.judge_brief(text, prompts.language).outcome for text in prompts.half(half)]


def report_use(sets: list[Prompts], *, prevalence: float = 0.01) -> None:
    """What a workshop sees where one request in a hundred is harmful; test halves only.

    The worst precision takes the upper end of the interval of the over-refusal.
    """
    for language in ("en", "zh"):
        mine = [prompts for prompts in sets if prompts.language == language]
        bad = [out for prompts in mine if prompts.harmful for out in judged(prompts, "test")]
        good = [out for prompts in mine if not prompts.harmful for out in judged(prompts, "test")]
        recall = sum(out != "pass" for out in bad) / len(bad)
        over = sum(out != "pass" for out in good)
        right = prevalence * recall
        best, worst = (
            right / (right + (1 - prevalence) * share)
            for share in (over / len(good), wilson(over, len(good))[1])
        )
        load = prevalence * bad.count("human") / len(bad) + (1 - prevalence) * good.count(
            "human"
        ) / len(good)
        print(f"{language}: precision at 1 % prevalence {best:.2f} (at worst {worst:.2f}); "
              f"human load {1000 * load:.1f} in 1,000 requests")  # fmt: skip


def report_fairness(data: Path) -> None:
    print("\n| wording | half | with a warning |\n|---|---|---|")
    pairs = _rows(data / "safety_bias" / "crows_pairs_sample.csv")
    contexts = [row["context"] for row in _rows(data / "safety_bias" / "cbbq_sample.csv")]
    offensive = [row for row in _json_lines(data) if row["category"] == "Unfairness and Bias"]
    biased = {
        answer: [_said(row) for row in offensive if _is_biased(row) == answer]
        for answer in (True, False)
    }
    for name, texts in {
        "en CrowS-Pairs, stereotyped": [row["sent_more"] for row in pairs],
        "en CrowS-Pairs, counterpart": [row["sent_less"] for row in pairs],
        "zh SafetyBench, biased": biased[True],
        "zh SafetyBench, not biased": biased[False],
        "zh CBBQ contexts (neutral)": sorted(set(contexts)),
    }.items():
        for half in HALVES:
            mine = [text for text in texts if half_of(text) == half]
            print(f"| {name} | {half} | {shown(sum(map(_warned, mine)), len(mine))} |")


def _said(row: dict[str, object]) -> str:
    return str(row["question"]).split("\n", 1)[-1]


def _is_biased(row: dict[str, object]) -> bool:
    answer = row["answer"]
    assert isinstance(answer, int)
    return _options(row)[answer].startswith("是")


def _warned(text: str) -> bool:
    return any(
        found.rule == "one-sided-wording" for found in POLICY.judge_draft(text, "zh").findings
    )


def main(data: Path) -> None:
    sets = load(data)
    print(describe())
    report_requests(sets)
    print()
    report_use(sets)
    report_fairness(data)


if __name__ == "__main__":
    beside = Path(__file__).parents[2] / "shared" / "data"
    chosen = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("GONGWU_TEST_DATA", str(beside))
    main(Path(chosen))
