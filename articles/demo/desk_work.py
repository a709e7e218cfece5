"""What the demo newsroom is in the middle of: a translation, an original that went on, a question in review."""

from articles import publishing, reviewing, revisions, translating
from articles.demo import contents
from articles.models import Article
from newsroom.models import User

NEW_READING = "<p>وأضافت مصلحة المياه عند الظهر أن القراءة الأخيرة بلغت 2.19 متر.</p>"
QUESTION = "هل وافق السائقون على ذكر أسمائهم؟"


def hand_out() -> None:
    """Leave work on the desk of each member of the demo staff who writes."""
    staff = {user.username: user for user in User.objects.all()}
    editor, reporter = staff["editor"], staff["reporter"]
    translating.assign(_story("old-clock"), staff["translator"], by=editor)
    translating.assign(_story("river-level"), staff["translator"], by=editor)
    _write_on(_story("river-level"), by=editor)
    in_review = _story("night-bus")
    Article.objects.filter(pk=in_review.pk).update(owner=reporter)
    reviewing.comment(in_review, text=QUESTION, language="ar", by=editor)


def _write_on(story: Article, *, by: User) -> None:
    """Add to the original what nobody has translated, or published, yet."""
    working = revisions.working_copy(story)
    longer = working.text("body", "ar") + NEW_READING
    publishing.save(story, working.with_words(body_ar=longer), by=by, note="القراءة الجديدة")


def _story(key: str) -> Article:
    told = next(story for story in contents.stories() if story.key == key)
    return Article.objects.select_related("translation").get(title_ar=told.versions["ar"].title)
