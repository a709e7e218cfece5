"""The pretend Stripe's HTTP door: one thread a request, form fields in, JSON out."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.donations.fake_stripe import pages, routes
from tests.donations.fake_stripe.errors import Refused
from tests.donations.fake_stripe.world import World

HANGS_SECONDS = 3


@contextmanager
def running(**values: Any) -> Iterator[World]:
    """Run a pretend Stripe on a free port of loopback."""
    world = World(**values)
    door = type("Door", (_Door,), {"world": world})
    server = ThreadingHTTPServer(("127.0.0.1", 0), door)
    world.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield world
    finally:
        server.shutdown()
        server.server_close()


class _Door(BaseHTTPRequestHandler):
    world: World
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def _answer(self, method: str) -> None:
        where = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if not where.path.startswith("/v1/"):
            with self.world.lock:
                status, headers, text = pages.answer(self.world, method, where.path, dict(parse_qsl(body)))
            self._send(status, text.encode(), headers)
            return
        fields = routes.nested(parse_qsl(where.query if method == "GET" else body, keep_blank_values=True))
        status, answer = self._asked(method, where.path, fields)
        if status:
            self._send(status, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _asked(self, method: str, path: str, fields: dict[str, Any]) -> tuple[int, Any]:
        """Answer, once for each key, and break as it was told to."""
        world, key = self.world, self.headers.get("Idempotency-Key", "") if method == "POST" else ""
        with world.lock:
            world.asked.append((method, path, deepcopy(fields)))
            trouble = world.trouble.pop(0) if world.trouble else ""
            if trouble == "down":
                return 503, {"error": {"type": "api_error", "message": "down"}}
            if key in world.answers:
                return _again(world.answers[key], fields)
            status, answer = _done(world, method, path, deepcopy(fields))
            if trouble == "breaks after acting":
                status, answer = 500, {"error": {"type": "api_error", "message": "broken"}}
            if key:
                world.answers[key] = (fields, status, answer)
        if trouble == "hangs after acting":
            time.sleep(HANGS_SECONDS)
        if trouble == "hangs up after acting":
            self.close_connection = True
            return 0, None
        return status, answer

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items() | {("Content-Length", str(len(body)))}:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def _again(first: tuple[dict[str, Any], int, Any], fields: dict[str, Any]) -> tuple[int, Any]:
    asked, status, answer = first
    if asked != fields:
        return 400, {"error": {"type": "idempotency_error", "message": "Keys are for the same request only."}}
    return status, answer


def _done(world: World, method: str, path: str, fields: dict[str, Any]) -> tuple[int, Any]:
    try:
        return 200, routes.answer(world, method, path.removeprefix("/v1/"), fields)
    except Refused as refusal:
        error = {"type": "invalid_request_error", "code": refusal.code, "message": str(refusal)}
        return refusal.status, {"error": error}
