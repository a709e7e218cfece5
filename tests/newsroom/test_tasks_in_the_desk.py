"""The queue and the permissions in the desk speak its language; tasks are tried again or given up there."""

import re
from itertools import count
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone, translation
from django_ox.models import OxTask

from newsroom.admin.permissions import in_words
from newsroom.models import User
from tests.newsroom.test_words import latin_words

pytestmark = pytest.mark.django_db

# Names of programs and queues, and a state as the library writes it into the name of a task.
TECHNICAL = {"articles", "photos", "scale", "FAILED"}
_number = count(1)


@pytest.fixture
def superuser(client):
    """Somebody who may see the queue, and whose desk speaks Arabic."""
    account = User.objects.create_superuser("مسؤول", interface_language="ar")
    client.force_login(account)
    return account


def make_task(**values):
    return OxTask.objects.create(
        **{
            "id": UUID(int=next(_number)),  # without letters
            "task_path": "articles.photos.scale",
            "queue_name": "photos",
            "enqueued_at": timezone.now(),
            "status": OxTask.Status.FAILED,
            "errors": [{"exception_class_path": "builtins.OSError", "traceback": "Traceback <b>"}],
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
    group = Group.objects.create(name="test")

    shown = client.get(reverse("admin:auth_group_change", args=[group.pk])).content.decode()

    assert "مادة | الإضافة" in shown
    assert "Can add" not in shown


def test_no_permission_has_an_english_name_in_arabic():
    with translation.override("ar"):
        names = [in_words(each) for each in Permission.objects.select_related("content_type")]

    assert [name for name in names if re.search("[A-Za-z]{2}", name)] == []


def test_errors_of_a_task_run_from_left_to_right_and_write_no_markup(client, superuser):
    shown = client.get(reverse("admin:django_ox_oxtask_change", args=[make_task().pk])).content.decode()

    assert '<bdi lang="en">builtins.OSError</bdi>' in shown
    assert '<pre lang="en" dir="ltr">Traceback &lt;b&gt;</pre>' in shown


@pytest.mark.parametrize(("action", "status"), [("retry_selected", "READY"), ("discard_selected", "DISCARDED")])
def test_failed_tasks_are_tried_again_or_given_up(client, superuser, action, status):
    User.objects.update(interface_language="en")
    failed, done = make_task(), make_task(status=OxTask.Status.SUCCESSFUL)
    sent = {"action": action, "_selected_action": [str(failed.pk), str(done.pk)]}

    page = client.post(reverse("admin:django_ox_oxtask_changelist"), sent, follow=True).content.decode()

    statuses = dict(OxTask.objects.values_list("pk", "status"))
    assert statuses == {failed.pk: status, done.pk: "SUCCESSFUL"}
    assert "1 task was left as it is: its status does not allow it." in page
