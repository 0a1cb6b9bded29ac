import pytest

from gongwu.engine.inference.native.pages import Pages, Slot, pages_for
from gongwu.engine.inference.native.structs import PAGE
from gongwu.engine.nets.decoder import DecoderShape
from gongwu.errors import NoRoomError

SHAPE = DecoderShape(
    vocabulary=9, context=64, width=8, layers=2, heads=2, groups=2, head_width=4, hidden=8
)


@pytest.fixture
def pages() -> Pages:
    return Pages(SHAPE)


def grown(pages: Pages, slot: Slot, length: int) -> Slot:
    pages.grow(slot, length)
    slot.length = length
    return slot


@pytest.mark.parametrize(("positions", "count"), [(0, 0), (1, 1), (PAGE, 1), (PAGE + 1, 2)])
def test_pages_are_whole(positions: int, count: int) -> None:
    assert pages_for(positions) == count


def test_a_page_is_as_large_as_the_c_code_thinks(pages: Pages) -> None:
    keys, values = 4, 32  # channels of a head, padded for values
    assert pages.page_bytes == 2 * 2 * PAGE * (keys + values) * 4


def test_a_slot_takes_pages_as_it_grows(pages: Pages) -> None:
    slot = Slot(10 * PAGE)
    for length, held in [(1, 1), (PAGE, 1), (PAGE + 1, 2), (4 * PAGE, 4)]:
        grown(pages, slot, length)
        assert pages.pages_in_use == len(slot.pages) == held
    assert list(slot.table[:4]) == [page.floats.ctypes.data for page in slot.pages]
    pages.close(slot)
    assert pages.pages_in_use == 0


def test_pages_begin_at_a_cache_line(pages: Pages) -> None:
    slot = grown(pages, Slot(5 * PAGE), 5 * PAGE)
    assert not (slot.table % 64).any()


def test_a_fork_shares_what_is_read_and_copies_what_it_writes_on(pages: Pages) -> None:
    slot = grown(pages, Slot(5 * PAGE), PAGE + 3)
    slot.pages[1].floats[:] = 7
    twin = pages.fork(slot)
    assert pages.pages_in_use == 2
    grown(pages, twin, PAGE + 4)
    assert pages.pages_in_use == 3
    assert twin.pages[0] is slot.pages[0]
    assert twin.pages[1] is not slot.pages[1]
    assert (twin.pages[1].floats == 7).all()
    grown(pages, slot, PAGE + 4)  # alone on its page again: no copy
    assert pages.pages_in_use == 3
    pages.close(slot)
    assert pages.pages_in_use == 2
    pages.close(twin)
    assert pages.pages_in_use == 0


def test_a_truncated_slot_gives_its_pages_back(pages: Pages) -> None:
    slot = grown(pages, Slot(5 * PAGE), 4 * PAGE)
    pages.truncate(slot, PAGE + 1)
    assert (slot.length, pages.pages_in_use) == (PAGE + 1, 2)


def test_want_of_memory_is_said_to_a_person() -> None:
    huge = Pages(DecoderShape(vocabulary=9, context=64, layers=10**9, groups=64, heads=64))
    with pytest.raises(NoRoomError, match="No memory for another 64 tokens"):
        huge.grow(Slot(5), 1)
    assert huge.pages_in_use == 0
