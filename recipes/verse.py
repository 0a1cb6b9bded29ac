"""The starter model `verse`: Tang and Song verse, trained by our own command.

    python recipes/verse.py COLLECTION OUT [--minutes 50]

COLLECTION is the folder of the poetry files, OUT a new folder. What to copy into the package, and
the figures of its model card, is printed by `python recipes/verse_card.py OUT`.
"""

import sys
from pathlib import Path

from verse_corpus import write_corpus

from gongwu.doors.cli.main import main

MINUTES = "50"


def train_verse(collection: Path, out: Path, minutes: str) -> int:
    """Write the corpus beside OUT and train on it; the exit code of the command."""
    corpus = out.with_name(out.name + "-corpus.jsonl")
    print(f"{write_corpus(collection, corpus)} poems in {corpus}")
    return main(
        ["train", "text", str(corpus), "--out", str(out), "--minutes", minutes]
        + ["--model", "decoder", "--size", "small", "--tokens", "characters"]
        # A poem is some 80 characters long. Few are held out: there are only 19,000.
        + ["--context", "128", "--batch", "32", "--held-out", "0.05"]
        + ["--stored", "bfloat16", "--prompt", "春风", "--seed", "1"]
    )


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--minutes"]
    given = arguments[2] if len(arguments) > 2 else MINUTES
    sys.exit(train_verse(Path(arguments[0]), Path(arguments[1]), given))
