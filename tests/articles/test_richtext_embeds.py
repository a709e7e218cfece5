"""Which links are films and posts, and which frame they open."""

import pytest

from articles.richtext import clean, embed_hosts
from articles.richtext.embeds import embed_for

YT = "https://www.youtube.com/watch?v=abcdefghij1"


@pytest.mark.parametrize(
    ("written", "address", "frame"),
    [
        (
            "https://youtu.be/abcdefghij1?si=tracker",
            YT,
            "https://www.youtube-nocookie.com/embed/abcdefghij1?autoplay=1",
        ),
        ("https://m.youtube.com/watch?feature=share&v=abcdefghij1", YT, None),
        ("https://www.youtube.com/shorts/abcdefghij1", YT, None),
        ("https://www.youtube.com/embed/abcdefghij1", YT, None),
        (
            "https://youtu.be/abcdefghij1?t=1m5s",
            f"{YT}&t=65s",
            "https://www.youtube-nocookie.com/embed/abcdefghij1?autoplay=1&start=65",
        ),
        (
            "https://vimeo.com/76979871/abcdef0123?share=copy",
            "https://vimeo.com/76979871/abcdef0123",
            "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=abcdef0123",
        ),
        (
            "https://twitter.com/river_post/status/1234567890?s=20",
            "https://x.com/river_post/status/1234567890",
            "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890",
        ),
        ("https://t.me/s/river_post/42", "https://t.me/river_post/42", "https://t.me/river_post/42?embed=1"),
        (
            "https://www.facebook.com/riverpost/posts/pfbid0abc?__cft__[0]=x",
            "https://www.facebook.com/riverpost/posts/pfbid0abc/",
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Friverpost%2Fposts%2Fpfbid0abc%2F",
        ),
        (
            "https://www.facebook.com/watch/?v=123456789&ref=sharing",
            "https://www.facebook.com/watch/?v=123456789",
            "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D123456789",
        ),
    ],
)
def test_embed_is_recognised_without_trackers(written, address, frame):
    embed = embed_for(written)

    assert embed.address == address
    assert frame is None or embed.frame == frame


@pytest.mark.parametrize(
    "written",
    [
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/watch?v=short",
        "https://youtube.com.evil.example/watch?v=abcdefghij1",
        "https://evil.example/?https://youtu.be/abcdefghij1",
        "https://youtu.be@evil.example/abcdefghij1",
        "https://vimeo.com/about",
        "https://x.com/river_post",
        "https://t.me/river_post",
        "https://www.facebook.com/riverpost",
        "javascript:alert(1)",
        "/watch?v=abcdefghij1",
    ],
)
def test_other_links_are_not_embeds(written):
    assert embed_for(written) is None


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p>https://youtu.be/abcdefghij1?si=x</p>",
        '<p> <a href="https://youtu.be/abcdefghij1?si=x">https://youtu.be/abcdefghij1?si=x</a> </p>',
        '<p><a href="https://youtu.be/abcdefghij1?si=x">youtu.be/abcdefghij1?si=x</a></p>',
    ],
)
def test_paragraph_with_only_the_address_is_kept_as_plain_link(paragraph):
    cleaned = clean(paragraph)

    assert cleaned == f'<p><a href="{YT}" rel="noopener">{YT}</a></p>'


def test_link_to_a_film_within_a_sentence_stays_as_written():
    html = '<p>See <a href="https://youtu.be/abcdefghij1" rel="noopener">the film</a>.</p>'

    assert clean(html) == html
    assert embed_hosts(html) == []


def test_embed_hosts_names_each_origin_once():
    html = clean(f"<p>{YT}</p><p>https://youtu.be/abcdefghij2</p><p>https://t.me/river_post/42</p>")

    assert embed_hosts(html) == ["https://t.me", "https://www.youtube-nocookie.com"]
