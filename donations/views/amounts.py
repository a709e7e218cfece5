"""The amounts that the form of the support page offers, and which of them is marked."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from donations import money
from donations.forms import GiftForm
from donations.states import Interval


@dataclass(frozen=True, slots=True)
class Choice:
    """One amount to pick."""

    minor: int
    label: SafeString
    is_picked: bool


@dataclass(frozen=True, slots=True)
class Amounts:
    """The amounts of one interval in one currency; `place` counts the currencies from one, for the stylesheet."""

    place: int
    interval: str
    interval_label: str
    currency: str
    choices: list[Choice]


def amounts_of(form: GiftForm, language: str) -> list[Amounts]:
    """List what is offered for each interval and currency."""
    return [
        Amounts(
            place=place,
            interval=interval,
            interval_label=str(Interval(interval).label),
            currency=ask.currency,
            choices=[
                Choice(
                    minor=minor,
                    label=money.as_html(minor, ask.currency, language, short=True),
                    is_picked=minor == _picked(form, interval, ask.currency, ask.presets(interval)),
                )
                for minor in ask.presets(interval)
            ],
        )
        for place, ask in enumerate(form.asks, start=1)
        for interval in form.intervals
    ]


def _picked(form: GiftForm, interval: str, currency: str, presets: list[int]) -> int | None:
    """Say which preset is marked: the donor's, the link's, or the second, which is neither least nor most."""
    if form.is_bound:
        sent = form.data.get(f"amount_{interval}_{currency}", "")
        return next((minor for minor in presets if str(minor) == sent), None)
    if form.initial.get("other_amount"):
        return None
    if form.initial.get("picked") in presets and (interval, currency) == (
        form.initial["interval"],
        form.initial["currency"],
    ):
        return form.initial["picked"]
    return presets[min(1, len(presets) - 1)] if presets else None
