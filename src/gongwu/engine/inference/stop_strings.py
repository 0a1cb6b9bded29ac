"""Stop strings: a text is cut where one of them is complete, and nothing of it is ever shown."""

from collections.abc import Sequence


class StopStrings:
    """Text in, as it comes; text out, once it can no longer be the start of a stop string.

    The string that is complete first stops the text; of several that end together, the longest.
    So the cut does not depend on how the text came in pieces.
    """

    def __init__(self, stops: Sequence[str]) -> None:
        self._stops = stops
        self._held = ""
        self.found = False

    def add(self, text: str) -> str:
        """The text that is now certain. After a stop string was found, nothing is."""
        if self.found:
            return ""
        self._held += text
        ends = [(start + len(stop), start) for stop in self._stops
                if (start := self._held.find(stop)) >= 0]  # fmt: skip
        if ends:
            self.found = True
            certain, self._held = self._held[: min(ends)[1]], ""
            return certain
        split = len(self._held) - self._open_length()
        certain, self._held = self._held[:split], self._held[split:]
        return certain

    def rest(self) -> str:
        """What was held back in vain: the text has ended."""
        rest, self._held = self._held, ""
        return rest

    def _open_length(self) -> int:
        """How long an end of the held text could be the start of a stop string."""
        longest = 0
        for stop in self._stops:
            for size in range(min(len(stop) - 1, len(self._held)), longest, -1):
                if self._held.endswith(stop[:size]):
                    longest = size
                    break
        return longest
