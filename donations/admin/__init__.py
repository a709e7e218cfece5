"""Gifts on the desk: campaigns for editors, books for finance, sums for both."""

from donations.admin import books, gifts, report

__all__ = ["books", "gifts", "report"]
