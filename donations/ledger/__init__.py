"""The one door by which money enters the books.

Promise: `apply` takes one fact and is safe to call again, in any order and from many processes at once. It locks the
pledge, then the gift, moves states forward only, adds ledger rows and never changes one, and owes its mails in the
same transaction. A fact that contradicts the books changes nothing and is told as a Contradiction; one that rests on
another which has not come is told as TooEarly. Nothing here asks a provider.
"""

from donations.ledger.door import apply
from donations.ledger.outcomes import Contradiction, Outcome, TooEarly

__all__ = ["Contradiction", "Outcome", "TooEarly", "apply"]
