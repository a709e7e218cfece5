"""What a body text keeps, and in which spelling."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.richtext import clean
from articles.richtext.elements import ELEMENTS, is_canonical

CLIPBOARD = Path(__file__).parent / "clipboard"


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("", ""),
        ("   \n ", ""),
        ("<p></p>", ""),
        ("<p>&nbsp;</p><p><br></p><p> </p>", ""),
        ("Only words", "<p>Only words</p>"),
        ("<h1>Head</h1><h5>Sub</h5>", "<h2>Head</h2><h3>Sub</h3>"),
        ("<p>a<br><br>b<br></p>", "<p>a</p><p>b</p>"),
        ("<p>a <br> b</p>", "<p>a<br>b</p>"),
        ("<div>a</div><div>b</div>", "<p>a</p><p>b</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a</p><p>b</p>"),
        ("<b>one</b><strong> two</strong>", "<p><strong>one two</strong></p>"),
        ("<p><em><strong>x</strong></em></p>", "<p><strong><em>x</em></strong></p>"),
        ("<b><p>one</p><p>two</p></b>", "<p><strong>one</strong></p><p><strong>two</strong></p>"),
        ("<p>CO<sub>2</sub>, m<sup>2</sup></p>", "<p>CO<sub>2</sub>, m<sup>2</sup></p>"),
        ("<p>a&nbsp;&nbsp; b 5&nbsp;km</p>", "<p>a b 5&nbsp;km</p>"),
        ("<p>a</p><hr><p>b</p>", "<p>a</p><hr><p>b</p>"),
        ('<p dir="RTL" lang="ar" class="x" style="color:red" id="y">نص</p>', '<p dir="rtl" lang="ar">نص</p>'),
        ('<p dir="sideways" lang="<">x</p>', "<p>x</p>"),
        ("<p><u>under</u><font color=red>red</font></p>", "<p>underred</p>"),
    ],
)
def test_clean_gives_the_one_spelling(given_html, kept):
    cleaned = clean(given_html)

    assert cleaned == kept


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<li>stray", "<p>stray</p>"),
        ("<ul>loose<li>a</ul>", "<ul><li><p>loose</p></li><li><p>a</p></li></ul>"),
        ("<ul><li> </li></ul><p>a</p>", "<p>a</p>"),
        (
            "<ol><li>a</li><ol><li>b</li></ol><li>c</li></ol>",
            "<ol><li><p>a</p><ol><li><p>b</p></li></ol></li><li><p>c</p></li></ol>",
        ),
        ("<blockquote>q<h2>h</h2></blockquote>", "<blockquote><p>q</p><p>h</p></blockquote>"),
        ("<blockquote><blockquote>q</blockquote></blockquote>", "<blockquote><p>q</p></blockquote>"),
        ("<ul dir='ltr'><li>a</li></ul>", '<ul dir="ltr"><li><p>a</p></li></ul>'),
    ],
)
def test_clean_keeps_lists_and_quotes_in_order(given_html, kept):
    cleaned = clean(given_html)

    assert cleaned == kept


def test_clean_flattens_lists_deeper_than_three():
    cleaned = clean("<ul><li>1" * 5)

    assert cleaned == (
        "<ul><li><p>1</p><ul><li><p>1</p><ul><li><p>1</p></li><li><p>1</p></li><li><p>1</p></li></ul>"
        "</li></ul></li></ul>"
    )


def test_clean_survives_a_thousand_open_elements():
    cleaned = clean("<ul><li><b><blockquote>" * 1_000 + "x")

    assert cleaned == "<ul><li><ul><li><ul><li><p><strong>x</strong></p></li></ul></li></ul></li></ul>"


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        (
            '<figure><img data-photo="12" src="/media/a.jpg"><figcaption>On the <b>bridge</b></figcaption></figure>',
            '<figure><img data-photo="12"><figcaption>On the <strong>bridge</strong></figcaption></figure>',
        ),
        (
            '<figure><img data-photo="12"><figcaption> </figcaption></figure>',
            '<figure><img data-photo="12"></figure>',
        ),
        ('<p>a<img data-photo="3">b</p>', '<p>a</p><figure><img data-photo="3"></figure><p>b</p>'),
        ('<figure><img data-photo="0012"></figure>', '<figure><img data-photo="12"></figure>'),
        ('<img src="https://elsewhere.example/a.jpg">', ""),
        ('<img data-photo="0"><img data-photo="-1"><img data-photo="1e3"><img data-photo="٣">', ""),
        ("<figure><figcaption>alone</figcaption></figure>", "<p>alone</p>"),
        (
            '<ul><li>a<img data-photo="1"></li><li>b</li></ul>',
            '<ul><li><p>a</p></li><li><p>b</p></li></ul><figure><img data-photo="1"></figure>',
        ),
    ],
)
def test_clean_keeps_only_our_own_photos(given_html, kept):
    cleaned = clean(given_html)

    assert cleaned == kept


def test_clean_drops_controls_and_overrides_and_keeps_marks():
    marks = "\u200e\u200f\u061c\u2066\u2069\u200c\u200d"

    cleaned = clean(f"<p>a\x00\x07\x85\u202e\u202c\u200b\ufeff\u00ad\ud800&#x202e;&#7;b{marks}</p>")

    assert cleaned == f"<p>ab{marks}</p>"


def test_clean_tidies_what_word_puts_on_the_clipboard():
    cleaned = clean((CLIPBOARD / "word.html").read_text(encoding="utf-8"))

    assert cleaned == (
        '<h2 dir="rtl">سوق</h2><p dir="rtl"><strong>فتح</strong> السوق أبوابه</p><p>Prices <em>fell</em>.</p>'
    )


def test_clean_tidies_what_google_docs_puts_on_the_clipboard():
    cleaned = clean((CLIPBOARD / "google_docs.html").read_text(encoding="utf-8"))

    assert cleaned == (
        '<h2 dir="ltr">Bridge opens</h2><p dir="ltr">The <strong>old</strong> bridge, '
        '<a href="https://example.org/b?a=1" rel="noopener"><em>says the town</em></a></p>'
        '<ul><li><p dir="ltr">one</p></li></ul>'
    )


STRANGERS = ["div", "span", "b", "i", "h1", "h6", "table", "td", "svg", "math", "script", "style", "iframe"]
STRANGERS += ["template", "form", "select", "o:p", "noscript", "textarea"]
TAGS = [*(element.tag for element in ELEMENTS), *STRANGERS]
ATTRIBUTES = st.sampled_from(
    [
        "",
        ' dir="rtl"',
        ' lang="ar" dir=ltr',
        ' style="font-weight:bold"',
        ' style="font-weight:normal;font-style:italic"',
        ' data-photo="7"',
        ' href="https://example.org/?a=1&b=&quot;"',
        ' href="javascript:alert(1)"',
        ' href="https://youtu.be/aaaaaaaaaaa"',
        ' href="//evil.example" onclick="x()"',
        ' src=x onerror=alert(1) class="y"',
    ]
)
TEXTS = st.one_of(
    st.text(max_size=8), st.sampled_from([" ", "\u00a0", "\n", "<", ">", "&lt;b&gt;", "]]>", "<!--", "-->", "&#0;"])
)
TAGS_OPEN = st.builds("<{}{}>".format, st.sampled_from(TAGS), ATTRIBUTES)
TAGS_CLOSED = st.builds("</{}>".format, st.sampled_from(TAGS))
ANY_HTML = st.lists(st.one_of(TAGS_OPEN, TAGS_CLOSED, TEXTS), max_size=14).map("".join)


@given(ANY_HTML)
def test_clean_twice_changes_nothing(html):
    once = clean(html)

    assert clean(once) == once
    assert is_canonical(once)
