"""Sessions of the model runtime, all set up alike."""

from __future__ import annotations

from typing import Any


def session(model: bytes, threads: int) -> Any:
    """An onnxruntime session for a model on the processor, with so many threads.

    No arena: it keeps the largest picture's memory for good.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
