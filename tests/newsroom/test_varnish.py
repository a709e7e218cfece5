"""The shared cache: which language it asks us for, and a real Varnish that reads deploy/varnish.vcl.

The latter wants varnishd with the module xkey, and a C compiler, on the machine.
"""

import re
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.test import RequestFactory
from django.utils import translation

CONFIG = Path(__file__).resolve().parents[2] / "deploy" / "varnish.vcl"
SECONDS = 20

LANGUAGES_OF_BROWSERS = [
    "",
    "*",
    "ar",
    "ar-SY,ar;q=0.9,en-US;q=0.8,en;q=0.7",
    "AR-sy, EN;q=0.5",
    "en-GB,en;q=0.9",
    "en,ar;q=0.8",
    "fr,ar;q=0.8,en;q=0.5",
    "de-DE,de;q=0.9,en;q=0.8,ar;q=0.2",
    "fr",
    "fr;q=0.9,ar-EG;q=0.3",
]


@pytest.mark.parametrize("sent", LANGUAGES_OF_BROWSERS)
def test_cache_reads_a_browsers_languages_as_we_do(sent):
    (prefers_arabic,) = re.findall(r'req\.http\.Accept-Language ~ "([^"]+)"', CONFIG.read_text())
    request = RequestFactory().get("/", headers={"accept-language": sent})

    told = "ar" if re.search(prefers_arabic, sent) else "en"

    assert told == translation.get_language_from_request(request)


class Paper(BaseHTTPRequestHandler):
    """Stands where the site would: each answer has the number of the page in it, and says in which language it is."""

    drawn = 0

    def do_GET(self) -> None:
        Paper.drawn += self.path != "/healthz"
        text = f"{Paper.drawn} {self.headers['Accept-Language']}"
        self.send_response(200)
        self.send_header("Cache-Control", "public, s-maxage=3600, max-age=60")
        self.send_header("Surrogate-Key", "article-1 home-en")
        self.send_header("Vary", "Accept-Language")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def varnish(tmp_path) -> Iterator[int]:
    """The port of a Varnish with our configuration before a paper of its own."""
    Paper.drawn = 0
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    Thread(target=server.serve_forever, daemon=True).start()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    moved, count = re.subn(r'\.port = "8000"', f'.port = "{server.server_port}"', CONFIG.read_text())
    assert count == 1
    (tmp_path / "newsroom.vcl").write_text(moved)
    options = re.findall(r"-p \S+", moved)
    assert options
    asked = ["varnishd", "-F", "-n", tmp_path / "work", "-j", "none", "-a", f"127.0.0.1:{port}", "-s", "malloc,16m"]
    asked += [word for option in options for word in option.split()]
    process = subprocess.Popen([*asked, "-f", tmp_path / "newsroom.vcl"], stderr=subprocess.PIPE)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[1]
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            break
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(timeout=SECONDS)
    server.shutdown()
    server.server_close()


def ask(port: int, method: str, path: str, **headers: str) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    told = answer.status, answer.read().decode()
    connection.close()
    return told


@pytest.mark.soak
def test_varnish_keeps_two_answers_of_an_address_that_has_no_language(varnish):
    answers = [
        ask(varnish, "GET", "/a/12/", accept_language=sent)[1] for sent in ("ar-SY", "ar", "fr,ar", "en", "de")
    ]

    assert answers == ["1 ar", "1 ar", "1 ar", "2 en", "2 en"]


@pytest.mark.soak
def test_varnish_passes_a_question_of_ten_thousand_letters_on(varnish):
    assert ask(varnish, "GET", f"/ar/search/?q={'%D8%B3' * 10_000}")[0] == 200


@pytest.mark.soak
def test_varnish_takes_no_purge_that_came_through_nginx(varnish):
    first = ask(varnish, "GET", "/en/")

    status, _page = ask(varnish, "PURGE", "/", xkey_purge="home-en", X_Forwarded_Proto="https")

    assert status == 405
    assert ask(varnish, "GET", "/en/") == first


@pytest.mark.soak
def test_varnish_serves_a_changed_page_once_more_and_one_that_is_gone_never(varnish):
    ask(varnish, "GET", "/en/")
    changed = ask(varnish, "PURGE", "/", xkey_softpurge="article-1")
    once_more = ask(varnish, "GET", "/en/")[1]
    time.sleep(0.5)  # the new one is fetched meanwhile
    renewed = ask(varnish, "GET", "/en/")[1]

    gone = ask(varnish, "PURGE", "/", xkey_purge="article-1")
    after = ask(varnish, "GET", "/en/")[1]

    assert (changed[0], gone[0]) == (200, 200)
    assert [page[0] for page in (once_more, renewed, after)] == ["1", "2", "3"]
