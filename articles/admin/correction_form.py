"""The form in which a correction is written."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles import corrections, page_keys, plaintext
from articles.admin.correction_answer import may_correct
from articles.admin.lives import newsroom_clock
from articles.models import Article, Correction
from newsroom.models import User


class CorrectionForm(forms.ModelForm):
    """Which version of which story, what kind, and what readers are told."""

    by: User  # who corrects; the admin class says so

    class Meta:
        model = Correction
        fields = ["article", "language", "kind", "text", "corrected_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "corrected_at" in self.fields:
            self.fields["corrected_at"].required = False
            self.fields["corrected_at"].initial = None
            told = _("Leave empty for this moment. On the newsroom’s clock: %(clock)s")
            self.fields["corrected_at"].help_text = told % {"clock": newsroom_clock()}

    def clean_text(self) -> str:
        """Ask for words that can be seen."""
        text = plaintext.paragraphs(self.cleaned_data["text"])
        if not text:
            raise ValidationError(_("Write what was wrong and what is right."))
        return text

    def clean(self) -> dict[str, Any]:
        """Refuse, while the story is held, what the act would refuse."""
        cleaned = super().clean() or self.cleaned_data
        article, language = cleaned.get("article"), cleaned.get("language")
        if article is None or not language:
            return cleaned
        page_keys.hold(article.pk)
        if not may_correct(self.by, article):
            raise ValidationError({"article": _("You may not publish corrections of this story.")})
        row = Article.objects.get(pk=article.pk)
        try:
            corrections.refuse_untrue(row, language, cleaned.get("corrected_at"))
        except ValidationError as refused:
            self.add_error(None, refused)
        return cleaned
