"""``python -m redactor`` is the ``redactor`` command."""

import sys

from redactor.cli import main

# Worker processes import this module again under another name.
if __name__ == "__main__":
    sys.exit(main())
