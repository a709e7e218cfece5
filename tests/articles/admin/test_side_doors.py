"""The desk's pages beside its forms ask for the same permissions."""

import pytest
from django.urls import reverse

from articles.models import Photo, Translation
from newsroom.models import User
from tests import factories, pictures

pytestmark = pytest.mark.django_db

AUTOCOMPLETE = "/admin/autocomplete/?app_label=articles&model_name=relatedlink&field_name=story&term=Secret"


def doors(translator: User | None = None) -> dict[str, str]:
    story = factories.make_article(live="", title_en="Secret")
    Translation.objects.create(article=story, language="en", translator=translator)
    return {
        "preview": reverse("admin:articles_article_preview", args=[story.pk, "en"]),
        "history": reverse("admin:articles_article_history", args=[story.pk]),
        "autocomplete": AUTOCOMPLETE,
        "picker": reverse("admin:articles_photo_picker"),
    }


@pytest.mark.parametrize("door", ["preview", "history", "autocomplete", "picker"])
def test_door_is_closed_to_finance(signed_in_as, door):
    response = signed_in_as("finance").get(doors()[door])

    assert response.status_code == 403
    assert "Secret" not in response.content.decode()


@pytest.mark.parametrize("door", ["preview", "history", "autocomplete", "picker"])
def test_door_is_open_to_the_translator_of_the_story(signed_in_as, door):
    client = signed_in_as("translator")
    address = doors(translator=User.objects.get(username="translator1"))[door]

    assert client.get(address).status_code == 200


@pytest.mark.parametrize("door", ["preview", "history"])
def test_door_is_closed_to_a_translator_of_other_stories(signed_in_as, door):
    response = signed_in_as("translator").get(doors()[door])

    assert response.status_code == 403
    assert "Secret" not in response.content.decode()


def test_translator_takes_no_pictures_in(signed_in_as, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    sent = {"upload": pictures.upload(), "credit": "Noor"}

    response = signed_in_as("translator").post(reverse("admin:articles_photo_add"), sent)

    assert response.status_code == 403
    assert not Photo.objects.exists()
    assert not list(tmp_path.iterdir())
