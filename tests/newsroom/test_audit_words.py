"""The details of the staff's acts, in words."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags

from newsroom import audit, audit_words
from newsroom.roles import all_roles
from tests import factories

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"language": "ar"}, ("language", "Arabic")),
        ({"language": ""}, ("language", "both languages")),
        ({"change": "reworded"}, ("what was done", "reworded")),
        ({"answer": "does_not_apply"}, ("answer", "Does not apply")),
        ({"kind": "retraction"}, ("kind", "Retraction")),
        ({"how": "password+mfa"}, ("proofs", "password, second factor")),
        ({"groups_before": "chief_editor, own"}, ("groups before", "Chief editors, own")),
        ({"groups_before": ""}, ("groups before", "–")),
        ({"marks": "is_active, is_staff"}, ("account", "may sign in, belongs to the staff")),
        ({"fields": "email, password1"}, ("what changed", "email address, password1")),
        ({"until": "soon"}, ("until", "soon")),
        ({"sections": ""}, ("sections", "the whole paper")),
        (
            {"after": "articles.view_article, gone.view_nothing"},
            ("rights afterwards", "Stories: look, gone.view_nothing"),
        ),
        ({"after": "deleted"}, ("rights afterwards", "deleted")),
        ({"to_person": ""}, ("to", "–")),
        ({"unheard": "of"}, ("unheard", "of")),
    ],
    ids=str,
)
def test_detail_is_said_in_words(details, words):
    assert audit_words.in_words(details) == [words]


def test_moment_is_told_on_the_newsrooms_clock():
    ((name, value),) = audit_words.in_words({"until": "2026-11-22T18:30:00+00:00"})

    assert (name, strip_tags(value)) == ("until", "22 November 2026, 21:30")


def test_every_right_of_every_role_has_words():
    rights = {right for role in all_roles().values() for right in role}

    unnamed = {right for right in rights if audit_words.in_words({"after": right})[0][1] == right}

    assert unnamed == set()


def test_details_speak_the_language_of_the_desk():
    with translation.override("ar"):
        (name, value) = audit_words.in_words({"language": "en"})[0]

    assert value == "الإنجليزية"
    assert name != ""


@pytest.mark.django_db
def test_list_shows_words_and_hostile_text_as_text(client):
    client.force_login(factories.make_staff("chief_editor"))
    audit.record("correct", by=None, on="x", change="reworded", text="<script>alert(1)</script>")

    html = client.get(reverse("admin:newsroom_auditentry_changelist")).content.decode()

    assert "what was done: <bdi>reworded</bdi>" in html
    assert "<script>alert(1)" not in html


def test_every_detail_in_the_code_has_words():
    named, codes = set(), set()
    for app in ("newsroom", "articles", "donations"):
        for path in (ROOT / app).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                    given = {key.arg: key.value for key in node.keywords if key.arg not in (None, "by", "on")}
                    named |= set(given)
                    said = given.get("change")
                    codes |= {said.value} if isinstance(said, ast.Constant) else set()

    assert named - set(audit_words.KEYS) == set()
    assert codes - set(audit_words.VALUES["change"]) == set()
