"""Pictures that the site itself sends."""

from pathlib import Path

import pytest


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "photos").mkdir(parents=True)
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    return settings.MEDIA_ROOT


def test_media_sends_a_picture_to_keep_for_ever(client, media):
    (media / "photos" / "a.avif").write_bytes(b"picture" * 100)

    response = client.get("/media/photos/a.avif", headers={"accept-encoding": "gzip"})

    assert response.getvalue() == b"picture" * 100
    assert response["Content-Type"] == "image/avif"
    assert response["Content-Length"] == "700"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.cookies == {}
    assert "Vary" not in response


@pytest.mark.parametrize(
    "path",
    [
        "photos/none.jpg",
        "../secret.jpg",
        "photos/../../secret.jpg",
        "%2e%2e/secret.jpg",
        "/etc/passwd.jpg",
        "photos",
        "photos.jpg/",
        "photos/a.html",
        "photos/a.svg",
        "photos/%00.jpg",
        "photos/" + "a" * 300 + ".jpg",
    ],
)
def test_media_knows_nothing_else(client, media, path):
    (media / "photos" / "a.html").write_text("<script>")
    (media / "photos" / "a.svg").write_text("<svg>")
    (media / "photos.jpg").mkdir()

    assert client.get(f"/media/{path}").status_code == 404


def test_media_takes_no_orders(client, media):
    assert client.post("/media/photos/a.jpg").status_code == 405
