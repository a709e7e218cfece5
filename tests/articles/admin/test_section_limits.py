"""Section limits on the page of an account."""

import pytest
from django.urls import reverse

from articles.models import SectionLimit
from newsroom.models import AuditEntry
from tests import factories
from tests.articles.admin.form_data import opened

pytestmark = pytest.mark.django_db

ROWS = "section_limits"


def page_of(user):
    return reverse("admin:newsroom_user_change", args=[user.pk])


def limits_of(user):
    return list(SectionLimit.objects.filter(user=user).values_list("section", flat=True))


def sent(client, user, section):
    added = {f"{ROWS}-TOTAL_FORMS": 1, f"{ROWS}-0-section": section.pk, f"{ROWS}-0-user": user.pk}
    return client.post(page_of(user), opened(client, page_of(user)) | added)


def test_superuser_limits_somebody_to_a_section_and_it_is_written_down(chief):
    editor, section = factories.make_staff("editor"), factories.make_section()

    sent(chief, editor, section)

    assert limits_of(editor) == [section.pk]
    written = AuditEntry.objects.get(act="permissions", details__has_key="sections")
    assert section.name_en in written.details["sections"]


def test_nobody_limits_themselves(client):
    user = factories.make_editor()
    client.force_login(user)

    sent(client, user, factories.make_section())

    assert limits_of(user) == []


@pytest.mark.parametrize("group", ["editor", "reporter", "finance"])
def test_page_is_closed_to_others(client, group):
    client.force_login(factories.make_staff(group))

    assert client.get(page_of(factories.make_staff("translator"))).status_code == 403
