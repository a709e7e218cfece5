"""A newsroom's day: the chief comes in through the door, leads the front page, and the lead's time runs out."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import FrontSlot
from tests import door, factories
from tests.browser import newsroom_day as day
from tests.browser.conftest import ARABIC_FIRST, watched

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("language", ARABIC_FIRST)
def test_chief_editor_leads_the_front_page_until_the_time_is_up(open_context, shoot, language):
    section = factories.make_section()
    older, _newer = (
        factories.make_article(
            section=section, title_ar=title, published_at_ar=timezone.now() - timedelta(hours=hours)
        )
        for title, hours in (("خبز الصباح", 30), ("قوارب الفجر", 2))
    )

    def expect_readers_to_see_first(title):
        reader = open_context().new_page()  # a new one each time: a browser may keep a page for a while
        reader.goto("/ar/")
        expect(reader.locator(".top h2").first).to_have_text(title)

    expect_readers_to_see_first("قوارب الفجر")
    desk = watched(open_context(locale=language).new_page())
    door.walk_in(desk, day.hire("chief_editor", "samira", language))

    desk.goto("/admin/articles/frontpage/?language=ar")
    desk.click(f".front-offer[data-story='{older.pk}'] .front-add")
    desk.click(".front-slot [name=_lasts][value$='3h']")
    expect(desk.locator(".front-after .is-pinned .headline")).to_have_text(["خبز الصباح"])
    shoot(desk, f"day-front-{language}")
    with desk.expect_navigation():
        desk.click(".front-slots [name=_save]")
    expect_readers_to_see_first("خبز الصباح")

    slot = FrontSlot.objects.get(story=older)
    assert timedelta(hours=2, minutes=58) < slot.expires_at - timezone.now() <= timedelta(hours=3)
    FrontSlot.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    expect_readers_to_see_first("قوارب الفجر")
    desk.goto("/admin/articles/frontpage/?language=ar")
    expect(desk.locator(".front-list .front-slot")).to_have_count(0)
    assert desk.complaints == []
