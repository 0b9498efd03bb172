"""Sessions of the model runtime, all set up alike."""

from __future__ import annotations

from typing import Any

import numpy as np


class Session:
    """A model on the processor, for one input and one output.

    Memory for a picture comes in one piece and goes back to the system after each run: an arena
    that kept it would hold the largest picture's hundreds of megabytes for good, and the plain
    heap would fall into pieces.
    """

    def __init__(self, model: bytes, threads: int, *, keep: bool = False) -> None:
        """``keep``: do not give memory back; for inputs that are small and many."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        options.enable_mem_pattern = False
        # Threads that wait in a loop take the processor from the second readers and the rest.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.inner = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )
        self._name = self.inner.get_inputs()[0].name
        self._run: Any = onnxruntime.RunOptions()
        if not keep:
            self._run.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def __call__(self, batch: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The model's answer to a batch."""
        answer: np.ndarray[Any, Any] = self.inner.run(None, {self._name: batch}, self._run)[0]
        return answer
