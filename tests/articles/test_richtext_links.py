"""Where links may lead."""

import pytest

from articles.richtext import clean
from articles.richtext.links import safe_address


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://Example.org/Path?a=1#b", "https://example.org/Path?a=1#b"),
        ("HTTP://example.org", "http://example.org"),
        ("https://example.org/خبر", "https://example.org/خبر"),
        ("https://example.org/a b", "https://example.org/a%20b"),
        ("www.example.org/x", "https://www.example.org/x"),
        ("/ar/article/3/x/", "/ar/article/3/x/"),
        ("/", "/"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("tel:+963-11-5550100", "tel:+963-11-5550100"),
        ("https://example.org/?utm_source=x&id=4&fbclid=abc#top", "https://example.org/?id=4#top"),
        ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa&usg=z", "https://example.org/a"),
        ("https://www.google.com.lb/url?q=https://example.org/a", "https://example.org/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fa%3Ffbclid%3D1", "https://example.org/a"),
        ("https://www.google.com/search?q=url", "https://www.google.com/search?q=url"),
    ],
)
def test_safe_address_keeps_good_ones_without_trackers(written, kept):
    assert safe_address(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example/x",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https:///evil.example",
        "https://bank.example@evil.example/",
        "https://",
        "https://exa mple.org/",
        "https://[:::]/",
        "https://ex℀mple.org/",
        "https://example.org/\u202egnp.exe",
        "https://www.google.com/url?q=javascript:alert(1)",
        "file:///etc/passwd",
        "page.html",
        "#part",
        "mailto:",
        "tel:abc",
    ],
)
def test_safe_address_refuses(written):
    assert safe_address(written) is None


def test_refused_link_leaves_its_words():
    cleaned = clean('<p>a <a href="javascript:alert(1)">b</a> c</p>')

    assert cleaned == "<p>a b c</p>"


def test_outside_links_cannot_reach_back_and_own_links_are_plain():
    cleaned = clean('<p><a href="https://example.org" target="_blank">a</a> <a href="/en/" rel="x">b</a></p>')

    assert cleaned == '<p><a href="https://example.org" rel="noopener">a</a> <a href="/en/">b</a></p>'
