"""Readers get a page of ours, in their language and direction, while the database cannot be reached."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATHS = ["/ar/", "/en/", "/en/article/12/slug/", "/ar/nowhere/", "/a/12/", "/healthz", "/en/correct/12/"]
ASK = """
import django, json, sys
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
told = []
for path in json.loads(sys.argv[1]):
    answer = client.get(path)
    told.append([answer.status_code, answer.get("Retry-After"), answer.get("Cache-Control"), answer.content.decode()])
print(json.dumps(told))
"""


def test_every_page_says_so_politely_when_the_database_is_away():
    nowhere = "postgres://nobody:nothing@127.0.0.1:9/none"  # the port for what is to be thrown away
    env = os.environ | {"DATABASE_URL": nowhere, "DJANGO_SETTINGS_MODULE": "newsroom.settings"}

    asked = subprocess.run(
        [sys.executable, "-c", ASK, json.dumps(PATHS)], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )

    answers = dict(zip(PATHS, json.loads(asked.stdout.splitlines()[-1]), strict=True))
    assert {path: answer[0] for path, answer in answers.items()} == dict.fromkeys(PATHS, 503)
    for path, direction in (("/ar/", "rtl"), ("/en/", "ltr"), ("/ar/nowhere/", "rtl"), ("/en/correct/12/", "ltr")):
        _status, retry, kept, html = answers[path]
        assert f'<html lang="{path[1:3]}" dir="{direction}">' in html
        assert retry == "60"
        assert "no-store" in kept
        assert "<style" in html
        assert "psycopg" not in html
