"""Many files over many processes: a driver of ``redactor.pipeline``, to be built on the road."""
