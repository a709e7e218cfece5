"""The desk's pages about the staff: accounts, groups, and what was done."""

from newsroom.admin import audit, groups, hidden, staff

__all__ = ["audit", "groups", "hidden", "staff"]
