"""localstripe on loopback, started by the Python of its own environment, which `bin/localstripe` names."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
import requests

SECRET = "whsec_for_tests_only"
KEY = "sk_test_pretend"
# Its own start listens to every interface of the machine and keeps its data in a file for all.
SERVE = """
import sys, tempfile
tempfile.tempdir = sys.argv[2]
from aiohttp import web
from localstripe.server import app
web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)
"""


class LocalStripe:
    """The running service, with the acts of donors and banks that its own API has."""

    def __init__(self, address: str) -> None:
        self.address = address

    def post(self, path: str, **fields) -> dict:
        """Do something as a client of another age would: in its own, older shapes."""
        answer = requests.post(f"{self.address}/v1/{path}", auth=(KEY, ""), data=fields, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def tell(self, door: str) -> None:
        """Have it send its signed messages to this address."""
        hook = {"url": door, "secret": SECRET}
        assert requests.post(f"{self.address}/_config/webhooks/ours", data=hook, timeout=10).ok

    def card(self) -> str:
        card = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2040, "cvc": "123"}
        about = {f"card[{name}]": each for name, each in card.items()}
        return self.post("payment_methods", type="card", **about)["id"]

    def pay(self, amount: int) -> dict:
        """Somebody pays once."""
        return self.post("payment_intents", amount=amount, currency="usd", payment_method=self.card(), confirm="true")

    def subscribe(self, **metadata) -> dict:
        """Somebody pays each month."""
        card, donor = self.card(), self.post("customers", email="salma@example.org")["id"]
        self.post(f"payment_methods/{card}/attach", customer=donor)
        self.post(f"customers/{donor}", **{"invoice_settings[default_payment_method]": card})
        product = self.post("products", name="Monthly")["id"]
        plan = self.post("plans", amount=300, currency="usd", interval="month", product=product)["id"]
        about = {f"metadata[{name}]": value for name, value in metadata.items()}
        return self.post("subscriptions", customer=donor, **{"items[0][plan]": plan} | about)


@pytest.fixture
def localstripe(settings, tmp_path) -> Iterator[LocalStripe]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [os.environ["LOCALSTRIPE"], "-c", SERVE, str(port), str(tmp_path)]
    with subprocess.Popen(command) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address)
            settings.STRIPE_API_BASE, settings.STRIPE_SECRET_KEY = address, KEY
            settings.STRIPE_PUBLISHABLE_KEY, settings.STRIPE_WEBHOOK_SECRET = "pk_test_pretend", SECRET
            settings.DONATION_PROVIDERS = ["stripe"]
            yield LocalStripe(address)
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _try in range(100):
        try:
            requests.get(address, timeout=1)
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("localstripe did not start")
