"""The form of a story: what an editor typed is checked here, and becomes a snapshot; nothing is written."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rows
from articles.admin.body_editor import BodyEditor
from articles.admin.collisions import SEEN, Collision, Merge, in_words
from articles.admin.publication import comment_field, leads_to_field, moment_field, reason_field
from articles.checklist import reasons_against
from articles.cleaning import cleaned as cleaned_story
from articles.models import Article
from articles.publishing import TELL_READERS
from articles.revisions import name_of
from articles.snapshots import COLUMNS, PARTS, WORDS, Snapshot
from newsroom.identity import LANGUAGES

SCHEDULE = "_schedule_"
QUOTED_LETTERS = 400
KINDS = {"section": "section", "lead_photo": "photo", "topics": "topic"}


class StoryForm(forms.ModelForm):
    """Both languages of the working copy of a story and what they share."""

    typed: Mapping[str, Any] = {}  # what was typed before and is put back

    goes_public_ar = moment_field()
    goes_public_en = moment_field()
    comment_ar = comment_field()
    comment_en = comment_field()
    reason_ar = reason_field("ar")
    reason_en = reason_field("en")
    leads_to_ar = leads_to_field("ar")
    leads_to_en = leads_to_field("en")
    embargo_until = moment_field()
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    is_minor = forms.BooleanField(
        required=False,
        label=gettext_lazy("Minor change"),
        help_text=gettext_lazy("A typing error or the like: the translation is not asked to follow."),
    )
    note = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("What changed, in a few words"),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    class Meta:
        model = Article
        fields = [*WORDS, *COLUMNS, "topics"]
        widgets = {f"body_{language}": BodyEditor(language) for language in LANGUAGES}
        error_messages = {"section": {"required": gettext_lazy("Choose the section the story belongs to.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hasattr(self.instance, "working"):
            self.instance.working, self.instance.latest_number = Snapshot(), 0
        self.merge = Merge.of(self.instance, self.data if self.is_bound else None)
        self.collisions: list[Collision] = []
        self.parts: dict[str, Any] = {}
        self.names: dict[str, str] = {}
        self.initial[SEEN] = self.merge.seen()
        self.initial["embargo_until"] = self.instance.embargo_until
        self.initial["topics"] = list(self.instance.working.topics)
        for language in LANGUAGES:
            if self.instance.is_scheduled(language):
                self.initial[f"goes_public_{language}"] = self.instance.published_at(language)
        self.initial.update(self.typed)

    def clean(self) -> dict[str, Any]:
        """Clean the words, ask for a headline, and settle each part with what others saved meanwhile."""
        cleaned = super().clean() or self.cleaned_data
        words = {name: cleaned[name] or "" for name in WORDS if name in cleaned}
        tidy = cleaned_story(Snapshot(words=words))
        cleaned |= {name: tidy.part(name) for name in words}
        for language in LANGUAGES:
            self._check_moment(language)
            self._check_withdrawal(language)
        named = [f"title_{language}" for language in LANGUAGES if f"title_{language}" in self.fields]
        if named and not any(cleaned.get(field) or field in self.errors for field in named):
            self.add_error(None, _("Give the story a headline in at least one language."))
        for name in PARTS:
            if name in cleaned:
                self._settle(name, self._as_part(name, cleaned[name]))
        if self.collisions:
            self.show_what_was_seen()
        return cleaned

    def story(self, around: Mapping[str, Any]) -> Snapshot:
        """Give what is to be saved: the parts of this form and those `around` it, on top of the working copy."""
        parts = {**self.parts, **around}
        words = {name: value for name, value in parts.items() if name in WORDS}
        shared = {name: value for name, value in parts.items() if name not in WORDS}
        return self.instance.working.with_parts(parts, Snapshot(words=words, names=self.names, **shared))

    def show_what_was_seen(self) -> None:
        """Count the other texts as shown, now that they are quoted: saving once more is meant."""
        data = cast(QueryDict, self.data).copy()
        data[SEEN] = self.merge.seen()
        self.data = data

    def _settle(self, name: str, mine: Any) -> None:
        self.parts[name], collision = self.merge.decide(name, mine)
        if collision:
            self.collisions.append(collision)
            self.add_error(name, both_wrote(collision))

    def _as_part(self, name: str, value: Any) -> Any:
        """Turn what a field gives into what a snapshot holds, and note the names of chosen rows."""
        chosen = list(value) if isinstance(value, QuerySet) else [value]
        self.names |= {f"{KINDS[name]}-{row.pk}": name_of(row) for row in chosen if isinstance(row, Model)}
        if isinstance(value, QuerySet):
            return tuple(sorted(row.pk for row in chosen))
        return value.pk if isinstance(value, Model) else value

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if self.instance.pk is None or self.errors:
            return
        for language in LANGUAGES:
            if self.instance.is_scheduled(language):
                self._keep_whole(language)

    def _keep_whole(self, language: str) -> None:
        """Refuse to take from a scheduled version what it needs."""
        reasons = reasons_against(rows.lay(self.instance, self.story({}), PARTS), language)
        if reasons:
            told = _("This version is scheduled and cannot lose what it needs; cancel the schedule first.")
            field = f"title_{language}"
            self.add_error(field if field in self.fields else None, [told, *reasons])

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

    def _check_withdrawal(self, language: str) -> None:
        """Ask what readers are told, or where they are led, but only when a version is being taken from them."""
        reason, leads_to = f"reason_{language}", f"leads_to_{language}"
        if f"_withdraw_{language}" not in self.data or not self.instance.is_live(language):
            return
        if not any(self.cleaned_data.get(field) or field in self.errors for field in (reason, leads_to)):
            self.add_error(reason, TELL_READERS)


def both_wrote(collision: Collision) -> ValidationError:
    """Tell an editor of a collision, with the beginning of the other text."""
    theirs = Truncator(strip_tags(in_words(collision.theirs))).chars(QUOTED_LETTERS)
    return ValidationError(
        _("Someone else changed this while you were writing. Theirs: “%(text)s”. Save again to replace it."),
        code="both_wrote",
        params={"text": theirs},
    )
