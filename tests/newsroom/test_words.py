"""The interface's words: all six Arabic plural forms, and Arabic pages without English left in them."""

import re
from html.parser import HTMLParser

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from newsroom.models import User
from newsroom.roles import keep_groups
from tests.donations.gifts import make_campaign
from tests.factories import make_article, make_byline, make_contributor, make_related, make_staff, make_topic
from tests.pages import read

# Names that are the same in every language, and what the reader's own clock is called.
SAME_EVERYWHERE = {"RSS", "USD", "US", "EUR", "UTC", "Asia", "Damascus", "JavaScript"}
SAME_EVERYWHERE |= {"True", "False"}  # what Django writes on its signs for yes and no
SAME_EVERYWHERE |= {"WhatsApp", "Telegram", "Facebook", "YouTube", "Vimeo"}
ARABIC = {"language": "ar"}


class InterfaceWords(HTMLParser):
    """Gather what a reader of the page sees or hears, less what says itself to be in English."""

    VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
    SPOKEN = ("aria-label", "title", "placeholder", "alt")

    def __init__(self) -> None:
        super().__init__()
        self.hidden: list[bool] = []
        self.heard: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Follow an element in, unless it cannot be read or is in English."""
        values = dict(attrs)
        away = bool(self.hidden and self.hidden[-1]) or values.get("lang") == "en"
        away = away or tag in ("script", "style", "template", "textarea")
        if not away:
            self.heard += [values[name] for name in self.SPOKEN if values.get(name)]
            if tag == "input" and values.get("type") == "submit":
                self.heard.append(values.get("value", ""))
        if tag not in self.VOID:
            self.hidden.append(away)

    def handle_endtag(self, tag):
        """Follow an element out."""
        if tag not in self.VOID and self.hidden:
            self.hidden.pop()

    def handle_data(self, data):
        """Keep what is read."""
        if not (self.hidden and self.hidden[-1]):
            self.heard.append(data)


def latin_words(page: str) -> set[str]:
    """Name the words in Latin letters that an Arabic page shows."""
    reader = InterfaceWords()
    reader.feed(page)
    text = re.sub(r"\S+@\S+|https?://\S*|#?\b[0-9A-F]{6,}\b", " ", " ".join(reader.heard))
    return set(re.findall(r"[A-Za-z]{2,}", text)) - SAME_EVERYWHERE


@pytest.fixture
def arabic_editor(client):
    """A chief editor whose desk speaks Arabic."""
    editor = User.objects.create_user("محررة", is_staff=True, interface_language="ar")
    editor.groups.set(group for group in keep_groups() if group.name == "chief_editor")
    client.force_login(editor)
    return editor


def make_arabic_story():
    """A story with all that stands around it, in Arabic only."""
    story = make_article(live="ar")
    make_byline(story)
    make_related(story, story=make_article(live="ar"))
    story.topics.add(make_topic())
    return story


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "لا رسائل تحتاج إلى معالجة من جديد."),
        (1, "ستُعالج رسالة واحدة من جديد."),
        (2, "ستُعالج رسالتان من جديد."),
        (3, "ستُعالج 3 رسائل من جديد."),
        (11, "ستُعالج 11 رسالة من جديد."),
        (100, "ستُعالج 100 رسالة من جديد."),
    ],
)
def test_arabic_counts_messages_in_six_forms(count, told):
    with translation.override("ar"):
        text = ngettext(
            "%(count)s message will be processed again.", "%(count)s messages will be processed again.", count
        )

    assert text % {"count": count} == told


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (0, "لا تعهّدات يقتطع المصرف التجريبي شهرها التالي."),
        (1, "يقتطع المصرف التجريبي الشهر التالي من تعهّد واحد."),
        (2, "يقتطع المصرف التجريبي الشهر التالي من تعهّدين."),
        (3, "يقتطع المصرف التجريبي الشهر التالي من 3 تعهّدات."),
        (11, "يقتطع المصرف التجريبي الشهر التالي من 11 تعهّدًا."),
        (100, "يقتطع المصرف التجريبي الشهر التالي من 100 تعهّد."),
    ],
)
def test_arabic_counts_pledges_in_six_forms(count, told):
    with translation.override("ar"):
        text = ngettext(
            "The pretend bank takes the next month of %(count)s pledge.",
            "The pretend bank takes the next month of %(count)s pledges.",
            count,
        )

    assert text % {"count": count} == told


def test_arabic_says_that_a_change_was_saved_and_not_that_something_was_added():
    with translation.override("ar"):
        told = translation.gettext("The {name} “{obj}” was changed successfully.")

    assert told == "حُفظ التعديل: {name} «{obj}»."


@pytest.mark.django_db
def test_arabic_actions_name_many_things_in_the_nominative(client, arabic_editor):
    make_contributor()

    page = read(client, reverse("admin:articles_contributor_changelist"))

    actions = page.texts('select[name="action"] option')
    assert actions[1:] == ["حذف المختار: المساهمون", "دمج المختار: المساهمون"]


@pytest.mark.django_db
def test_arabic_tells_the_kind_place_from_the_place_of_a_link(client, arabic_editor):
    page = read(client, reverse("admin:articles_topic_add"))

    assert page.texts('select[name="kind"] option') == ["موضوع", "مكان"]


@pytest.mark.django_db
def test_arabic_tells_the_rights_of_an_account_from_those_of_a_photo(client, arabic_editor):
    colleague = make_staff("reporter")

    page = read(client, reverse("admin:newsroom_user_change", args=[colleague.pk]))

    assert "الصلاحيات" in page.texts("h2")
    assert "حقوق الاستخدام" not in page.texts("h2")


def test_latin_words_finds_an_english_leftover_and_passes_over_what_is_marked():
    page = (
        '<p aria-label="Pages">نص</p><b lang="en">English</b><script>var x</script><input type="submit" value="Go">'
    )

    assert latin_words(page) == {"Pages", "Go"}


@pytest.mark.django_db
def test_arabic_support_page_has_no_english_left(client):
    make_campaign()

    page = client.get(reverse("donations:support", kwargs={"language": "ar"}))

    assert page.status_code == 200
    assert latin_words(page.content.decode().partition("<body>")[2]) == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["home", "search", "corrections", "archive", "most_read", "saved", "story", "report", "topic", "section"]
)
def test_arabic_reader_pages_have_no_english_left(client, name):
    story = make_arabic_story()
    rows = {"story": story, "topic": story.topics.get(), "section": story.section}
    number = {"pk": story.pk} if name == "report" else {}
    address = rows[name].address("ar") if name in rows else reverse(f"articles:{name}", kwargs=number | ARABIC)

    page = client.get(address)

    assert page.status_code == 200
    assert latin_words(page.content.decode().partition("<body>")[2]) == set()


@pytest.mark.django_db
def test_arabic_search_has_no_english_left_with_results_and_without(client):
    make_arabic_story()
    address = reverse("articles:search", kwargs=ARABIC)

    for words in ("عنوان", "لا شيء من هذا", ""):
        page = client.get(address, {"q": words})

        assert page.status_code == 200
        assert latin_words(page.content.decode().partition("<body>")[2]) == set(), words


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "index",
        "articles_name_changelist",
        "articles_name_add",
        "articles_page_changelist",
        "articles_page_add",
        "articles_readerreport_changelist",
        "articles_series_add",
        "articles_correction_changelist",
        "newsroom_auditentry_changelist",
        "newsroom_user_changelist",
        "articles_article_changelist",
        "articles_article_add",
        "articles_photo_changelist",
        "articles_section_add",
        "articles_topic_add",
        "articles_contributor_changelist",
        "donations_takings_changelist",
    ],
)
def test_arabic_desk_has_no_english_left(client, arabic_editor, name):
    make_arabic_story()

    page = client.get(reverse(f"admin:{name}"))

    assert page.status_code == 200
    assert latin_words(page.content.decode().partition("<body")[2].partition(">")[2]) == set()
