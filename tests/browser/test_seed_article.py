"""One story entered by an editor who does not code, and every element of it on the page in both languages.

Write the appeal of the support box, upload and credit a photo, write both languages, pick four related stories,
publish both; then read the story as a reader does, with the size buttons, the link to the other language and the
support box, and follow the box to a gift that is credited to the story.
"""

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from articles.models import Article, Photo
from donations.models import LedgerEntry
from newsroom.models import User
from newsroom.roles import keep_groups
from tests import door, factories, pictures
from tests.browser import giving
from tests.browser.conftest import press_and_leave, watched

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "ar": {
        "title": "مضخة القرية تعود إلى العمل بعد ثلاث سنوات",
        "standfirst": "عاد الماء إلى بيوت التل صباح الخميس، بعد أن أصلح الأهالي المضخة بأيديهم.",
        "first": "وصل الماء إلى أعلى الشارع عند السابعة صباحًا.",
        "subhead": "ثلاث سنوات من الصهاريج",
        "last": "دفع كل بيت ثمن قطعة واحدة، «وبقيت واحدة للجيران».",
        "caption": "أطفال يملؤون الدلاء عند مضخة التل",
        "other": "English version of the article",
        "related": ["سوق الخضار يفتح ليلًا", "المدرسة تزرع حديقتها", "جسر خشبي يصل الضفتين", "الفرقة تعود إلى المسرح"],
    },
    "en": {
        "title": "The village pump runs again after three years",
        "standfirst": "Water came back to the houses on the hill on Thursday, after neighbours mended the pump.",
        "first": "The water reached the top of the street at seven in the morning.",
        "subhead": "Three years of tankers",
        "last": "Every house paid for one part, “and one was left over for next door.”",
        "caption": "Children fill buckets at the pump on the hill",
        "other": "النسخة العربية من المقال",
        "related": ["The market opens at night", "A school plants a garden", "A wooden bridge", "Back on the stage"],
    },
}
CREDIT = "Noor Agency"


@pytest.fixture(autouse=True)
def site(settings, tmp_path, live_server):
    """A site with pictures of its own, whose sandbox posts to the live server."""
    settings.MEDIA_ROOT = tmp_path
    settings.SITE_URL = live_server.url
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def desk(open_context) -> Page:
    """The desk of an editor, who is no superuser."""
    keep_groups()
    editor = User.objects.create_user(username="salma", password="correct horse", is_staff=True)
    editor.groups.add(Group.objects.get(name="editor"))
    page = watched(open_context().new_page())
    door.walk_in(page, editor, password="correct horse")
    return page


def upload_the_photo(page: Page) -> None:
    page.goto("/admin/articles/photo/add/")
    page.get_by_label("Credit for these pictures").fill(CREDIT)
    file = {"name": "pump.jpg", "mimeType": "image/jpeg", "buffer": pictures.encode(pictures.draw())}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("link", name="Open and describe").click()
    for language, words in WORDS.items():
        page.fill(f"#id_caption_{language}", words["caption"])
        page.fill(f"#id_alt_{language}", words["caption"])
    page.click("[name=_save]")
    page.wait_for_url("**/admin/articles/photo/")


def choose_the_photo(page: Page) -> None:
    with page.expect_popup() as popup:
        page.click("#id_lead_photo_choose")
    press_and_leave(popup.value.locator(".photo-offer"))
    expect(page.locator("[name=lead_photo]")).to_have_value(str(Photo.objects.get().pk))


def write(page: Page, language: str) -> None:
    words = WORDS[language]
    page.fill(f"#id_title_{language}", words["title"])
    page.fill(f"#id_standfirst_{language}", words["standfirst"])
    page.locator(f".fieldBox.field-body_{language} .ProseMirror").click()
    for line in (words["first"], f"## {words['subhead']}", words["last"]):
        page.keyboard.type(line)
        page.keyboard.press("Enter")


def relate(page: Page, number: int, text: str) -> None:
    page.locator("#related_links-group .add-row a").click()
    page.locator(f"#related_links-{number} .select2-selection").click()
    page.locator(".select2-search__field").last.fill(text)
    page.locator(".select2-results__option", has_text=text).first.click()


def read(page: Page, story: Article, language: str) -> None:
    """Find every element on the public page."""
    words = WORDS[language]
    page.goto(story.address(language))
    expect(page.locator("h1")).to_have_text(words["title"])
    expect(page.locator(".standfirst")).to_have_text(words["standfirst"])
    expect(page.locator("figure.lead img")).to_have_attribute("alt", words["caption"])
    expect(page.locator("figure.lead figcaption")).to_have_text(f"{words['caption']} ({CREDIT})")
    expect(page.locator(".sizes button")).to_have_text(["A", "A", "A"])
    expect(page.locator(".body h2")).to_have_text(words["subhead"])
    expect(page.locator(".body p")).to_have_text([words["first"], words["last"]])
    expect(page.locator(".related ol li")).to_have_text(words["related"])
    giving.find_box(page, language)
    expect(page.locator(".other a")).to_have_text(words["other"])


def find_gift_in_the_books(story: Article, thanks: Page) -> None:
    """Find the dollar in the ledger, on the thank-you page on show and in the one mail, each naming the story."""
    title = WORDS["ar"]["title"]
    entry = LedgerEntry.objects.charges().select_related("donation").get()
    assert (entry.kind, entry.amount_minor, entry.currency) == ("charge", 100, "USD")
    assert (entry.donation.article, entry.donation.language, entry.donation.slot) == (story, "ar", "article")
    expect(thanks.locator("html")).to_have_attribute("dir", "rtl")
    expect(thanks.locator(".facts-of-gift")).to_contain_text(title)
    [letter] = mail.outbox
    assert letter.to == ["hala@example.org"]
    assert title in letter.body


@pytest.mark.long
def test_seed_article_is_entered_at_the_desk_and_read_and_supported(desk, open_context, shoot):
    giving.write_appeal(desk)
    shoot(desk, "seed-campaign")
    section = factories.make_section()
    for arabic, english in zip(WORDS["ar"]["related"], WORDS["en"]["related"], strict=True):
        factories.make_article(title_ar=arabic, title_en=english)

    upload_the_photo(desk)
    desk.goto("/admin/articles/article/add/")
    write(desk, "ar")
    write(desk, "en")
    choose_the_photo(desk)
    desk.select_option("#id_section", str(section.pk))
    for number in range(4):
        relate(desk, number, WORDS["ar" if number % 2 else "en"]["related"][number])
    shoot(desk, "seed-form")
    for language in ("ar", "en"):
        desk.click(f"[name=_publish_{language}][value='1']")
        desk.click(f"[name=_publish_{language}][value=anyway]")  # the desk asks: the story has no byline
        expect(desk.locator(f"#publication-{language} .state-live")).to_be_visible()
    expect(desk.locator("#publication-en .state-live")).to_be_visible()

    story = Article.objects.get(title_en=WORDS["en"]["title"])
    reader = watched(open_context().new_page())
    for language in ("ar", "en"):
        read(reader, story, language)
        shoot(reader, f"seed-page-{language}")

    reader.goto(story.address("ar"))
    giving.give_a_dollar_a_month(reader, email="hala@example.org")
    shoot(reader, "seed-thanks")
    find_gift_in_the_books(story, reader)
    giving.find_in_report(desk, story=WORDS["en"]["title"], amount="$1.00")
    shoot(desk, "seed-report")
    assert desk.complaints == []
    assert reader.complaints == []
    assert reader.context.cookies() == []
