"""What a mail is written on: plain text or HTML. Inserted amounts and names keep their own order on either."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html

from donations import money
from newsroom import arabic, identity


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the two sheets of a mail, in one language."""

    language: str
    in_html: bool = False

    def inserted(self, text: str) -> str:
        """Give a name, a number or an amount for the middle of a sentence."""
        return format_html("<bdi>{}</bdi>", text) if self.in_html else arabic.inserted(text, self.language)

    def amount(self, minor: int, currency: str) -> str:
        """Write an amount in minor units."""
        return self.inserted(money.shown(minor, currency, self.language))

    def day(self, moment: datetime | None) -> str:
        """Write a day, or nothing."""
        return arabic.date(moment, language=self.language) if moment else ""

    def newsroom(self) -> str:
        """Name the newsroom."""
        name = identity.name(self.language)
        return name if self.in_html else arabic.titled(name, self.language)
