"""The form of a story says what it brought, to those who may see sums, and names no donor."""

import pytest
from django.urls import reverse

from articles import translating
from donations import ledger
from tests import factories
from tests.donations import gifts

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = factories.make_article(title_en="The well", title_ar="البئر")
    gift = gifts.make_gift(article=story, story_number=story.pk, donor_name="Hidden Name")
    ledger.apply(gifts.paid(gift))
    return story


def form_for(client, staff, story):
    client.force_login(staff)
    return client.get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()


def test_editor_sees_what_the_story_brought(client, story):
    page = form_for(client, factories.make_staff("editor"), story)

    assert "What the story brought" in page
    assert "$5.00" in page
    assert "Hidden Name" not in page


def test_translator_sees_no_sums(client, story):
    translator = factories.make_staff("translator")
    translating.assign(story, translator, by=factories.make_editor())

    page = form_for(client, translator, story)

    assert "The well" in page
    assert "What the story brought" not in page
