"""Gifts on the desk: campaigns for editors, books for finance, sums for both."""

# The desk's index lists models in the order in which they are registered.
# isort: off
from donations.admin import overview
from donations.admin import campaign
from donations.admin import link_ways
from donations.admin import entities
from donations.admin import report
from donations.admin import gifts
from donations.admin import pledges
from donations.admin import returns
from donations.admin import payouts
from donations.admin import held
from donations.admin import alarms
from donations.admin import pauses
from donations.admin import books
from donations.admin import bank_lines
from donations.admin import bank_statements
from donations.admin import sums
from donations.admin import wall
from donations.admin import looks
# isort: on

__all__ = [
    "alarms",
    "bank_lines",
    "bank_statements",
    "books",
    "campaign",
    "entities",
    "gifts",
    "held",
    "link_ways",
    "looks",
    "overview",
    "pauses",
    "payouts",
    "pledges",
    "report",
    "returns",
    "sums",
    "wall",
]
