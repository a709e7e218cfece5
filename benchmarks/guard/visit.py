"""One visitor with one wish to give: what they do, and what they find."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import altcha
import time_machine
from django.test import Client

from donations import ledger
from donations.emails import letters
from donations.facts import Fact, FactKind
from donations.models import Donation, OutboxEmail
from donations.providers.base import Redirect
from donations.providers.sandbox import Sandbox

FORM = "/en/support/"
PAYING = "/paying/"
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
LINK = re.compile(r"https?://\S+/support/confirm/\S+")


class CountingCards(Sandbox):
    """A provider that remembers for which gifts it was called, and what the card says."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.called: list[int] = []
        self.paid_percent = 0

    def start(self, gift: Donation) -> Redirect:
        """Remember the gift, and let the bank decide at once."""
        self.called.append(gift.pk)
        is_paid = self.chance.randrange(100) < self.paid_percent
        fact = Fact(
            kind=FactKind.PAID if is_paid else FactKind.FAILED,
            provider=self.name,
            occurred_at=datetime.now(UTC),
            gift=gift.uuid,
            payment_id=f"bench-{gift.uuid}" if is_paid else "",
            amount_minor=gift.amount_minor,
            currency=gift.currency,
        )
        ledger.apply(fact)
        return Redirect(PAYING)


@dataclass
class Visit:
    """Somebody who comes to give, or to try a card. `steps` are what they do, one each time they come."""

    at: datetime
    tactic: str
    address: str
    email: str
    steps: list[Callable[..., timedelta | None]] = field(default_factory=list)
    paid_percent: int = 95
    reached: bool = False
    hindered: bool = False
    by_mail: bool = False
    answer: str = ""
    memory: dict[str, str] = field(default_factory=dict)

    def come(self, cards: CountingCards, clock: time_machine.Traveller) -> datetime | None:
        """Do the next step; give the moment of the one after it."""
        cards.paid_percent = self.paid_percent
        wait = self.steps.pop(0)(self, clock)
        return datetime.now(UTC) + wait if wait is not None and self.steps else None

    def client(self) -> Client:
        """Give a browser without cookies at this visitor's address."""
        return Client(REMOTE_ADDR=self.address)

    def open_form(self) -> str:
        """Open the support page and give the mark of its form."""
        return NONCE.search(self.client().get(FORM).content.decode())[1]

    def solve(self) -> str:
        """Ask for a challenge and solve it, as the page's script does."""
        challenge = altcha.Challenge.from_dict(self.client().get("/support/challenge").json())
        return altcha.Payload(challenge, altcha.solve_challenge(challenge)).to_base64()

    def send(self, nonce: str, **values: str) -> None:
        """Send the form and note the answer."""
        form = {"interval": "once", "currency": "USD", "amount_once_USD": "500", "email": self.email}
        form |= {"provider": "sandbox", "nonce": nonce, "name": "", "other_amount": ""}
        self._note(self.client().post(FORM, form | values))

    def open_mail(self) -> None:
        """Open the mail to this address, if there is one, and press the button on the page of its link."""
        mails = OutboxEmail.objects.filter(kind="confirm", donation__donor__email__iexact=self.email)
        mail = mails.order_by("-pk").first()
        if mail is None:
            self.answer = "no mail came"
            return
        path = urlsplit(LINK.search(letters.compose(mail).body)[0]).path
        self.client().get(path)
        self._note(self.client().post(path))

    def _note(self, response) -> None:
        where = response.get("Location", "")
        if where == PAYING:
            self.reached, self.answer = True, "provider"
        elif "/asked/" in where:
            self.answer = "by mail"
        elif response.status_code == 302:
            self.answer = "held"
        else:
            self.answer = {200: "used link", 400: "form error", 429: "refused"}.get(response.status_code, "paused")
