"""Work in threads: results in order, errors where they are taken, and threads that end."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.sources.pipeline import Ahead, gathered, in_order


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
