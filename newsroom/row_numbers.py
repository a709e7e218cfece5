"""Numbers of rows as browsers send them: anything may come, and Postgres holds none beyond its own."""

from typing import Any

LARGEST = 2**63 - 1


def row_number(sent: Any) -> int | None:
    """Read the number of a row, or give None for what cannot be one."""
    text = str(sent)
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))
    return int(text) if is_number and 0 < int(text) <= LARGEST else None
