"""What finance writes about a legal entity can be printed, and is written down."""

import pytest

from donations.models import LegalEntity
from newsroom.models import AuditEntry
from tests.donations import gifts

pytestmark = pytest.mark.django_db

ADD = "/admin/donations/legalentity/add/"


@pytest.fixture
def finance(client):
    client.force_login(gifts.make_treasurer(username="mira"))
    return client


def test_finance_adds_an_entity_named_in_one_language(finance):
    finance.post(ADD, {"name_en": "River Society", "is_default": "on"})

    entity = LegalEntity.objects.get()
    assert (entity.said("name", "ar"), entity.issues_tax_receipts) == ("River Society", False)
    assert AuditEntry.objects.get(act="entity").by_name == "mira"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Write the name in at least one language."),
        ({"name_en": "River 张"}, "Statements cannot be printed with these signs: 张"),
        ({"name_en": "River", "is_default": "on"}, "Another entity takes what no other does"),
        ({"name_en": "River", "tax_words_en": "x" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_cannot_stand_on_paper_is_refused(finance, typed, said):
    LegalEntity.objects.create(name_en="First", is_default=True)

    page = finance.post(ADD, typed).content.decode()

    assert said in page
    assert LegalEntity.objects.count() == 1


def test_editors_do_not_see_entities(client):
    client.force_login(gifts.make_staff("editor"))

    assert client.get("/admin/donations/legalentity/").status_code == 403
