"""The relevance set stays answered; `python -m benchmarks search` prints the figures with the stock's beside them."""

import tomllib

import pytest

from articles import names
from benchmarks.search import relevance
from tests import factories

pytestmark = pytest.mark.django_db


def test_readers_find_what_they_look_for_among_the_first_ten():
    factories.make_section()
    stories = relevance._load()
    names.add_missing()
    pairs = tomllib.loads((relevance.HERE / "pairs.toml").read_text())

    recalls = {
        language: [
            len({stories[key] for key in wanted} & set(relevance._ours(question, language))) / len(wanted)
            for question, *wanted in asked
        ]
        for language, asked in pairs.items()
    }

    assert sum(map(len, recalls.values())) >= 120
    assert all(sum(found) / len(found) >= 0.9 for found in recalls.values())
