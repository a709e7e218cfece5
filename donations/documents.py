"""Numbers of documents: how the books know a receipt, a grant or a line of a file again, however it is spelled.

What is entered by hand is paid under its document's name, and with "#2" behind it once the first entry was taken
back. A line of a file is paid under a name of its own, and has the number of its document beside it.
"""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection

from django.db import connection
from django.db.models import Q

from donations.models import Donation
from newsroom.arabic import latin_digits

BY_HAND = "no-"
OF_A_LINE = "csv-"
LONGEST = 90  # signs: some letters of one sign are words of twenty once they are folded
_ANEW = re.compile(r"#[0-9]+$")


def name_of(number: str) -> str:
    """Name a document as the books know it."""
    folded = latin_digits(unicodedata.normalize("NFKC", number)).casefold()
    seen = "".join(sign for sign in folded if not sign.isspace() and unicodedata.category(sign) != "Cf")
    return BY_HAND + (seen if len(seen) <= LONGEST else hashlib.sha256(seen.encode()).hexdigest())


def hold(way: str) -> None:
    """Let nobody else enter a sum of this way until the transaction ends, by hand or from a file."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"documents of {way}"])


def entered(way: str, names: Collection[str]) -> dict[str, list[Donation]]:
    """Find the entries by hand of these documents, also those made anew; lines without a number have none."""
    wanted = set(names) - {BY_HAND}
    anew = Q(payment_id__startswith=BY_HAND, payment_id__regex=_ANEW.pattern)
    found: dict[str, list[Donation]] = defaultdict(list)
    for gift in Donation.objects.filter(anew | Q(payment_id__in=wanted), provider=way).with_returns():
        paid = str(gift.payment_id)
        for name in {paid, _ANEW.sub("", paid)} & wanted:
            found[name].append(gift)
    return found


def in_files(way: str, name: str) -> list[Donation]:
    """Find the lines of files that have this document; all of the way are read, for each file spells as it likes."""
    lines = Donation.objects.filter(provider=way, payment_id__startswith=OF_A_LINE).exclude(document_number="")
    numbered = lines.values_list("pk", "document_number")
    same = [pk for pk, number in numbered.iterator() if name_of(number) == name]
    return list(Donation.objects.filter(pk__in=same).with_returns())
