"""Comparing our books with a provider: what it tells again, and what stands in its own books, is applied where it is
missing here; then the sums are held against each other, movement by movement.

Promise: nothing is applied but by `ledger.apply`, so a run may be repeated, and may meet messages and other runs. A
fact that cannot be used stops no other. Whatever was applied before a provider went silent stays. What belongs to
others on the same account is counted and left alone. What still differs at the end is named, and raises an alarm that
only a later look at the same days settles, or a person.
"""

from donations.reconciling.hearing import Report
from donations.reconciling.run import compare, nightly

__all__ = ["Report", "compare", "nightly"]
