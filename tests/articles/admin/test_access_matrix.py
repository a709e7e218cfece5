"""Every address of the desk, asked for by everybody who may come: `access_table` says whom it opens to.

A new address without a line there fails, and so does a line without its address. The pages of stories, translations
and corrections are asked for twice: `near` is the reporter's own story, with its translator, in the section of the
limited editor; `far` is nobody's, in another section.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from articles.models import Article, Section
from newsroom import urls
from tests.articles.admin import matrix_rows
from tests.articles.admin.access_table import DOORS

pytestmark = pytest.mark.django_db

HOLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")
ACTS = {"articles_article_translation": "follow", "articles_article_comment_settle": "resolve"}
# A sign-out ends the session that the next question needs.
NOT_PRESSED = {"logout"}
ROW_PAGES = ("_change", "_history", "_delete")


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give the name and the route of each address; those without a name only lead old addresses on."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name, prefix + str(pattern.pattern)


def doors(staff: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give the line of each address in the table, its name, and the address with real rows in its holes."""
    near, far, elsewhere = matrix_rows.near(staff), matrix_rows.far(), matrix_rows.elsewhere(staff)
    (desk,) = [each for each in urls.urlpatterns if getattr(each, "namespace", "") == "admin"]
    for name, route in addresses(desk.url_patterns):
        holes = [first or second for first, second in HOLE.findall(route)]
        model = route.split("/")[1] if route.count("/") > 1 else ""
        if not holes:
            yield name, name, reverse(f"admin:{name}")
        elif model in near:
            for where, rows in (("near", near), ("far", far)):
                yield f"{name} {where}", name, reverse(f"admin:{name}", kwargs=filled(holes, name, model, rows))
        else:
            yield name, name, reverse(f"admin:{name}", kwargs=filled(holes, name, model, elsewhere))


def filled(holes: list[str], name: str, model: str, rows: dict[str, Any]) -> dict[str, Any]:
    """Put a real row into each hole of a route."""
    number = rows[model].pk if model in rows else Section.objects.earliest("pk").pk
    comment = rows["comment"].pk if "comment" in rows else None
    values = {
        "language": "en",
        "app_label": "articles",
        "act": ACTS.get(name),
        "comment": comment,
        "link": rows["link"].pk if "link" in rows else None,
        "name": "stripe",  # a way of giving
        "number": 1,
        "key": UUID(int=1),
        "content_type_id": ContentType.objects.get_for_model(Section).pk,
    }
    return {hole: values.get(hole, number) for hole in holes}


def opens(client: Client, name: str, address: str) -> bool:
    """Say whether a door opens: it neither refuses nor sends to the sign-in; one that is only pressed is pressed."""
    answer = client.get(address)
    if answer.status_code == 405 and name not in NOT_PRESSED:
        with transaction.atomic():
            answer = client.post(address, "{}", content_type="application/json")
            transaction.set_rollback(True)
    assert answer.status_code in (200, 302, 400, 403, 404, 405), (address, answer.status_code)
    if answer.status_code == 302:
        # A row that is none of their business is told to be gone, on the desk's first page.
        is_told_gone = name.endswith(ROW_PAGES) and answer.url == reverse("admin:index")
        return "/login/" not in answer.url and not is_told_gone
    return answer.status_code not in (403, 404)


@pytest.mark.long
def test_every_door_opens_to_those_in_the_table_and_to_nobody_else():
    staff = matrix_rows.hire()
    clients = {"anonymous": Client(), **{role: Client() for role in staff}}
    for role, user in staff.items():
        clients[role].force_login(user)

    found = {
        line: " ".join(role for role, client in clients.items() if opens(client, name, address))
        for line, name, address in list(doors(staff))
    }

    assert found == DOORS


@pytest.mark.parametrize("role", ["reporter", "translator", "limited", "photo_editor", "finance"])
def test_lists_that_answer_while_one_types_leak_no_hidden_story(role):
    staff = matrix_rows.hire()
    matrix_rows.near(staff)
    hidden = matrix_rows.far()["article"]
    Article.objects.filter(pk=hidden.pk).update(state_ar="draft", state_en="draft", title_en="Under the counter")
    client = Client()
    client.force_login(staff[role])
    typed = "term=counter&q=counter&language=en"
    lists = [
        "autocomplete/?app_label=articles&model_name=relatedlink&field_name=story",
        "autocomplete/?app_label=articles&model_name=seriesentry&field_name=article",
        "articles/correction/stories/?app_label=articles&model_name=correction&field_name=article",
        "articles/frontpage/stories/?page=home",
        "articles/photo/picker/?",
        "articles/article/?",
        "articles/translation/?",
        "articles/correction/?",
    ]

    answers = {each: client.get(f"/admin/{each}&{typed}").content.decode() for each in lists}

    assert not [each for each, page in answers.items() if "Under the counter" in page]
