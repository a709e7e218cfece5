"""The HTML of a picture."""

import pytest

from articles import pictures
from articles.pictures import SIZES
from tests import factories

pytestmark = pytest.mark.django_db

MADE = {"widths": [320, 640, 1280], "cards": [320, 640], "share": [1200, 630], "focal": [30, 40]}


def photo(**values):
    return factories.make_photo(file="photos/ab/cd.jpg", width=1600, height=1200, **values)


def test_picture_offers_avif_then_webp_then_one_jpeg():
    html = pictures.picture(photo(renditions=MADE), use="body", alt="A field")

    sizes = SIZES["body"]
    assert html == (
        "<picture>"
        '<source type="image/avif" srcset="/media/photos/ab/cd-320.avif 320w, /media/photos/ab/cd-640.avif 640w, '
        f'/media/photos/ab/cd-1280.avif 1280w" sizes="{sizes}">'
        '<source type="image/webp" srcset="/media/photos/ab/cd-320.webp 320w, /media/photos/ab/cd-640.webp 640w, '
        f'/media/photos/ab/cd-1280.webp 1280w" sizes="{sizes}">'
        '<img src="/media/photos/ab/cd-1280.jpg" width="1600" height="1200" alt="A field" loading="lazy" '
        'decoding="async"></picture>'
    )


def test_picture_of_a_card_is_the_crop():
    html = pictures.picture(photo(renditions=MADE), use="card", alt="")

    assert (
        f'cd-at30x40-320.avif 320w, /media/photos/ab/cd-at30x40-640.avif 640w" sizes="auto, {SIZES["card"]}"' in html
    )
    assert (
        '<img src="/media/photos/ab/cd-at30x40-640.jpg" width="640" height="427" sizes="auto" alt="" loading=' in html
    )


def test_a_card_that_is_seen_first_names_its_width():
    html = pictures.picture(photo(renditions=MADE), use="card", alt="", eager=True)

    assert "auto" not in html
    assert f'sizes="{SIZES["card"]}"' in html


def test_picture_seen_first_is_fetched_first():
    html = pictures.picture(photo(renditions=MADE), use="lead", alt="", eager=True)

    assert 'fetchpriority="high"' in html
    assert "loading=" not in html


def test_picture_before_its_renditions_is_the_stored_one_scaled():
    html = pictures.picture(photo(), use="lead", alt="A field")

    assert html == (
        '<picture><img src="/media/photos/ab/cd.jpg" width="1600" height="1200" alt="A field" loading="lazy" '
        'decoding="async"></picture>'
    )


def test_card_before_its_crop_keeps_the_cards_shape():
    html = pictures.picture(photo(), use="card", alt="")

    assert '<img src="/media/photos/ab/cd.jpg" width="960" height="640"' in html


def test_picture_escapes_the_description():
    html = pictures.picture(photo(), use="lead", alt='"><script>alert(1)</script>')

    assert 'alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in html


def test_share_image_is_the_crop_once_it_is_made():
    made = pictures.share_image(photo(renditions=MADE))
    waiting = pictures.share_image(factories.make_photo(file="photos/ab/ef.jpg", width=800, height=600))

    assert made == pictures.ShareImage("/media/photos/ab/cd-at30x40-share.jpg", 1200, 630)
    assert waiting == pictures.ShareImage("/media/photos/ab/ef.jpg", 800, 600)
