"""Gifts on the desk: campaigns for editors, books for finance, sums for both."""

from donations.admin import books, campaign, gifts, report

__all__ = ["books", "campaign", "gifts", "report"]
