"""Going on a visit in a test: the link is used as a browser uses it."""

from django.test import Client

from donations import ledger
from donations.manage import links
from donations.models import Donor, Pledge
from tests.donations import gifts


def visit(donor: Donor, language: str = "en") -> Client:
    """Give a browser that has opened a donor's link."""
    client = Client()
    opened = client.post(f"/{language}/support/manage/open/{links.new(donor)}/")
    assert opened.status_code == 302
    return client


def mark_of(client: Client, language: str = "en") -> str:
    """Give the mark that the forms of this visit carry."""
    page = client.get(f"/{language}/support/manage/").content.decode()
    return page.partition('name="mark" value="')[2].partition('"')[0]


def send(client: Client, path: str, **values: str):
    """Send one form of the visit."""
    return client.post(path, {"mark": mark_of(client)} | values)


def running_pledge(**values) -> Pledge:
    """A pledge whose first gift is paid."""
    pledge = gifts.make_pledge(**values)
    ledger.apply(gifts.paid(pledge.donations.get()))
    pledge.refresh_from_db()
    return pledge
