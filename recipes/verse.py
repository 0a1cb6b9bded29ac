"""The starter model `verse`: Tang and Song verse, trained by our own command.

    python recipes/verse.py COLLECTION OUT [MINUTES]

COLLECTION is the folder of the poetry files, OUT a new folder. What to copy into the package, and
the figures of its model card, is the work of `python recipes/verse_card.py OUT`.
"""

import sys
from pathlib import Path

from verse_corpus import write_corpus

from gongwu.doors.cli.main import main

MINUTES = "32"


def train_verse(collection: Path, out: Path, minutes: str) -> int:
    """Write the corpus beside OUT and train on it; the exit code of the command."""
    corpus = out.with_name(out.name + "-corpus.jsonl")
    print(f"{write_corpus(collection, corpus)} poems in {corpus}")
    # A poem is some 80 characters long. Few are held out: there are only 19,000.
    shape = "--model decoder --size small --tokens characters --context 128 --batch 32"
    rest = "--held-out 0.05 --stored bfloat16 --prompt 春风 --seed 1"
    words = ["train", "text", str(corpus), "--out", str(out), "--minutes", minutes]
    return main([*words, *shape.split(), *rest.split()])


if __name__ == "__main__":
    collection, out, *minutes = sys.argv[1:]
    sys.exit(train_verse(Path(collection), Path(out), *(minutes or [MINUTES])))
