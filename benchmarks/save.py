"""How long an editor waits: one story saved through the desk's own form, over HTTP, time after time."""

import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from statistics import median
from urllib.parse import urlencode

from django.urls import reverse

from articles.models import Article
from benchmarks import archive, server
from benchmarks.forms import fields_of
from newsroom.models import User

ACCOUNT = "bench"
PASSWORD = "only for the bench's own database"
SAVES = 40


def main() -> None:
    """Print the median and the slowest of forty saves, each with a changed headline."""
    User.objects.filter(username=ACCOUNT).delete()
    User.objects.create_superuser(ACCOUNT, password=PASSWORD)
    story = archive.longest("ar")
    address = reverse("admin:articles_article_change", args=[story.pk])
    with server.running() as (port, _master):
        desk = Desk(port)
        desk.sign_in()
        taken = [_save(desk, address, f"Saved {number}") for number in range(SAVES)]
    stored = Article.objects.get(pk=story.pk).words("title", "en")
    if stored != f"Saved {SAVES - 1}":
        raise RuntimeError(f"The desk did not keep the headline: {stored}")
    Article.objects.filter(pk=story.pk).update(title_en=story.words("title", "en"))
    print("\nSaving a story over HTTP: the whole form posted, until the answer")
    print(f"median {median(taken):.1f} ms · slowest {max(taken):.1f} ms · {SAVES} saves", end="")
    print(" (on such a machine: Wagtail 127, Ghost 45, WordPress 32 ms)")


def _save(desk: "Desk", address: str, headline: str) -> float:
    fields = fields_of(desk.ask("GET", address)[1], "article_form")
    fields = [(name, headline if name == "title_en" else value) for name, value in fields]
    began = time.perf_counter()
    status, page = desk.ask("POST", address, [*fields, ("_continue", "1")])
    milliseconds = (time.perf_counter() - began) * 1000
    if status != 302:
        raise RuntimeError(f"The desk refused the form ({status}): {page[:2000]}")
    return milliseconds


class Desk:
    """A browser without a screen: one connection and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: SimpleCookie = SimpleCookie()

    def sign_in(self) -> None:
        """Open the desk's door with the bench's account."""
        door = reverse("admin:login")
        fields = [field for field in fields_of(self.ask("GET", door)[1], "login-form") if field[0] != "username"]
        status, _page = self.ask("POST", door, [*fields, ("username", ACCOUNT), ("password", PASSWORD)])
        if status != 302:
            raise RuntimeError(f"The desk's door answered {status}.")

    def ask(self, method: str, address: str, fields: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        """Send one request and give the status and the page; redirects are not followed."""
        headers = {"Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, urlencode(fields) if fields else None, headers)
        response = self.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return response.status, response.read().decode()
