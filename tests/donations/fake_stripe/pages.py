"""The pretend Stripe's pages: where a donor pays, or puts in another card; and its script for our own page."""

from html import escape
from urllib.parse import parse_qs

from tests.donations.fake_stripe.world import World

Answer = tuple[int, dict[str, str], str]
HTML = {"Content-Type": "text/html; charset=utf-8"}

SCRIPT = """
window.Stripe = (key, { locale }) => ({
  initCheckoutElementsSdk: ({ clientSecret }) => ({
    createPaymentElement: () => ({
      mount: place => {
        place.lang = locale
        place.innerHTML = '<label>رقم البطاقة <input id="pretend-card" inputmode="numeric" dir="ltr"></label>'
      },
    }),
    loadActions: async () => ({
      type: "success",
      actions: {
        confirm: async () => {
          const card = document.querySelector("#pretend-card").value
          const body = new URLSearchParams({ key, card, secret: clientSecret })
          const answer = await fetch("https://api.stripe.com/pretend/confirm", { method: "POST", body })
          return answer.json()
        },
      },
    }),
  }),
})
"""


def answer(world: World, method: str, path: str, fields: dict[str, str]) -> Answer:
    """Show a page, or do what was pressed on it."""
    kind, _slash, number = path.strip("/").partition("/")
    if kind == "pay":
        return _pay(world, method, number, fields)
    if kind == "portal":
        return _portal(world, method, number)
    return 404, HTML, "nothing here"


def confirm(world: World, body: str) -> dict[str, object]:
    """Answer the script's confirmation: cards that end in 2 are declined, those in 3 ask the bank first."""
    fields = {name: values[0] for name, values in parse_qs(body).items()}
    session, card = fields["secret"].removesuffix("_secret"), fields.get("card", "")
    if card.endswith("2"):
        return {"type": "error", "error": {"message": "تم رفض بطاقتك."}}
    world.pay(session)
    return {"type": "success"}


def _pay(world: World, method: str, number: str, fields: dict[str, str]) -> Answer:
    session = world.get(number, "checkout.session")
    act = fields.get("act", "")
    if method == "POST" and act in ("pay", "secure-yes"):
        world.pay(number)
        return _go(session["success_url"])
    if method == "POST" and act == "late":
        world.pay_late(number)
        return _go(session["success_url"])
    if method == "POST" and act == "leave":
        return _go(session["cancel_url"])
    note = {"decline": "Your card was declined.", "secure-no": "Your bank did not confirm."}.get(act, "")
    acts = ["secure-yes", "secure-no"] if act == "secure" else ["pay", "decline", "secure", "late", "leave"]
    buttons = "".join(f'<button name="act" value="{each}">{each}</button>' for each in acts)
    amount = f"{session['amount_total']} {session['currency']}"
    return (
        200,
        HTML,
        f'<h1>Pretend checkout</h1><p>{escape(amount)}</p><p role="alert">{note}</p>'
        + (f'<form method="post">{buttons}</form>'),
    )


def _portal(world: World, method: str, number: str) -> Answer:
    page = world.get(number, "billing_portal.session")
    if method == "POST":
        page["_done"] = True
        return _go(page["return_url"])
    return 200, HTML, '<h1>Pretend card page</h1><form method="post"><button>Save the card</button></form>'


def _go(where: str) -> Answer:
    return 303, {"Location": where}, ""
