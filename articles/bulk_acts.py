"""What may be done to many stories at once: another section, a topic more or less, another state, other hands."""

from copy import copy as clone
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import access, parity, publishing, rows
from articles.bulk import not_yours
from articles.checklist import reasons_against
from articles.models import Article, Section, State, Topic
from articles.models.addresses import words
from articles.snapshots import PARTS, Snapshot
from articles.workflow import MOVES
from newsroom import audit
from newsroom.identity import LANGUAGES
from newsroom.models import User


@dataclass(frozen=True)
class MoveToSection:
    """Put stories into another section. Readers see it at once where the mover may publish."""

    section: Section

    def reason_against(self, user: User, story: Article, copy: Snapshot) -> str:
        """Refuse what is there already, and a section without a name in a language in which the story is public."""
        if not access.may_change_shared(user, story):
            return not_yours()
        if copy.section == self.section.pk:
            return _("It is in this section already.")
        for language in LANGUAGES:
            if story.state(language) == State.PUBLISHED and not words(self.section, "slug", language):
                return _("It is public in a language in which this section has no name.")
        return ""

    def do(self, user: User, story: Article, copy: Snapshot) -> None:
        """Save the story with its new section."""
        moved = replace(copy, section=self.section.pk)
        publishing.save(story, moved, by=user, let_out=_at_once("section", user, story))


@dataclass(frozen=True)
class ChangeTopic:
    """Add one topic to stories, or take it away."""

    topic: Topic
    add: bool

    def reason_against(self, user: User, story: Article, copy: Snapshot) -> str:
        """Refuse what has the topic already, or has it not."""
        if not access.may_change_shared(user, story):
            return not_yours()
        if (self.topic.pk in copy.topics) == self.add:
            return _("It has this topic already.") if self.add else _("It does not have this topic.")
        return ""

    def do(self, user: User, story: Article, copy: Snapshot) -> None:
        """Save the story with its new topics."""
        rest = set(copy.topics) - {self.topic.pk}
        topics = tuple(sorted(rest | {self.topic.pk} if self.add else rest))
        filed = replace(copy, topics=topics)
        publishing.save(story, filed, by=user, let_out=_at_once("topics", user, story))


@dataclass(frozen=True)
class ChangeState:
    """Take one language of stories to another state; the comment stands in their history."""

    language: str
    to: State
    comment: str = ""

    def reason_against(self, user: User, story: Article, copy: Snapshot) -> str:
        """Refuse moves that there are not, and publishing what lacks something."""
        now, language = State(story.state(self.language)), self.language
        publishes_changes = self.to == now == State.PUBLISHED
        rule = MOVES[State.DRAFT, State.PUBLISHED] if publishes_changes else MOVES.get((now, self.to))
        if not access.may(user, rule.who if rule else "change", story, language):
            return not_yours()
        if not copy.text("title", language):
            return _("It is not written in this language.")
        if rule is None:
            told = (
                _("It is in this state already.") if now == self.to else _("From “%(state)s” there is no such step.")
            )
            return told % {"state": now.label}
        if rule.asks_for_comment and not self.comment:
            return _("This step asks for a comment.")
        if self.to == State.WITHDRAWN and story.is_live(language) and not self.comment:
            return _("Readers are told why it is withdrawn: write it as the comment.")
        return self._reason_against_publishing(story, copy) if self.to == State.PUBLISHED else ""

    def do(self, user: User, story: Article, copy: Snapshot) -> None:
        """Take the same road as one story alone."""
        if self.to == State.PUBLISHED:
            publishing.publish(story, language=self.language, by=user, comment=self.comment)
        elif self.to == State.WITHDRAWN:
            publishing.withdraw(story, language=self.language, by=user, reason=self.comment)
        else:
            publishing.move(story, language=self.language, to=self.to, by=user, comment=self.comment)

    def _reason_against_publishing(self, story: Article, copy: Snapshot) -> str:
        if story.is_scheduled(self.language):
            return _("It is scheduled; it will appear by itself.")
        if story.is_live(self.language) and not getattr(story, f"pending_{self.language}"):
            return _("It is public already, and nothing in it waits.")
        if story.embargo_until and story.embargo_until > timezone.now():
            return _("It is under embargo.")
        as_it_would_be = rows.lay(clone(story), copy, PARTS)
        return " ".join(reasons_against(as_it_would_be, self.language))


@dataclass(frozen=True)
class GiveToOwner:
    """Give stories to a reporter or an editor."""

    owner: User

    def reason_against(self, user: User, story: Article, copy: Snapshot) -> str:
        """Refuse what is theirs already, or lies outside their sections."""
        if not access.may(user, "publish", story):
            return not_yours()
        if story.owner_id == self.owner.pk:
            return _("It is theirs already.")
        return _outside(self.owner, story)

    def do(self, user: User, story: Article, copy: Snapshot) -> None:
        """Write the new owner down."""
        with publishing.editing(story, by=user):
            hands = {"from_person": audit.name_of(story.owner), "to_person": audit.name_of(self.owner)}
            Article.objects.filter(pk=story.pk).update(owner=self.owner, saved_at=timezone.now())
            audit.record("give_story", by=user, on=story, **hands)


@dataclass(frozen=True)
class GiveToTranslator:
    """Give the translation of stories to somebody."""

    translator: User

    def reason_against(self, user: User, story: Article, copy: Snapshot) -> str:
        """Refuse what has nothing to translate, is theirs already, or lies outside their sections."""
        if not access.may(user, "publish", story):
            return not_yours()
        if not copy.text("title", copy.original_language):
            return _("Its original is not written yet.")
        translation = getattr(story, "translation", None)
        if translation is not None and translation.translator_id == self.translator.pk:
            return _("It is theirs already.")
        return _outside(self.translator, story)

    def do(self, user: User, story: Article, copy: Snapshot) -> None:
        """Write the translator down beside what the translation owes."""
        with publishing.editing(story, by=user):
            parity.assign(story, copy, self.translator, by=user)


def _at_once(part: str, user: User, story: Article) -> tuple[str, ...]:
    """Name the part if readers of a live version see it now, not only once the change is published."""
    return (part,) if access.may(user, "publish", story) else ()


def _outside(person: User, story: Article) -> str:
    limits = access.section_limits(person)
    if not limits or story.section_id in limits:
        return ""
    return _("It is in a section that this person does not work on.")
