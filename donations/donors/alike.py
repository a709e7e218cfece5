"""Who is likely the same person: the same address but for what does not matter to the post, or the same name.

Addresses are compared without what follows a plus, in any case; those of Gmail also without dots. Names are compared
as search compares words: without vowel marks, with the letters that people confuse as one.
"""

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, F, Func, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Length, Lower, Replace, StrIndex, Substr

from donations.models import Donor

MOST = 50  # groups on a page
SHORTEST = {"mailbox": 1, "called": 5}  # letters: first names alone say too little


def among(donors: QuerySet[Donor]) -> QuerySet[Donor]:
    """Keep who can be compared, with `mailbox` and `called`, by which the same person is the same."""
    here = Lower("email")
    at = StrIndex(here, Value("@"))
    local, host = Substr(here, 1, at - 1), Substr(here, at + 1)
    plain = Func(local, Value(r"\+.*$"), Value(""), function="regexp_replace")
    is_gmail = Q(email__iendswith="@gmail.com") | Q(email__iendswith="@googlemail.com")
    mailbox = Case(
        When(is_gmail, then=Concat(Replace(plain, Value("."), Value("")), Value("@gmail.com"))),
        default=Concat(plain, Value("@"), host),
    )
    folded = Func(F("name"), function="search_fold")
    called = Func(Func(folded, Value(r"\s+"), Value(" "), Value("g"), function="regexp_replace"), function="btrim")
    living = donors.filter(erased_at=None, merged_into=None, email__isnull=False)
    return living.annotate(mailbox=mailbox, called=called)


def to(donor: Donor) -> list[Donor]:
    """List who is likely the same person as this donor."""
    me = among(Donor.objects.filter(pk=donor.pk)).first()
    if me is None:
        return []
    same = Q(mailbox=me.mailbox)  # type: ignore[attr-defined] # annotated by among()
    if len(me.called) >= SHORTEST["called"]:  # type: ignore[attr-defined]
        same |= Q(called=me.called)  # type: ignore[attr-defined]
    return list(among(Donor.objects.all()).filter(same).exclude(pk=donor.pk).order_by("created_at", "pk")[:MOST])


def groups() -> list[list[Donor]]:
    """List groups of donors who are likely one person each, by address first, then by name."""
    found = _sharing("mailbox")
    known = [set(numbers) for numbers in found]
    found += [numbers for numbers in _sharing("called") if not any(set(numbers) <= group for group in known)]
    donors = Donor.objects.in_bulk([number for numbers in found[:MOST] for number in numbers])
    return [[donors[number] for number in numbers] for numbers in found[:MOST]]


def _sharing(key: str) -> list[list[int]]:
    """Give the numbers of donors who share a mailbox or a name; all are compared, so it is asked for once."""
    keys = among(Donor.objects.all()).order_by().values(key).annotate(long=Length(key))
    shared = keys.filter(long__gte=SHORTEST[key]).annotate(numbers=ArrayAgg("pk", order_by=["created_at", "pk"]))
    return list(shared.filter(numbers__len__gt=1).order_by(key).values_list("numbers", flat=True)[:MOST])
