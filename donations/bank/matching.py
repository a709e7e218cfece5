"""Which gift each line belongs to: by its reference, else by amount and name. It proposes; a person decides.

Only a reference is sure, and even then nothing is booked before somebody confirms it. The number of queries does not
grow with the number of lines.
"""

from collections.abc import Iterable, Sequence

from django.db.models import F

from donations.bank import references
from donations.bank.awaited import Awaited, Paid, expected, named_by
from donations.bank.proposals import Act, Choice, Clue, Proposal
from donations.models import BankTransaction, Donation
from donations.states import GiftStatus, PledgeStatus

MOST_CHOICES = 3


def propose(lines: Sequence[BankTransaction]) -> list[Proposal]:
    """Propose for each line what to do with it."""
    matcher = _Matcher(lines)
    by_day = sorted(lines, key=lambda line: (line.booked_on, line.pk))
    found = {line.pk: matcher.proposal(line) for line in by_day}
    return [found[line.pk] for line in lines]


class _Matcher:
    """Holds what was fetched for all lines, and which gifts earlier lines pay already."""

    def __init__(self, lines: Sequence[BankTransaction]) -> None:
        self._named = named_by(lines)
        self._awaited = Awaited()
        self._paid = Paid(self._named.values())
        self._twins = _twins(lines)
        self._claimed: set[int] = set()

    def proposal(self, line: BankTransaction) -> Proposal:
        found = self._by_reference(line)
        if not found.choices and not line.is_outgoing() and not line.is_reversal:
            found.choices = self._by_likeness(line)
        found.is_twin = line.pk in self._twins
        found.is_sure = found.is_sure and not found.is_twin
        first = found.choices[0] if found.is_sure else None
        if first and first.act == Act.GIFT:
            self._claimed.add(first.gift.pk)
        return found

    def _by_reference(self, line: BankTransaction) -> Proposal:
        exact = dict.fromkeys(references.exact(line.text) & self._named.keys(), Clue.REFERENCE)
        tried = references.attempts(line.text)
        found = exact or {
            each: Clue.MISREAD for attempt in tried for each in references.reread(attempt) & self._named.keys()
        }
        if found:
            ways = [self._way(line, self._named[each], clue) for each, clue in sorted(found.items())]
            choices = [choice for way, _sure in ways for choice in way]
            return Proposal(line, choices, is_sure=len(found) == 1 and bool(choices) and ways[0][1])
        near = {each for attempt in tried for each in self._awaited.nearby.near(attempt)}
        ways = [self._way(line, self._awaited.gifts[each], Clue.NEAR) for each in sorted(near)]
        return Proposal(line, [choice for way, _sure in ways for choice in way][:MOST_CHOICES])

    def _way(self, line: BankTransaction, gift: Donation, clue: Clue) -> tuple[list[Choice], bool]:
        """Say what a line that names this gift may be, and whether the first choice is sure."""
        if line.is_outgoing():
            return self._way_back(line, gift, clue)
        again = Choice(Act.AGAIN, gift, (clue,))
        if line.currency != gift.currency:
            return [Choice(Act.AGAIN, gift, (clue, Clue.OTHER_CURRENCY))], False
        known = self._paid.recorded_by_hand(gift, line)
        if known is not None:
            return [Choice(Act.KNOWN, known, (clue, Clue.BY_HAND)), again], clue == Clue.REFERENCE
        has_amount = line.amount_minor == expected(gift)
        clues = (clue, Clue.AMOUNT) if has_amount else (clue, Clue.OTHER_AMOUNT)
        is_sure = not line.is_reversal and (clue == Clue.REFERENCE or (clue == Clue.MISREAD and has_amount))
        is_paid = gift.status == GiftStatus.PAID or gift.pk in self._claimed
        if is_paid and gift.pledge is None:
            return [Choice(Act.AGAIN, gift, (clue, Clue.PAID_BEFORE))], False
        if gift.pledge is not None and gift.pledge.status == PledgeStatus.CANCELED:
            return [Choice(Act.GIFT, gift, (*clues, Clue.ENDED)), again], False
        return [Choice(Act.GIFT, gift, clues), *([again] if is_paid else [])], is_sure

    def _way_back(self, line: BankTransaction, gift: Donation, clue: Clue) -> tuple[list[Choice], bool]:
        found = self._paid.to_pay_back(gift, line)
        if found is None:
            return [], False
        paid, is_awaited = found
        clues = (clue, Clue.SENT_BACK) if is_awaited else (clue,)
        return [Choice(Act.REFUND, paid, clues)], is_awaited and clue == Clue.REFERENCE

    def _by_likeness(self, line: BankTransaction) -> list[Choice]:
        choices = []
        for gift, has_amount, has_name in self._awaited.alike(line):
            if gift.pk not in self._claimed or gift.pledge is not None:
                amount = Clue.AMOUNT if has_amount else Clue.OTHER_AMOUNT
                choices.append(Choice(Act.GIFT, gift, (Clue.NAME, amount) if has_name else (amount,)))
        return choices[:MOST_CHOICES]


def _twins(lines: Iterable[BankTransaction]) -> set[int]:
    """Find lines that an earlier file of another format may have brought already, in other words."""
    lines = list(lines)
    same = BankTransaction.objects.filter(
        booked_on__in={line.booked_on for line in lines}, amount_minor__in={line.amount_minor for line in lines}
    ).exclude(state=BankTransaction.State.IGNORED)
    known = same.values_list("pk", "account", "booked_on", "amount_minor", "currency", F("statement__layout"))
    rows = [(pk, tuple(content), layout) for pk, *content, layout in known]
    layouts = {pk: layout for pk, _content, layout in rows}
    wanted = {line.pk: (line.account, line.booked_on, line.amount_minor, line.currency) for line in lines}
    return {
        pk
        for pk, content in wanted.items()
        if any(content == c and other < pk and layout != layouts.get(pk) for other, c, layout in rows)
    }
