from hypothesis import given
from hypothesis import strategies as st

from gongwu.engine.inference.stop_strings import StopStrings

# Few letters, so that strings overlap, repeat and begin one another all the time.
words = st.text(alphabet="ab。", min_size=1, max_size=5)
stop_lists = st.lists(words, max_size=4)


def cut_plainly(text: str, stops: list[str]) -> str | None:
    """The definition: read character by character; None if no stop string is ever complete."""
    for end in range(1, len(text) + 1):
        complete = [stop for stop in stops if text[:end].endswith(stop)]
        if complete:
            return text[: end - max(map(len, complete))]
    return None


def feed(stops: list[str], pieces: list[str]) -> tuple[list[str], StopStrings]:
    watch = StopStrings(stops)
    return [watch.add(piece) for piece in pieces], watch


@given(stops=stop_lists, pieces=st.lists(st.text(alphabet="ab。", max_size=4), max_size=12))
def test_the_cut_is_where_a_stop_string_is_first_complete(
    stops: list[str], pieces: list[str]
) -> None:
    """However the text came in pieces."""
    shown, watch = feed(stops, pieces)
    expected = cut_plainly("".join(pieces), stops)
    assert watch.found == (expected is not None)
    whole = "".join(shown) + watch.rest()
    assert whole == ("".join(pieces) if expected is None else expected)


@given(stops=stop_lists, text=st.text(alphabet="ab。", max_size=20))
def test_only_what_could_become_a_stop_string_is_held_back(stops: list[str], text: str) -> None:
    watch = StopStrings(stops)
    shown = ""
    for end, character in enumerate(text, start=1):
        shown += watch.add(character)
        if watch.found:
            break
        held = text[len(shown) : end]
        assert shown + held == text[:end]
        assert not held or any(stop.startswith(held) for stop in stops)


def test_nothing_comes_after_the_stop_string() -> None:
    shown, watch = feed(["停"], ["走走", "停走", "走"])
    assert shown == ["走走", "", ""]
    assert watch.rest() == ""


def test_a_stop_string_across_pieces_is_never_shown() -> None:
    shown, watch = feed(["END"], ["the E", "N", "D is near"])
    assert shown == ["the ", "", ""]
    assert watch.found
