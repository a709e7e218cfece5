"""The support page: the form, and where it leads."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations import giving, guard, money, nonces, providers
from donations.forms import GiftForm, find_campaign, find_story
from donations.models import Campaign, Slot
from donations.states import Interval
from donations.views.onward import go_on
from donations.views.places import place_of
from newsroom.same_site import same_site_only


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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@same_site_only
def support(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take it."""
    sent = request.POST if request.method == "POST" else request.GET
    offer = find_campaign(sent.get("campaign", "")) or find_campaign("")
    if offer is None or not providers.enabled():
        place = place_of("support", language=language, title=_("Support us"))
        return render(request, "donations/closed.html", {"place": place})
    if request.method == "POST":
        form = GiftForm(request.POST, offer=offer)
        return _take(request, form, language) if form.is_valid() else _page(request, form, 400)
    return _page(request, GiftForm(initial=prefilled(request.GET, offer), offer=offer))


def _take(request: HttpRequest, form: GiftForm, language: str) -> HttpResponse:
    """Ask the guard, then let a valid form go on to the provider, to the donor's mail or back to the donor."""
    verdict = guard.check(request, form)
    if verdict.refusal:
        form.add_error(None, verdict.refusal)
        return _page(request, form, 429)
    wish = form.wish(language)
    kept = guard.kept(verdict, wish)
    return redirect(kept) if kept else go_on(request, giving.begin(wish), language)


def prefilled(query: QueryDict, offer: Campaign) -> dict[str, Any]:
    """Take from a link what is right in it; what is not is left out without a word."""
    asks = {ask.currency: ask for ask in offer.asks.all()}
    currency = query.get("currency", "").upper()
    interval = query.get("interval", "")
    slot, story = query.get("slot", ""), find_story(query.get("story", ""))
    initial: dict[str, Any] = {
        "currency": currency if currency in asks else next(iter(asks)),
        "interval": interval if interval in _intervals(offer) else offer.default_interval,
        "campaign": offer.slug if query.get("campaign") == offer.slug else "",
        "slot": slot if slot in Slot.values else "",
        "story": str(story.pk) if story else "",
    }
    ask = asks[initial["currency"]]
    try:
        wanted = money.parse(query.get("amount", ""), ask.currency)
    except ValidationError:
        return initial
    if wanted in ask.presets(initial["interval"]):
        initial["picked"] = wanted
    elif wanted >= ask.least_minor:
        initial["other_amount"] = query["amount"]
    return initial


def _intervals(offer: Campaign) -> list[str]:
    return [each.value for each in Interval if any(ask.presets(each) for ask in offer.asks.all())]


def _page(request: HttpRequest, form: GiftForm, status: int = 200) -> HttpResponse:
    nonce = form.data.get("nonce", "") if form.is_bound else ""
    story = form.found_story if form.is_bound else find_story(form.initial["story"])
    language = request.LANGUAGE_CODE
    title = form.offer.words("title", language)
    spoken = giving.story_language(story, language) if story else language
    context = {
        "form": form,
        "campaign": form.offer,
        "paragraphs": form.offer.words("page_text", language).split("\n\n"),
        "place": place_of("support", language=language, title=title, is_listed=True),
        "title": title,
        "amounts": _amounts(form, language),
        "nonce": nonce if nonces.read(nonce) else nonces.new(),
        "ways": providers.enabled(),
        "picked_way": form["provider"].value() or providers.enabled()[0].name,
        "story": story,
        "story_language": spoken,
        "story_title": story.words("title", spoken) if story else "",
        "story_path": story.address(spoken) if story else "",
        "hidden": _hidden(form),
    }
    return render(request, "donations/support.html", context, status=status)


def _hidden(form: GiftForm) -> dict[str, str]:
    """Keep where the donor came from, less what was refused: sent again, the form then passes."""
    return {name: "" if form[name].errors else form[name].value() or "" for name in ("campaign", "story", "slot")}


def _amounts(form: GiftForm, language: str) -> list[Amounts]:
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
