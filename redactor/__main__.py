"""``python -m redactor`` is the ``redactor`` command."""

import sys

from redactor.cli import main

sys.exit(main())
