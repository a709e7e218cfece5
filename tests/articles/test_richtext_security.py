"""Nothing that a text holds can run, frame, call out or break out of the page."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Photo
from articles.richtext import clean, render, render_for_feed
from tests.articles.test_richtext_cleaning import ANY_HTML

ALLOWED = {
    "p": {"dir", "lang"},
    "h2": {"dir", "lang"},
    "h3": {"dir", "lang"},
    "ul": {"dir", "lang"},
    "ol": {"dir", "lang"},
    "blockquote": {"dir", "lang"},
    "li": set(),
    "hr": set(),
    "br": set(),
    "figure": set(),
    "figcaption": set(),
    "strong": set(),
    "em": set(),
    "sub": set(),
    "sup": set(),
    "a": {"href", "rel"},
    "img": {"data-photo"},
}
DRAWN = ALLOWED | {
    "p": {"dir", "lang", "class", "hidden"},
    "div": {"class", "data-frame", "data-shape", "data-title", "dir", "lang"},
    "span": {"class"},
    "bdi": set(),
    "small": set(),
    "button": {"type"},
    "figure": {"class"},
    "picture": set(),
    "source": {"type", "srcset", "sizes"},
    "img": {"src", "width", "height", "alt", "loading", "decoding"},
}
FRAMES = (
    "https://www.youtube-nocookie.com/embed/",
    "https://player.vimeo.com/video/",
    "https://platform.twitter.com/embed/Tweet.html?",
    "https://t.me/",
    "https://www.facebook.com/plugins/",
)

VECTORS = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img data-photo="7" src=x onerror=alert(1)>',
    '<p>a<img data-photo="7">b</p>',
    '<img data-photo="7&quot; onerror=&quot;alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><img src=x onerror=alert(1)></template>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    '<iframe src="https://www.youtube-nocookie.com/embed/abcdefghij1"></iframe>',
    "<object data=javascript:alert(1)></object><embed src=x>",
    "<form action=https://evil.example><input name=a><button formaction=x>b</button></form>",
    "<base href=https://evil.example><meta http-equiv=refresh content=0>",
    "<link rel=stylesheet href=//evil.example/a.css><style>@import '//evil.example'</style>",
    '<a href="javascript:alert(1)">a</a>',
    '<a href="  java&#10;script&colon;alert(1)">a</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>',
    '<a href="//evil.example">a</a><a href="/\\evil.example">b</a><a href="\\/evil.example">c</a>',
    "<a href='https://example.org/\"onmouseover=\"alert(1)'>a</a>",
    '<a href="https://example.org/" style="position:fixed;inset:0" onclick=alert(1)>a</a>',
    '<a href="https://www.google.com/url?q=javascript:alert(1)">a</a>',
    '<p dir="rtl&quot; onclick=&quot;alert(1)">a</p>',
    '<p lang="ar&quot;onclick">a</p>',
    '<div class="embed" data-frame="https://evil.example/"><button>x</button></div>',
    '<p><a href="https://youtu.be/abcdefghij1?x=&quot;><script>alert(1)</script>">https://youtu.be/x</a></p>',
    "<p><a href=https://t.me/river/1>&lt;img src=x onerror=alert(1)&gt;</a></p>",
    "<figure><img data-photo=7><figcaption></figcaption><script>alert(1)</script></figure>",
    "<figcaption></figure><img data-photo=7>",
    "<![CDATA[<script>alert(1)</script>]]><?php echo 1 ?><!DOCTYPE x [<!ENTITY a 'b'>]>",
    "<p>\x00<\x00script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
]


class Inventory(HTMLParser):
    """Notes every element, attribute and address; the plain parser sees what a lenient browser might."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.found.append((tag, dict(attributes)))

    def handle_comment(self, data):
        self.found.append(("comment", {}))

    def handle_decl(self, decl):
        self.found.append(("declaration", {}))

    unknown_decl = handle_pi = handle_decl


def assert_only(html, allowed):
    for tag, attributes in Inventory(html).found:
        assert tag in allowed, tag
        assert set(attributes) <= allowed[tag], (tag, attributes)
        href = attributes.get("href", "/")
        assert href.startswith(("https://", "http://", "mailto:", "tel:", "/")), href
        assert not href.startswith(("//", "/\\")), href
        assert attributes.get("data-frame", FRAMES[0]).startswith(FRAMES)
        assert attributes.get("src", "/media/").startswith(("/media/", "http://127.0.0.1:8000/media/"))


def photos():
    return {7: Photo(pk=7, file="photos/7.jpg", width=3, height=2, credit='"><script>x</script>', alt_en="<b>")}


@pytest.mark.parametrize("vector", VECTORS)
def test_vector_is_harmless_when_cleaned_and_when_stored_as_it_is(vector):
    cleaned = clean(vector)

    assert_only(cleaned, ALLOWED)
    for stored in (vector, cleaned):
        assert_only(render(stored, language="en", photos=photos()), DRAWN)
        assert_only(render_for_feed(stored, language="en", photos=photos()), DRAWN)


@given(st.lists(st.one_of(ANY_HTML, st.sampled_from(VECTORS)), max_size=4).map("".join))
def test_any_text_comes_out_within_the_list(html):
    cleaned = clean(html)

    assert_only(cleaned, ALLOWED)
    assert_only(render(html, language="en", photos=photos()), DRAWN)
    assert_only(render_for_feed(html, language="ar", photos=photos()), DRAWN)
    assert "\u202e" not in cleaned
