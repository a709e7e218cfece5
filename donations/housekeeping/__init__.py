"""Keeping the house of giving in order: ending what never came, forgetting what is not needed, raising alarms.

Promise: each step may be run again and by two at once: rows that one works on are left out by the other. Rows are
taken in small lots, each in a transaction of its own, so that nobody waits long and memory stays small; what breaks
in one step stops no other. How long anything is kept stands in the settings, and in a table of docs/operations.md.
"""

from donations.housekeeping.steps import STEPS, nightly, run, watch

__all__ = ["STEPS", "nightly", "run", "watch"]
