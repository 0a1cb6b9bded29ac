"""The starter model `icons`: text to 32 px icons, trained by our own command.

    python recipes/icons.py COLLECTION OUT [STEPS]

COLLECTION is the folder of the emoji collection, OUT a new folder. What to copy into the package,
and the figures of its model card, is the work of `python recipes/icons_card.py OUT`.
"""

import sys
from pathlib import Path

from icons_pictures import write_pictures

from gongwu.doors.cli.main import main

STEPS = "3200"


def train_icons(collection: Path, out: Path, steps: str) -> int:
    """Write the pictures beside OUT and train on them; the exit code of the command."""
    pictures = out.with_name(out.name + "-pictures")
    print(f"{write_pictures(collection, pictures)} pictures in {pictures}")
    words = ["train", "image", str(pictures), "--out", str(out), "--steps", steps]
    # Few are held out: each is the only one with its name.
    rest = "--size small --batch 48 --held-out 0.02 --stored bfloat16 --seed 1"
    return main([*words, *rest.split()])


if __name__ == "__main__":
    collection, out, *steps = sys.argv[1:]
    sys.exit(train_icons(Path(collection), Path(out), *(steps or [STEPS])))
