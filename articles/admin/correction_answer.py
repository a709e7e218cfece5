"""Answering a correction for the other version of its story: corrected too, or why it does not apply."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import access, corrections
from articles.admin.lives import OWN_NAME, life_of
from articles.models import Answer, Article, Correction
from newsroom.identity import DIRECTION
from newsroom.models import User
from newsroom.staff import acting


def may_correct(user: User, article: Article) -> bool:
    """Say whether somebody may publish corrections of a story."""
    return user.has_perm("articles.add_correction") and access.may(user, "publish", article)


def may_answer(user: User, correction: Correction) -> bool:
    """Say whether somebody may answer: who may correct, and who translates the version that is asked."""
    article, language = correction.article, correction.other_language()
    if may_correct(user, article):
        return True
    translation = getattr(article, "translation", None)
    is_theirs = translation and translation.language == language and translation.translator_id == user.pk
    return bool(is_theirs) and access.may(user, "change", article, language)


class AnswerForm(forms.Form):
    """One of two answers, each with its words."""

    answer = forms.ChoiceField(label=gettext_lazy("Answer"), choices=Answer.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("The correction that readers of this version get"), widget=forms.Textarea, required=False
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it does not apply"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        required=False,
        help_text=gettext_lazy("For the newsroom only."),
    )

    def __init__(self, *args: Any, language: str, tells_readers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs |= {"rows": 5, "lang": language, "dir": DIRECTION[language]}
        if not tells_readers:
            del self.fields["text"]

    def save(self, correction: Correction, *, by: User) -> bool:
        """Give the answer; say whether it was taken, else the form shows why not."""
        said = self.cleaned_data
        try:
            corrections.answer(
                correction, answer=said["answer"], reason=said["reason"], text=said.get("text", ""), by=by
            )
        except ValidationError as refused:
            told = _(
                "Readers have this version and must be told, which only those who may publish can do: ask an editor."
            )
            lacks_words = "text" in getattr(refused, "error_dict", {}) and "text" not in self.fields
            self.add_error(None, told if lacks_words else refused)
            return False
        return True


def answer(request: HttpRequest, pk: int, model_admin: ModelAdmin) -> HttpResponse:
    """Show the correction and the form, or take the answer; raise PermissionDenied for who may not give it."""
    correction = get_object_or_404(Correction.objects.select_related("article__translation"), pk=pk)
    user = acting(request)
    if not may_answer(user, correction):
        raise PermissionDenied
    back = reverse("admin:articles_correction_changelist")
    if not correction.is_unanswered():
        messages.info(request, _("Nothing is asked here: this correction has its answer."))
        return HttpResponseRedirect(back)
    article, language = correction.article, correction.other_language()
    tells_readers = article.is_live(language) and may_correct(user, article)
    form = AnswerForm(request.POST or None, language=language, tells_readers=tells_readers)
    if request.method == "POST" and form.is_valid() and form.save(correction, by=user):
        messages.success(request, _("Answered. The story owes nothing for this correction any more."))
        return HttpResponseRedirect(back)
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "title": _("Answer a correction"),
        "form": form,
        "correction": correction,
        "own_name": OWN_NAME[correction.language],
        "asked": life_of(article, language),
        "may_change": access.may(user, "change", article),
        "headline": article.words("title", correction.language) or str(article),
        "said_before": Correction.objects.filter(article=article, language=language),
        "back": back,
    }
    return TemplateResponse(request, "admin/articles/correction_answer.html", context)
