"""Two acts at the same moment, on a real database: nobody waits for ever, and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from threading import Barrier, Thread

import pytest
from django.db import connections

from articles import merging, publishing, revisions
from articles.models import Article, Contributor, Topic
from articles.snapshots import Credit, Link
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    start, errors = Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            act()
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def fresh(story):
    return Article.objects.get(pk=story.pk)


def propose(story, **parts):
    publishing.save(fresh(story), replace(revisions.working_copy(fresh(story)), **parts), by=None)


@pytest.mark.parametrize("_round", range(3))
def test_a_merge_takes_no_byline_from_a_story_that_is_being_published(_round):
    story, kept, double = factories.make_article(live="en"), *(factories.make_contributor() for _ in range(2))
    propose(story, bylines=(Credit(double.pk, "author"),))

    errors = at_once(
        lambda: publishing.publish(fresh(story), language="en", by=None),
        lambda: merging.merge(Contributor, keep=kept.pk, others=[double.pk], by=None),
    )

    assert errors == []
    assert [line.contributor_id for line in story.bylines.all()] == [kept.pk]


@pytest.mark.parametrize("_round", range(3))
def test_a_merge_takes_no_topic_from_a_story_that_is_being_published(_round):
    story, kept, double = factories.make_article(live="en"), *(factories.make_topic() for _ in range(2))
    propose(story, topics=(double.pk,))

    errors = at_once(
        lambda: publishing.publish(fresh(story), language="en", by=None),
        lambda: merging.merge(Topic, keep=kept.pk, others=[double.pk], by=None),
    )

    assert errors == []
    assert list(story.topics.all()) == [kept]


def test_two_editors_link_their_stories_to_each_other():
    one, two = factories.make_article(live=""), factories.make_article(live="")

    def link(story, other):
        for number in range(6):
            propose(story, links=(Link(story=other.pk),) if number % 2 else ())

    errors = at_once(lambda: link(one, two), lambda: link(two, one))

    assert errors == []
    assert (one.related_links.get().story, two.related_links.get().story) == (two, one)
