"""Work in threads: results in order, errors where they are taken, and threads that end."""

import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.sources.baci.reading import gathered
from aigoods.threads import Ahead, Behind, abandonable, in_order


@given(items=st.lists(st.integers()), most=st.integers(1, 5))
def test_items_come_in_their_order(items: list[int], most: int) -> None:
    with Ahead(items, most) as ahead:
        assert list(ahead) == items


def test_it_runs_ahead_but_not_far() -> None:
    made: list[int] = []
    enough = threading.Event()

    def items() -> Iterator[int]:
        for number in range(100):
            made.append(number)
            if number == 3:
                enough.set()
            yield number

    with Ahead(items(), 3) as ahead:
        assert enough.wait(30)
        assert made == [0, 1, 2, 3]
        assert list(ahead) == list(range(100))


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_an_error_is_raised_where_items_are_taken(error: BaseException) -> None:
    def items() -> Iterator[int]:
        yield 1
        raise error

    with Ahead(items(), 5) as ahead:
        taken = iter(ahead)
        assert next(taken) == 1
        with pytest.raises(type(error)):
            next(taken)


def test_left_early_the_thread_ends() -> None:
    before = threading.active_count()

    def forever() -> Iterator[int]:
        while True:
            yield 1

    with Ahead(forever(), 2) as ahead:
        assert next(iter(ahead)) == 1
    assert threading.active_count() == before


@given(items=st.lists(st.integers(), max_size=30), ahead=st.integers(0, 5))
def test_work_is_done_in_order(items: list[int], ahead: int) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert list(in_order(pool, str, items, ahead)) == list(map(str, items))


def test_an_error_of_the_work_is_raised() -> None:
    with ThreadPoolExecutor(2) as pool:
        results = in_order(pool, lambda number: 1 / number, [1, 2, 0, 4])
        assert (next(results), next(results)) == (1.0, 0.5)
        with pytest.raises(ZeroDivisionError):
            next(results)


@given(texts=st.lists(st.binary(max_size=9)), least=st.integers(1, 20))
def test_texts_are_joined_to_such_of_a_size(texts: list[bytes], least: int) -> None:
    joined = list(gathered(texts, least))
    assert b"".join(joined) == b"".join(texts)
    assert all(len(text) >= least for text in joined[:-1])
    assert all(joined)


@given(items=st.lists(st.integers()), most=st.integers(1, 5))
def test_what_is_given_is_worked_on_in_its_order(items: list[int], most: int) -> None:
    taken: list[int] = []
    behind = Behind(taken.extend, most)
    for item in items:
        behind.give(item)
    behind.end()
    behind.wait()
    assert taken == items


def test_a_failure_of_the_work_is_raised_where_more_is_given_and_where_it_is_waited_for() -> None:
    def work(items: Iterator[int]) -> None:
        raise OSError(f"full at {next(items)}")

    behind = Behind(work, 1)
    with pytest.raises(OSError, match="full at 1"):
        deque(map(behind.give, range(1, 100)), 0)
    with pytest.raises(OSError, match="full at 1"):
        behind.wait()
    behind.stop()


def test_a_work_that_waits_for_more_is_stopped() -> None:
    before, seen = threading.active_count(), []

    def work(items: Iterator[int]) -> None:
        try:
            list(items)
        except InterruptedError:
            seen.append("stopped")
            raise

    behind = Behind(work, 1)
    behind.give(1)
    behind.stop()
    assert seen == ["stopped"]
    assert threading.active_count() == before


def test_a_work_is_left_behind_once_the_check_says_so() -> None:
    held = threading.Event()

    def leave() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        abandonable(held.wait, leave, 0.01)
    held.set()
    assert abandonable(lambda: 3, leave, 30) == 3
    with pytest.raises(ZeroDivisionError):
        abandonable(lambda: 1 / 0, leave, 30)
