"""The queue and the permissions in the desk speak its language; tasks are tried again or given up there."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation
from django_ox.models import OxTask

from newsroom.admin.permissions import in_words
from newsroom.models import User
from tests.newsroom.test_words import latin_words

pytestmark = pytest.mark.django_db

TECHNICAL = {"articles", "photos", "scale", "default", "mail", "edge", "test", "root"}


@pytest.fixture
def superuser(client):
    """Somebody who may see the queue, and whose desk speaks Arabic."""
    account = User.objects.create_superuser("مسؤول", interface_language="ar")
    client.force_login(account)
    return account


def make_task(**values):
    return OxTask.objects.create(
        **{
            "task_path": "articles.photos.scale",
            "queue_name": "photos",
            "enqueued_at": timezone.now(),
            "status": OxTask.Status.FAILED,
        }
        | values
    )


@pytest.mark.parametrize("page", ["changelist", "overview", "change"])
def test_pages_of_the_queue_have_no_english_left(client, superuser, page):
    task = make_task()
    args = [task.pk] if page == "change" else []

    shown = client.get(reverse(f"admin:django_ox_oxtask_{page}", args=args)).content.decode()

    assert latin_words(shown) - TECHNICAL == set()


def test_page_of_a_group_names_permissions_in_arabic(client, superuser):
    shown = client.get(
        reverse("admin:auth_group_change", args=[Group.objects.create(name="test").pk])
    ).content.decode()

    assert "مادة | الإضافة" in shown
    assert not latin_words(shown) & {"Can", "add", "view", "change", "delete", "ox", "task"}


def test_every_permission_has_a_name_in_both_languages():
    told = {}
    for language in ("ar", "en"):
        with translation.override(language):
            told[language] = [in_words(each) for each in Permission.objects.select_related("content_type")]

    same = [one for one, other in zip(told["ar"], told["en"], strict=True) if one == other]
    assert same == []


@pytest.mark.parametrize(("action", "status"), [("retry_selected", "READY"), ("discard_selected", "DISCARDED")])
def test_failed_tasks_are_tried_again_or_given_up(client, superuser, action, status):
    User.objects.update(interface_language="en")
    failed, done = make_task(), make_task(status=OxTask.Status.SUCCESSFUL)
    sent = {"action": action, "_selected_action": [str(failed.pk), str(done.pk)]}

    page = client.post(reverse("admin:django_ox_oxtask_changelist"), sent, follow=True).content.decode()

    statuses = dict(OxTask.objects.values_list("pk", "status"))
    assert statuses == {failed.pk: status, done.pk: "SUCCESSFUL"}
    assert "1 task was left as it is: its status does not allow it." in page
