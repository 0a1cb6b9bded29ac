"""What a person sees of a drawing while it is drawn: how far it is, and how it looks so far."""

import time
from collections.abc import Callable

from gongwu.doors.cli.progress import Meter
from gongwu.ports import PictureStep

# A look may take long (an autoencoder's decoder): at most this share of the time is spent on it.
LOOKING_SHARE = 0.1
SHORTEST_SECONDS = 0.05


def watched(shown: Meter, count: int) -> Callable[[PictureStep], None]:
    """To be told of every step of `count` drawings."""
    next_look = 0.0

    def tell(step: PictureStep) -> None:
        nonlocal next_look
        whole = (step.item + step.step / step.steps) / count
        of_all = f" · {step.item + 1}/{count}" if count > 1 else ""
        shown.show(whole, f"{step.step}/{step.steps}{of_all}")
        began = time.monotonic()
        if shown.shows_pictures and began >= next_look:
            shown.show_picture(step.look())
            ended = time.monotonic()
            next_look = ended + max(SHORTEST_SECONDS, (ended - began) / LOOKING_SHARE)

    return tell
