"""Sessions of the model runtime, all set up alike."""

from __future__ import annotations

from typing import Any

import numpy as np


class Session:
    """A model on the processor, for one input.

    Memory for a picture comes in one piece and is kept for the next one, for taking it anew costs
    as much as a seventh of a run; ``rest`` gives it back to the system.  Otherwise the largest
    picture's hundreds of megabytes would be held for good.
    """

    def __init__(self, model: bytes, threads: int) -> None:
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
        self._outputs = [one.name for one in self.inner.get_outputs()]
        self._last: Any = onnxruntime.RunOptions()
        self._last.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def __call__(self, batch: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """The model's answer to a batch, the first of several."""
        answer: np.ndarray[Any, Any] = self.inner.run(None, {self._name: batch})[0]
        return answer

    def named(self, batch: np.ndarray[Any, Any]) -> dict[str, np.ndarray[Any, Any]]:
        """All answers to a batch by their names in the model."""
        answers = self.inner.run(self._outputs, {self._name: batch})
        return dict(zip(self._outputs, answers, strict=True))

    def rest(self, batch: np.ndarray[Any, Any]) -> None:
        """Gives kept memory back; ``batch``: the least thing the model can be asked."""
        self.inner.run(None, {self._name: batch}, self._last)
