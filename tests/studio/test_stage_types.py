"""Skipping a stage is a type error: mypy says so."""

import subprocess
import sys
from pathlib import Path

import pytest

GIVEN = """
from gongwu.studio.plan import Planned
from gongwu.studio.review import Approved, Standing, approve
from gongwu.studio.safety.policy import Policy
from gongwu.studio.verify import Verified, verify
from gongwu.studio.word import Worded, word
from gongwu.studio.kind import Desk
from tests.studio.sample_kind import SUMS, Sums, SumsBrief, SumsPlan

def f(brief: SumsBrief, plan: SumsPlan, planned: Planned[SumsPlan], draft: Sums,
      worded: Worded[SumsPlan, Sums], verified: Verified[Sums], desk: Desk,
      standing: Standing) -> object:
"""
RIGHT = (
    "word(SUMS, planned, desk, 'en')",
    "verify(SUMS, worded, Policy(), 'en')",
    "approve(verified, standing, piece='p', edited=False)",
)
SKIPPED = (
    "word(SUMS, brief, desk, 'en')",
    "word(SUMS, plan, desk, 'en')",
    "verify(SUMS, draft, Policy(), 'en')",
    "verify(SUMS, planned, Policy(), 'en')",
    "approve(worded, standing, piece='p', edited=False)",
    "approve(draft, standing, piece='p', edited=False)",
)


def complaints(folder: Path, repository: Path, lines: tuple[str, ...]) -> list[int]:
    """The numbers of the lines that mypy complains about, from 0."""
    file = folder / "stages.py"
    file.write_text(GIVEN + "".join(f"    {line}\n" for line in lines) + "    return None\n")
    first = len(GIVEN.splitlines()) + 1
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary",
         f"--cache-dir={folder / 'cache'}", "--ignore-missing-imports", str(file)],
        cwd=repository, capture_output=True, text=True, check=False,
        env={"MYPYPATH": f"{repository / 'src'}:{repository}", "PATH": ""},
    )  # fmt: skip
    ours = [line for line in run.stdout.splitlines() if "stages.py:" in line and "error:" in line]
    return sorted({int(line.split(":")[1]) - first for line in ours})


@pytest.mark.slow
def test_only_the_next_stage_takes_what_a_stage_gives(tmp_path: Path, repository: Path) -> None:
    found = complaints(tmp_path, repository, (*RIGHT, *SKIPPED))
    assert found == list(range(len(RIGHT), len(RIGHT) + len(SKIPPED)))
