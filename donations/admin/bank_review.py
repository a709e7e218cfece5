"""The review of new lines: what is proposed for each, and booking what a person chose."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from donations import money
from donations.bank import booking, references
from donations.bank.matching import propose
from donations.bank.proposals import DOUBTS, Act, Choice, Proposal
from donations.models import BankTransaction, Donation
from donations.providers.banktransfer import BankTransfer
from donations.transfers import written
from newsroom.identity import language
from newsroom.models import User

LINES_A_PAGE = 250  # two fields each: Django takes a thousand
MOST_TOLD = 20
TYPED = "typed"  # the gift is the one whose reference was typed beside the line

_DOES = {
    Act.GIFT: gettext_lazy("Pays %(gift)s"),
    Act.AGAIN: gettext_lazy("Another gift of the donor of %(gift)s"),
    Act.KNOWN: gettext_lazy("Is %(gift)s, booked before"),
    Act.REFUND: gettext_lazy("Went back for %(gift)s"),
}
_FOR_INCOMING = [
    (f"{Act.GIFT}-{TYPED}", gettext_lazy("Pays the gift with the reference typed here")),
    (f"{Act.AGAIN}-{TYPED}", gettext_lazy("Another gift of the donor with the reference typed here")),
    (Act.NEW.value, gettext_lazy("Gift of somebody unknown")),
    (Act.IGNORE.value, gettext_lazy("Set aside: no gift")),
]
_FOR_OUTGOING = [
    (f"{Act.REFUND}-{TYPED}", gettext_lazy("Went back for the gift with the reference typed here")),
    (Act.IGNORE.value, gettext_lazy("Set aside: no refund")),
]


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page: its options are (value, words), the chosen one is named beforehand where it is sure."""

    line: BankTransaction
    amount: SafeString
    found: list[tuple[str, list[tuple[str, bool]]]]  # each with its clues, and whether a clue speaks against it
    options: list[tuple[str, str]]
    chosen: str
    is_twin: bool
    is_open: bool  # nothing was found, so that a reference may be typed


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind under their heading."""

    name: str
    title: str
    lines: list[Shown]


@dataclass(slots=True)
class Done:
    """What a press of the button did."""

    sums: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    booked: int = 0
    set_aside: int = 0
    settled_before: int = 0
    problems: list[str] = field(default_factory=list)


def page(query: Mapping[str, str]) -> dict[str, Any]:
    """Give what the page shows of the new lines."""
    new = BankTransaction.objects.filter(state=BankTransaction.State.NEW).order_by("booked_on", "pk")
    pages = Paginator(new, LINES_A_PAGE)
    here = pages.get_page(query.get("page"))
    proposals = propose(list(here.object_list))
    groups = [
        Group("sure", _("Found by their reference"), [_shown(p) for p in proposals if p.is_sure]),
        Group("hints", _("Perhaps"), [_shown(p) for p in proposals if p.choices and not p.is_sure]),
        Group("unknown", _("Unknown"), [_shown(p) for p in proposals if not p.choices]),
    ]
    return {"groups": [group for group in groups if group.lines], "page": here, "sums": _sums(proposals)}


def _sums(proposals: list[Proposal]) -> list[SafeString]:
    """Sum what is chosen beforehand, apart for each currency."""
    sums: dict[str, int] = defaultdict(int)
    for proposal in proposals:
        if proposal.is_sure:
            sums[proposal.line.currency] += proposal.line.amount_minor
    return [money.as_html(minor, currency, language()) for currency, minor in sorted(sums.items())]


def _shown(proposal: Proposal) -> Shown:
    line = proposal.line
    always = _FOR_OUTGOING if line.is_outgoing() else _FOR_INCOMING
    found = [(choice.key(), _words(choice)) for choice in proposal.choices]
    return Shown(
        line=line,
        amount=money.as_html(line.amount_minor, line.currency, language()),
        found=[
            (_words(choice), [(str(clue.label), clue in DOUBTS) for clue in choice.clues])
            for choice in proposal.choices
        ],
        options=[*found, *((value, str(words)) for value, words in always)],
        chosen=found[0][0] if proposal.is_sure else "",
        is_twin=proposal.is_twin,
        is_open=not proposal.is_sure,
    )


def _words(choice: Choice) -> str:
    """Say what a choice would do; names and codes keep their own direction inside the sentence."""
    gift = choice.gift
    is_paid = choice.act in (Act.KNOWN, Act.REFUND) and gift.received_minor is not None
    minor = gift.received_minor or 0 if is_paid else gift.amount_minor
    who = gift.donor_name or gift.donor.name or gift.donor.email or ""
    parts = [gift.reference_code or str(gift.uuid)[:8], money.isolated(minor, gift.currency), who]
    return str(_DOES[choice.act]) % {"gift": " · ".join(f"\u2068{part}\u2069" for part in parts if part)}


def settle(sent: Mapping[str, str], *, by: User) -> Done:
    """Do what was chosen, line by line in the order of the bank: one that fails holds up no other."""
    chosen = {key.removeprefix("line-"): value for key, value in sent.items() if key.startswith("line-") and value}
    wanted = [int(pk) for pk in chosen if pk.isascii() and pk.isdigit() and len(pk) < 18]
    done = Done()
    for line in BankTransaction.objects.filter(pk__in=wanted).order_by("booked_on", "pk"):
        typed = sent.get(f"reference-{line.pk}", "")
        try:
            _settle(line, chosen[str(line.pk)], typed, by, done)
        except booking.SettledBefore:
            done.settled_before += 1
        except booking.NotBooked as refused:
            named = {"line": f"\u2068{_name(line)}\u2069", "problem": str(refused)}
            done.problems.append(_("%(line)s was not booked. %(problem)s") % named)
    return done


def _settle(line: BankTransaction, value: str, typed: str, by: User, done: Done) -> None:
    name, _dash, gift = value.partition("-")
    if name not in list(Act):
        raise booking.NotBooked(_("This choice is not known. Load the page again."))
    pk = (
        _typed(typed)
        if gift == TYPED
        else int(gift)
        if gift.isascii() and gift.isdigit() and len(gift) < 18
        else None
    )
    booking.settle(line.pk, act=Act(name), gift_pk=pk, by=by)
    if name == Act.IGNORE:
        done.set_aside += 1
    else:
        done.booked += 1
        done.sums[line.currency] += line.amount_minor


def _typed(text: str) -> int:
    """Find the gift of a reference that somebody typed; every sign must be right."""
    codes = [written(signs) for signs in references.exact(text)]
    rows = Donation.objects.filter(provider=BankTransfer.name, reference_code__in=codes).values_list("pk", flat=True)
    found = list(rows[:2])
    if len(found) != 1:
        raise booking.NotBooked(_("No gift has the reference “%(typed)s”.") % {"typed": f"\u2068{text[:40]}\u2069"})
    return found[0]


def _name(line: BankTransaction) -> str:
    return f"{line.booked_on.isoformat()} {money.to_decimal(line.amount_minor, line.currency)} {line.currency}"


def tell(request: HttpRequest, done: Done) -> None:
    """Say what was done, and what was not and why."""
    if done.booked:
        sums = " · ".join(money.isolated(minor, currency) for currency, minor in sorted(done.sums.items()))
        text = ngettext("%(count)s line was booked: %(sums)s.", "%(count)s lines were booked: %(sums)s.", done.booked)
        messages.success(request, text % {"count": done.booked, "sums": sums})
    if done.set_aside:
        text = ngettext("%(count)s line was set aside.", "%(count)s lines were set aside.", done.set_aside)
        messages.success(request, text % {"count": done.set_aside})
    if done.settled_before:
        text = ngettext(
            "%(count)s line had been settled before and was left as it is.",
            "%(count)s lines had been settled before and were left as they are.",
            done.settled_before,
        )
        messages.info(request, text % {"count": done.settled_before})
    for problem in done.problems[:MOST_TOLD]:
        messages.error(request, problem)
    if not (done.booked or done.set_aside or done.settled_before or done.problems):
        messages.info(request, _("No line was chosen."))
