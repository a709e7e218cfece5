"""A gift in the browser: an editor writes the appeal, a donor gives, an editor reads the sums."""

from django_ox.testing import run_tasks
from playwright.sync_api import Page, expect

APPEAL = {
    "ar": {
        "title": "ادعموا الجريدة",
        "lines": ["الخبر الصادق له ثمن..", "لا نأخذ مالًا من حزب..", "قراؤنا أصحابنا..", "كونوا معنا.."],
        "price_line": "دولار واحد في الشهر يصنع فرقًا",
        "button": "اضغط هنا للدعم",
    },
    "en": {
        "title": "Support the paper",
        "lines": ["True news has a price..", "We take no party's money..", "Our readers own us..", "Stand with us.."],
        "price_line": "$1 a month makes a difference",
        "button": "Click here to support",
    },
}


def write_appeal(desk: Page) -> None:
    """Enter the paper's own campaign at the desk: the words of the box in both languages, and dollars."""
    desk.goto("/admin/donations/campaign/add/")
    desk.fill("#id_slug", "paper")
    desk.check("#id_is_default")
    for language, words in APPEAL.items():
        desk.fill(f"#id_title_{language}", words["title"])
        desk.fill(f"#id_appeal_{language}", "\n".join(words["lines"]))
        desk.fill(f"#id_price_line_{language}", words["price_line"])
        desk.fill(f"#id_button_{language}", words["button"])
    desk.select_option("#id_asks-0-currency", "USD")
    desk.fill("#id_asks-0-once_typed", "5; 10; 25")
    desk.fill("#id_asks-0-month_typed", "1; 3; 5")
    desk.click("[name=_save]")
    expect(desk.locator(".messagelist .success")).to_be_visible()


def find_box(page: Page, language: str) -> None:
    """Find the whole appeal on the page, line by line."""
    words = APPEAL[language]
    expect(page.locator(".support p:not(.given)")).to_have_text(
        [*words["lines"], words["price_line"], words["button"]]
    )


def give_a_dollar_a_month(page: Page, *, email: str) -> None:
    """Follow the box of the page on show to a gift that is paid."""
    page.locator(".support a.button").click()
    page.locator("#interval-month").check()
    page.locator("#month-1-100").check()
    page.fill("#id_email", email)
    page.locator(".send button").click()
    page.locator("button[value=pay]").click()
    page.wait_for_selector("[data-standing=waiting]")
    run_tasks(raise_failures=True)
    page.wait_for_selector("[data-standing=paid]")


def find_in_report(desk: Page, *, story: str, amount: str) -> None:
    """Find the sum under the story."""
    desk.goto("/admin/donations/takings/")
    row = desk.locator("tr", has=desk.get_by_role("rowheader", name=story))
    expect(row).to_contain_text(amount)
