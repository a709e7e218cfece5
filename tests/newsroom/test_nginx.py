"""The outermost door: a real nginx reads deploy/nginx.conf, and counts the reads that we would count.

Wants nginx and openssl on the machine.
"""

import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.test import RequestFactory

from articles import reads

pytestmark = pytest.mark.soak

CONFIG = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
PHONE = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
SECONDS = 10

# Method, path, and headers beside those of a phone.
REQUESTS = [
    ("GET", "/en/article/12/a-day-at-the-river/", {}),
    ("GET", "/ar/article/12/%D9%8A%D9%88%D9%85/?lite", {}),
    ("GET", "/ar/article/7/x/", {"User-Agent": ""}),
    ("GET", "/ar/article/7/x/", {"User-Agent": "Googlebot/2.1"}),
    ("GET", "/ar/article/7/x/", {"User-Agent": "WhatsApp/2.24"}),
    ("GET", "/en/article/7/x/", {"Purpose": "prefetch"}),
    ("GET", "/en/article/7/x/", {"Sec-Purpose": "prefetch;prerender"}),
    ("HEAD", "/en/article/7/x/", {}),
    ("GET", "/en/", {}),
    ("GET", "/en/article/gone/", {}),
    ("GET", "/en/article/410/withdrawn/", {}),
    ("GET", "/en/article/304/unchanged/", {}),
]


class Paper(BaseHTTPRequestHandler):
    """Stands where the site would: an address that names a status is answered with it, all else with 200."""

    def do_GET(self) -> None:
        named = re.search("/(304|410)/", self.path)
        self.send_response(int(named[1]) if named else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_PURGE = do_GET  # noqa: N815 - the name is that of http.server

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def paper() -> Iterator[int]:
    """The port of the site behind nginx."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Paper)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def nginx(tmp_path, paper) -> Iterator[int]:
    """The port of an nginx with our configuration, moved to loopback, this folder and a certificate of its own."""
    key, certificate, port = tmp_path / "key.pem", tmp_path / "certificate.pem", free_port()
    asked = [
        "openssl",
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-days",
        "1",
        "-subj",
        "/CN=news.example.org",
    ]
    subprocess.run([*asked, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    moved = CONFIG.read_text()
    for ours, here in {
        r"listen \[::\]:.*;": "",
        r"listen 80;": f"listen 127.0.0.1:{free_port()};",
        r"listen 443 ": f"listen 127.0.0.1:{port} ",
        r"(ssl_certificate +).*;": rf"\g<1>{certificate};",
        r"(ssl_certificate_key +).*;": rf"\g<1>{key};",
        r"/var/log/newsroom/": f"{tmp_path}/",
        r"127\.0\.0\.1:6081": f"127.0.0.1:{paper}",
    }.items():
        moved, count = re.subn(ours, here, moved)
        assert count, ours
    whole = f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/errors; events {{}} http {{\n{moved}\n}}"
    (tmp_path / "nginx.conf").write_text(whole)
    process = subprocess.Popen(["nginx", "-c", tmp_path / "nginx.conf"], stderr=subprocess.PIPE, text=True)
    _wait_for(port, process)
    yield port
    process.terminate()
    process.wait(timeout=SECONDS)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"nginx did not start: {process.communicate()[1]}")
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    pytest.fail("nginx never answered")


def ask(port: int, method: str, path: str, headers: dict[str, str]) -> HTTPResponse:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    connection = HTTPSConnection("127.0.0.1", port, context=trusting, timeout=SECONDS)
    connection.request(method, path, headers={"Host": "news.example.org", "User-Agent": PHONE} | headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_nginx_counts_what_we_would_count(nginx, tmp_path):
    ours = []
    for method, path, headers in REQUESTS:
        status = ask(nginx, method, path, headers).status
        request = RequestFactory().generic(method, path, headers={"User-Agent": PHONE} | headers)
        ours.append(reads.line_of(request, status))

    theirs = (tmp_path / "reads.log").read_bytes()

    assert [line.split()[1:] for line in theirs.decode().splitlines()] == [line.split()[1:] for line in ours if line]
    assert all(reads._LINE.fullmatch(line) for line in theirs.splitlines(keepends=True))
    assert len(theirs.splitlines()) == 3


def test_nginx_lets_nobody_outside_empty_the_cache(nginx):
    assert ask(nginx, "PURGE", "/", {"xkey-softpurge": "home-en"}).status == 405


def test_nginx_passes_a_question_of_ten_thousand_letters_on(nginx):
    assert ask(nginx, "GET", f"/ar/search/?q={'%D8%B3' * 10_000}", {}).status == 200
