"""One executor for window, command and batch: work on documents in processes of their own.

    with Workers(count=2, timeout=60) as workers:
        ticket = workers.submit(OpenJob((path,), settings), heard=on_stage)
        view = ticket.result()                # or ticket.future.add_done_callback(...)
        copy = workers.submit(FinishJob((path,), plans, target, settings)).result()

In the parent: ``submit``, ``Ticket`` and ``heard`` (called on a thread of the executor, never on
the caller's).  In the worker: the road with its engines, pages and personal values.  Jobs and
answers cross as pickles, which the parent opens for our own classes and arrays only.

A worker keeps what it opened, so that a proposal can be shown, changed and finished without
reading anew; that is a saving and no promise: where it was let go or the worker fell, the next
job on the same inputs reads them again.  A worker that crashes, overstays or takes too much
memory costs the one job it has in hand (``WorkerError``); it is started anew for the next.
"""

from redactor.jobs.inline import Inline
from redactor.jobs.orders import (
    CallJob,
    FinishJob,
    ForgetJob,
    Job,
    OpenedView,
    OpenJob,
    PageView,
    PreviewJob,
    RedactJob,
)
from redactor.jobs.ticket import Executor, Heard, Ticket
from redactor.jobs.workers import Workers

__all__ = [
    "CallJob",
    "Executor",
    "FinishJob",
    "ForgetJob",
    "Heard",
    "Inline",
    "Job",
    "OpenJob",
    "OpenedView",
    "PageView",
    "PreviewJob",
    "RedactJob",
    "Ticket",
    "Workers",
]
