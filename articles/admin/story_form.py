"""The form of a story: what an editor typed is checked here, before anything is written."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import plaintext
from articles.admin.body_editor import BodyEditor
from articles.admin.shown import KeepsNeighbours
from articles.models import Article, State
from articles.publishing import ONE_LINE, PARAGRAPHS, reasons_against, slug_from
from newsroom.identity import LANGUAGES

SCHEDULE = "_schedule_"


def moment_field() -> forms.DateTimeField:
    """A date and a time on the newsroom's own clock, chosen with the browser's own picker."""
    picker = forms.DateTimeInput(attrs={"type": "datetime-local", "step": 60}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(required=False, widget=picker, label=gettext_lazy("Date and time"))


class StoryForm(KeepsNeighbours):
    """Both languages of a story and what they share."""

    goes_public_ar = moment_field()
    goes_public_en = moment_field()

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {f"body_{language}": BodyEditor(language) for language in LANGUAGES}
        error_messages = {"section": {"required": gettext_lazy("Choose the section the story belongs to.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in LANGUAGES:
            if self.instance.is_scheduled(language):
                self.initial[f"goes_public_{language}"] = self.instance.published_at(language)

    def clean(self) -> dict[str, Any]:
        """Take invisible characters out, ask for a headline, and keep public versions whole."""
        cleaned = super().clean()
        for language in LANGUAGES:
            for names, tidy in ((ONE_LINE, plaintext.one_line), (PARAGRAPHS, plaintext.paragraphs)):
                for field in (f"{name}_{language}" for name in names):
                    if cleaned.get(field):
                        cleaned[field] = tidy(cleaned[field]) or None
            self._check_moment(language)
        named = [f"title_{language}" for language in LANGUAGES if f"title_{language}" in self.fields]
        if named and not any(cleaned.get(field) or field in self.errors for field in named):
            self.add_error(None, _("Give the story a headline in at least one language."))
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk is None or self.errors:
            return
        for language in LANGUAGES:
            if self.instance.state(language) == State.PUBLISHED:
                self._keep_whole(language)

    def _keep_whole(self, language: str) -> None:
        """Refuse to take from a public version what it needs."""
        title = self.instance.words("title", language)
        if title and not self.instance.words("slug", language):
            setattr(self.instance, f"slug_{language}", slug_from(title))
        reasons = reasons_against(self.instance, language)
        if reasons:
            told = _("This version is public and cannot lose what it needs; withdraw it first.")
            self.add_error(f"title_{language}", [told, *reasons])

    def _check_moment(self, language: str) -> None:
        """Ask for a moment to come, but only when this language is being scheduled."""
        field = f"goes_public_{language}"
        if f"{SCHEDULE}{language}" not in self.data or field in self.errors:
            return
        moment: datetime | None = self.cleaned_data.get(field)
        if moment is None:
            self.add_error(field, _("Choose the date and the time at which it should appear."))
        elif moment <= timezone.now():
            told = _("This moment has passed. Choose one to come, on the clock of %(zone)s, or publish it now.")
            self.add_error(field, ValidationError(told, params={"zone": settings.TIME_ZONE}))
