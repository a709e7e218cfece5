"""Reading time, each script at its own pace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import pace


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("", 0),
        (" \n", 0),
        ("كلمة", 1),
        ("كلمة " * 180, 1),
        ("كلمة " * 900, 5),
        ("word " * 960, 4),
        ("كلمة word " * 180, 2),
    ],
)
def test_minutes_count_each_script_at_its_own_pace(text, minutes):
    assert pace.minutes(text) == minutes


@given(st.lists(st.sampled_from(["كلمة", "word", "2026", "–"])))
def test_a_longer_text_never_takes_less(words):
    assert pace.minutes(" ".join(words)) <= pace.minutes(" ".join([*words, "more"]))
