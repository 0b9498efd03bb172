"""Work done beside other work, on as many threads as the engines may use."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class WhenAsked(Executor):
    """An executor without threads: work is done when its answer is asked for, or never."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """A future that does the work where ``result`` is called."""
        return _Asked(partial(work, *args, **kwargs))


class _Asked(Future[T]):
    """Work that nobody has done yet."""

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__()
        self._work = work

    def result(self, timeout: float | None = None) -> T:
        """The work's answer; raises what the work raises."""
        if not self.done():
            try:
                self.set_result(self._work())
            except Exception as error:
                self.set_exception(error)
        return super().result(timeout)


def pool(threads: int) -> Executor:
    """An executor of that many threads; with one all work is done by who asks for its answer."""
    return ThreadPoolExecutor(threads) if threads > 1 else WhenAsked()
