"""The desk's pages about the staff (accounts, groups, what was done) and about the work in the background."""

from newsroom.admin import audit, groups, hidden, staff, tasks

__all__ = ["audit", "groups", "hidden", "staff", "tasks"]
