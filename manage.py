#!/usr/bin/env python
"""Run Django's commands for the newsroom."""

import os
import sys

if sys.version_info < (3, 12):
    sys.exit("The newsroom needs Python 3.12 or newer; run it through .venv/bin/python (see README).")


def main() -> None:
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    from django.core.management import (
        execute_from_command_line,
    )  # Django may be missing; Python is checked first

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
