"""The body editor as a form widget."""

from articles.admin.body_editor import BodyEditor
from articles.richtext.elements import ELEMENTS
from tests.factories import make_photo


def test_editor_writes_in_the_direction_of_its_language(db):
    html = BodyEditor("ar").render("body_ar", "<p>نص</p>", {"id": "id_body_ar"})

    assert html.startswith('<div class="body-editor"><div dir="rtl" lang="ar"><textarea name="body_ar"')


def test_editor_offers_every_element_of_the_closed_list(db):
    offered = BodyEditor("en").get_config()["extensions"]

    assert {name for element in ELEMENTS for name in element.extensions} <= offered.keys()
    assert "HTML" not in offered
    assert "NoSpellCheck" not in offered


def test_editor_describes_the_photos_of_its_text_in_one_query(db, django_assert_num_queries):
    photos = [make_photo(credit=name, caption_en=f"By {name}") for name in ("Noor", "Sami", "Rim")]
    text = "".join(f'<figure><img data-photo="{photo.pk}"></figure>' for photo in photos)

    with django_assert_num_queries(1):
        context = BodyEditor("en").get_context("body_en", text, {})
    with django_assert_num_queries(0):
        BodyEditor("en").get_context("body_en", "<p>No photo</p>", {})

    told = context["widget"]["attrs"]["data-body-editor-photos"]
    assert '"credit": "Noor", "caption": "By Noor"' in told
    assert '"credit": "Rim"' in told
