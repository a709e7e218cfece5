"""A slip in the settings of the house style is named before the newsroom starts."""

import pytest

from newsroom.arabic.checks import house_style_is_known


def test_the_house_style_passes_as_it_is():
    assert house_style_is_known(None) == []


@pytest.mark.parametrize(
    ("name", "value", "number", "told"),
    [
        (
            "NEWSROOM_MONTHS",
            "syrian",
            "newsroom.E020",
            "NEWSROOM_MONTHS is 'syrian', which is no style of the house.",
        ),
        ("NEWSROOM_DIGITS", "", "newsroom.E021", "NEWSROOM_DIGITS is '', which is no style of the house."),
        (
            "NEWSROOM_FIRST_DAY",
            "Sunday",
            "newsroom.E022",
            "NEWSROOM_FIRST_DAY is 'Sunday', which is no style of the house.",
        ),
    ],
)
def test_an_unknown_style_is_refused(settings, name, value, number, told):
    setattr(settings, name, value)

    [message] = house_style_is_known(None)

    assert (message.id, message.msg) == (number, told)


def test_the_hint_lists_what_there_is(settings):
    settings.NEWSROOM_MONTHS = "syrian"

    [message] = house_style_is_known(None)

    assert message.hint == "It is one of: levantine, international, both."


@pytest.mark.parametrize("label", ["two\nlines", "\u202eoverride", " edges ", "x" * 41])
def test_a_label_that_would_break_its_line_is_refused(settings, label):
    settings.NEWSROOM_ZONE_LABEL = {"ar": "بتوقيت دمشق", "en": label}

    [message] = house_style_is_known(None)

    assert message.id == "newsroom.E023"
    assert message.msg.startswith("NEWSROOM_ZONE_LABEL_EN is no short label:")
