"""Yearly statements: what one donor gave in one year, as a PDF in the donor's language.

Promise: a statement says what the ledger says, by the day on which money moved; what went back is subtracted in the
year in which it went; currencies are never added together. It is drawn when it is asked for and kept nowhere, and it
goes by no mail, because it carries a name.
"""

from donations.statements.drawing import draw
from donations.statements.figures import of, years

__all__ = ["draw", "of", "years"]
