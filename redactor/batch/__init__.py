"""Many files, unattended: a driver of ``redactor.pipeline`` over ``redactor.jobs``.

    places ─► ledger ─► run ─► engine (local · cluster) ─► work in a worker ─► ledger
    listing   queue     few     processes, or a Dask         reads, makes,      outcome, once the
                        at a    cluster                      checks, writes     copy is on the disk
                        time

``session`` puts a run together, ``watch`` feeds one from an inbox; ``status``, ``held``, ``report``
and ``purge`` look at what a ledger says.  One row an input; nothing that was read from a file is in
it.  The desktop program reads ``held.held(target)`` and answers with ``held.reviewed``.
"""
