"""The body text as readers and feed readers get it."""

from articles.richtext import clean, plain_text, render, render_for_feed
from tests.factories import make_photo

CARD = "https://www.youtube.com/watch?v=abcdefghij1"


def test_figure_shows_the_caption_typed_here_and_the_credit(db):
    photo = make_photo(caption_en="Its own", alt_en="A bridge", credit="Noor & Sons")

    html = render(
        f'<figure><img data-photo="{photo.pk}"><figcaption>Typed <em>here</em></figcaption></figure>',
        language="en",
        photos={photo.pk: photo},
    )

    assert html.startswith('<figure class="photo"><')
    assert 'alt="A bridge"' in html
    assert html.endswith(
        "<figcaption>Typed <em>here</em>"
        ' <span class="credit">(<bdi>Noor &amp; Sons</bdi>)</span></figcaption></figure>'
    )


def test_figure_falls_back_on_the_photos_own_caption_in_the_language(db):
    photo = make_photo(caption_en="English <b>words</b>", caption_ar="كلمات", credit="Noor")
    html = f'<figure><img data-photo="{photo.pk}"></figure>'

    arabic = render(html, language="ar", photos={photo.pk: photo})
    english = render(html, language="en", photos={photo.pk: photo})

    assert arabic.endswith('<figcaption>كلمات <span class="credit">(<bdi>Noor</bdi>)</span></figcaption></figure>')
    assert "<figcaption>English &lt;b&gt;words&lt;/b&gt; <span" in english


def test_figure_without_any_caption_still_shows_the_credit(db):
    photo = make_photo(credit="Noor")

    html = render(f'<figure><img data-photo="{photo.pk}"></figure>', language="ar", photos={photo.pk: photo})

    assert html.endswith('<figcaption><span class="credit">(<bdi>Noor</bdi>)</span></figcaption></figure>')


def test_figure_of_a_photo_that_is_gone_leaves_nothing():
    html = '<p>a</p><figure><img data-photo="12"><figcaption>Lost</figcaption></figure><p>b</p>'

    assert render(html, language="en", photos={}) == "<p>a</p><p>b</p>"
    assert render_for_feed(html, language="en", photos={}) == '<div dir="ltr" lang="en"><p>a</p><p>b</p></div>'


def test_words_that_look_like_a_photo_stay_words(db):
    photo = make_photo()
    html = clean(f'<p>&lt;figure&gt;&lt;img data-photo="{photo.pk}"&gt;&lt;/figure&gt;</p>')

    assert render(html, language="en", photos={photo.pk: photo}) == html


def test_stored_markup_outside_the_list_is_never_shown():
    stored = '<p onclick="x()">a<script>alert(1)</script></p><iframe src="https://evil.example"></iframe>'

    assert render(stored, language="en", photos={}) == "<p>a</p>"
    assert render_for_feed(stored, language="ar", photos={}) == '<div dir="rtl" lang="ar"><p><bdi>a</bdi></p></div>'


def test_lonely_link_to_a_film_becomes_a_card_that_asks_nobody():
    html = render(f'<p><a href="{CARD}" rel="noopener">{CARD}</a></p>', language="en", photos={})

    assert html == (
        '<div class="embed" data-frame="https://www.youtube-nocookie.com/embed/abcdefghij1?autoplay=1"'
        ' data-shape="film" data-title="Video on YouTube">'
        f'<p><a href="{CARD}" rel="noopener"><span class="embed-provider"><bdi>YouTube</bdi></span>'
        ' <span class="embed-title">Video on YouTube</span></a></p>'
        '<p class="embed-offer" hidden><button type="button">Play it here</button>'
        " <small>This loads content from YouTube, which then learns of your visit.</small></p></div>"
    )


def test_card_carries_the_title_that_was_typed():
    html = render(f'<p dir="ltr"><a href="{CARD}" rel="noopener">The &amp; flood</a></p>', language="en", photos={})

    assert '<span class="embed-title">The &amp; flood</span>' in html
    assert 'data-title="The &amp; flood"' in html


def test_feed_text_stands_on_its_own(db, settings):
    settings.SITE_URL = "https://river.example"
    photo = make_photo(file="photos/bridge.jpg", alt_ar="جسر", credit="Noor")
    html = (
        f'<p><a href="/ar/">هنا</a></p><figure><img data-photo="{photo.pk}"></figure>'
        f'<p><a href="{CARD}" rel="noopener">{CARD}</a></p>'
    )

    feed = render_for_feed(html, language="ar", photos={photo.pk: photo})

    assert feed.startswith(
        '<div dir="rtl" lang="ar"><p><a href="https://river.example/ar/">هنا</a></p><figure><img src="'
    )
    assert 'src="https://river.example/media/photos/bridge.jpg"' in feed
    assert f'<p><a href="{CARD}"><bdi>YouTube</bdi>: ' in feed
    assert feed.endswith("</p></div>")


def test_plain_text_gives_words_a_block_a_line():
    html = "<h2>Head</h2><p>One &amp;&nbsp;two<br>three</p><ul><li><p>four</p></li></ul>"

    assert plain_text(html) == "Head\nOne & two\nthree\nfour"
