"""What an iterator yields, made by a thread ahead of whoever takes it."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Final, TypeVar

T = TypeVar("T")

AHEAD: Final = 2
"""So many wait for whoever takes them, and no more."""


@contextlib.contextmanager
def made_ahead(
    make: Callable[[], Iterator[T]],
    name: str,
    hang_up: Callable[[], None] = lambda: None,
) -> Generator[Iterator[T], None, None]:
    """Begins when the block is entered, and has ended when it is left.

    Args:
        make: called in the thread; a generator is closed there. What it raises is raised by the
            iterator of the block, after what came before.
        name: of the thread.
        hang_up: ends what the thread may wait for, where the block is left by an exception.
    """
    ready: queue.Queue[T | BaseException | None] = queue.Queue(maxsize=AHEAD)
    stop = threading.Event()

    def offer(item: T | BaseException | None) -> bool:
        while not stop.is_set():
            try:
                ready.put(item, timeout=0.1)
                return True
            except queue.Full:
                continue
        return False

    def work() -> None:
        try:
            found = make()
            try:
                for each in found:
                    if not offer(each):
                        return
            finally:
                if isinstance(found, Generator):
                    found.close()
            offer(None)
        except BaseException as error:  # handed to the thread that can tell the user
            offer(error)

    maker = threading.Thread(target=work, name=name, daemon=True)
    maker.start()
    try:
        yield _taken(ready)
    except BaseException:
        hang_up()
        raise
    finally:
        stop.set()
        maker.join()


def _taken(ready: queue.Queue[T | BaseException | None]) -> Iterator[T]:
    while (item := ready.get()) is not None:
        if isinstance(item, BaseException):
            raise item
        yield item
