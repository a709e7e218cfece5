"""What is asked before many stories change: where to, which topic, which state, whose hands, which file."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles import access, translating
from articles.admin.lives import OWN_NAME
from articles.bulk import Act
from articles.bulk_acts import ChangeState, ChangeTopic, GiveToOwner, GiveToTranslator, MoveToSection
from articles.models import Section, State, Topic
from newsroom.models import User


class BulkForm(forms.Form):
    """The question of one act; `act` gives the act that was chosen."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def act(self) -> Act:
        """Give what was asked for."""
        raise NotImplementedError  # each question says it of its own act

    def chosen(self) -> str:
        """Write the answer down in a few letters, so that another answer is not taken for it."""
        return "|".join(f"{name}={getattr(value, 'pk', value)}" for name, value in sorted(self.cleaned_data.items()))


class SectionForm(BulkForm):
    """Where to."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("Section"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        limits = access.section_limits(user)
        sections = Section.objects.filter(pk__in=limits) if limits else Section.objects.all()
        self.fields["section"].queryset = sections  # type: ignore[attr-defined]

    def act(self) -> Act:
        """Move to the section."""
        return MoveToSection(self.cleaned_data["section"])


class TopicForm(BulkForm):
    """Which topic, and whether it comes or goes."""

    what = forms.ChoiceField(label=_("What to do"), choices=[("add", _("Add")), ("remove", _("Take away"))])
    topic = forms.ModelChoiceField(Topic.objects.all(), label=_("Topic"))

    def act(self) -> Act:
        """Add the topic or take it away."""
        return ChangeTopic(self.cleaned_data["topic"], add=self.cleaned_data["what"] == "add")


class StateForm(BulkForm):
    """Which language, and which state."""

    language = forms.ChoiceField(label=_("Language"), choices=list(OWN_NAME.items()))
    to = forms.ChoiceField(
        label=_("New state"),
        choices=[
            (State.IN_REVIEW, _("Send to review")),
            (State.DRAFT, _("Back to draft")),
            (State.READY, _("Ready")),
            (State.PUBLISHED, _("Publish now")),
            (State.WITHDRAWN, _("Withdraw from readers")),
        ],
    )
    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        help_text=_(
            "Stands in the history of each story; going back to draft asks for one, and so does withdrawing: "
            "readers are told it then."
        ),
    )

    def act(self) -> Act:
        """Take the language to the state."""
        given = self.cleaned_data
        return ChangeState(given["language"], State(given["to"]), given["comment"])


class AssignForm(BulkForm):
    """Whose hands, and for what."""

    what = forms.ChoiceField(
        label=_("What to give"), choices=[("owner", _("The story")), ("translator", _("Its translation"))]
    )
    person = forms.ModelChoiceField(User.objects.none(), label=_("To whom"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["person"].queryset = _staff()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse who may not do such work."""
        cleaned = super().clean() or self.cleaned_data
        needed = {"owner": ["add_article"], "translator": ["translate_article", "edit_every_article"]}
        person, what = cleaned.get("person"), cleaned.get("what")
        if person and what and not any(person.has_perm(f"articles.{name}") for name in needed[what]):
            self.add_error("person", _("This person has no right to do such work."))
        return cleaned

    def act(self) -> Act:
        """Give it to them."""
        person = self.cleaned_data["person"]
        return GiveToOwner(person) if self.cleaned_data["what"] == "owner" else GiveToTranslator(person)


class TranslatorForm(BulkForm):
    """Whose hands the translations go into."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Translator"))

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["person"].queryset = translating.translators()  # type: ignore[attr-defined]

    def act(self) -> Act:
        """Give it to them."""
        return GiveToTranslator(self.cleaned_data["person"])


def _staff() -> "QuerySet[User]":
    return User.objects.filter(is_staff=True, is_active=True).order_by("username")
