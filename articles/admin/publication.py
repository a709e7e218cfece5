"""The publication box of a story's form: its fields, and what it shows of each language."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles import access, workflow
from articles.admin.lives import lives_of, newsroom_clock
from articles.checklist import warnings_about
from articles.models import Article, Move, Withdrawal
from newsroom.identity import DIRECTION, LANGUAGES
from newsroom.staff import acting

LAST_MOVES = 30
FIELDS = ("goes_public", "comment", "reason", "leads_to")


def moment_field() -> forms.DateTimeField:
    """A date and a time on the newsroom's own clock, chosen with the browser's own picker."""
    picker = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 60}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(required=False, widget=picker, label=_("Date and time"))


def comment_field() -> forms.CharField:
    """What a move says to the desk."""
    area = forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    return forms.CharField(required=False, max_length=2000, label=_("Comment for the desk"), widget=area)


def reason_field(language: str) -> forms.CharField:
    """What readers of a language are told of a withdrawal."""
    area = forms.Textarea(attrs={"rows": 2, "lang": language, "dir": DIRECTION[language]})
    return forms.CharField(required=False, max_length=2000, label=_("Reason that readers are told"), widget=area)


def leads_to_field(language: str) -> forms.CharField:
    """Where readers of a withdrawn version are led."""
    model_field = Withdrawal._meta.get_field("leads_to")
    line = forms.TextInput(attrs={"dir": "ltr", "placeholder": f"/{language}/…"})
    label, validators = _("Or lead them to this page of ours instead"), model_field.validators
    return forms.CharField(required=False, max_length=500, label=label, widget=line, validators=validators)


def box_of(request: HttpRequest, article: Article, form: forms.Form) -> dict[str, Any]:
    """Give what the publication box shows of a story, for the form's context."""
    user = acting(request)
    may_publish = access.may(user, "publish", article)
    asks, _sep, act = request.GET.get("asks", "").partition("-")
    moves = _last_moves(article) if article.pk else {}
    lives = lives_of(article, with_reasons=True)
    for life in lives:
        life.box = {name: form[f"{name}_{life.language}"] for name in FIELDS}
        life.moves = workflow.desk_moves(user, article, life.language) if article.pk else []
        life.timeline = moves.get(life.language, [])
        life.has_changes = article.has_unpublished_changes(life.language)
        if article.pk and asks == life.language and may_publish:
            life.asks = warnings_about(article, article.working, life.language)
    return {
        "lives": lives,
        "newsroom_clock": newsroom_clock(),
        "may_publish": may_publish,
        "has_box": may_publish or any(life.moves or life.timeline for life in lives),
        "embargo_field": form["embargo_until"],
        "asked_act": act if act in ("publish", "schedule") else "publish",
        "refused": request.GET.get("refused", ""),
    }


def _last_moves(article: Article) -> dict[str, list[Move]]:
    """Give the latest moves of each language, newest first."""
    moves = Move.objects.filter(article=article.pk).select_related("by")[:LAST_MOVES]
    return {language: [move for move in moves if move.language == language] for language in LANGUAGES}
