"""The support page: the form, and where it leads."""

import json
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from donations import campaigns, fees, giving, guard, money, nonces, origins, providers, wall
from donations.forms import GiftForm, find_campaign, find_story
from donations.models import Campaign, Slot
from donations.states import Interval
from donations.views.amounts import amounts_of
from donations.views.onward import go_on
from donations.views.places import place_of
from donations.views.ways import closed, elsewhere, ways_of
from newsroom.same_site import same_site_only


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@same_site_only
def support(request: HttpRequest, language: str) -> HttpResponse:
    """Show the form, or take it."""
    sent = request.POST if request.method == "POST" else request.GET
    offer = find_campaign(sent.get("campaign", "")) or find_campaign("")
    ways = providers.open_ways(request, [ask.currency for ask in offer.asks.all()] if offer else [])
    if offer is None or not any(way.works() for way in ways):
        return closed(request, offer, ways, language)
    if request.method == "POST":
        form = GiftForm(request.POST, offer=offer, ways=ways)
        return _take(request, form, language) if form.is_valid() else _page(request, form, 400)
    initial = prefilled(request.GET, offer) | origins.of_link(request)
    return _page(request, GiftForm(initial=initial, offer=offer, ways=ways))


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
        "amounts": amounts_of(form, language),
        "fees": _fees(form),
        "goal": campaigns.goal(form.offer, language),
        "thanked": wall.names(form.offer, language),
        "nonce": nonce if nonces.read(nonce) else nonces.new(),
        "picked_way": form["provider"].value() or form.ways[0].name,
        **ways_of(request, form.all_ways),
        **elsewhere(form.offer, language),
        "story": story,
        "story_language": spoken,
        "story_title": story.words("title", spoken) if story else "",
        "story_path": story.address(spoken) if story else "",
        "hidden": _hidden(form),
    }
    return render(request, "donations/support.html", context, status=status)


def _hidden(form: GiftForm) -> dict[str, str]:
    """Keep where the donor came from, less what was refused: sent again, the form then passes."""
    known = {name: "" if form[name].errors else form[name].value() or "" for name in ("campaign", "story", "slot")}
    said = form.data if form.is_bound else form.initial
    return known | origins.kept({name: said.get(name, "") for name in origins.FIELDS})


def _fees(form: GiftForm) -> dict[str, Any] | None:
    """Give what cards keep, for the box that covers it: the rule in words, and numbers for the script."""
    rates = {
        f"{way.name} {ask.currency}": {**asdict(rate), "exponent": money.EXPONENTS[ask.currency]}
        for way in form.ways
        for ask in form.asks
        if (rate := fees.rate(way.name, ask.currency))
    }
    percent = settings.CARD_FEE_PERCENT.normalize()
    return {"percent": f"{percent:f}", "rates": json.dumps(rates)} if rates else None
