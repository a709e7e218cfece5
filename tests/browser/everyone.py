"""What keeps a page from somebody: axe's findings, targets too small for a thumb, text that runs out sideways."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
THUMB = 44  # pixels, what the house promises; WCAG 2.2 AA asks for 24

# Touched 21 pixels above and below its middle (and beside it, where it is narrow), a target must still be hit, itself
# or through its label. A link inside a sentence may be as high as its line (WCAG 2.5.8, "inline").
MISSED = """
size => {
  const TARGETS = 'a[href], button, summary, select, textarea, input:not([type=hidden])';
  const reach = size / 2 - 1;
  const inline = e => e.tagName === 'A' && e.closest('p, figcaption, .body li, .body td') &&
    [...e.parentNode.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const hits = (e, x, y) => {
    const found = document.elementFromPoint(x, y);
    return found && (e.contains(found) || [...(e.labels || [])].some(label => label.contains(found)));
  };
  const missed = [];
  for (const e of document.querySelectorAll(TARGETS)) {
    if (!e.checkVisibility({visibilityProperty: true})) continue;
    if (inline(e) || e.closest('.skip, [aria-hidden=true]')) continue;
    e.scrollIntoView({block: 'center', inline: 'center'});
    const boxes = [e, ...(e.labels || [])].map(part => part.getBoundingClientRect()).filter(box => box.width);
    const large = boxes.some(box => {
      const x = box.x + box.width / 2, y = box.y + box.height / 2;
      const points = [[x, y - reach], [x, y + reach]];
      if (box.width < size) points.push([x - reach, y], [x + reach, y]);
      return points.every(([a, b]) => hits(e, a, b));
    });
    if (boxes.length && !large) missed.push(`${e.outerHTML.slice(0, 100)} (${Math.round(boxes[0].height)} high)`);
  }
  scrollTo(0, 0);
  return missed;
}
"""

# A group of radio buttons is one stop, its chosen one. The first stop of all leads past the masthead.
WALK_BEGINS = """
() => {
  const chosen = e => e.checked || !document.querySelector(`input[name="${e.name}"]:checked`) &&
    e === document.querySelector(`input[name="${e.name}"]`);
  const all = document.querySelectorAll('a[href], button, summary, select, textarea, input, [tabindex]');
  window.stops = [...all].filter(
    e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && (e.type !== 'radio' || chosen(e)) &&
      e.checkVisibility({visibilityProperty: true}));
  window.walked = [];
  document.addEventListener('focusin', event => window.walked.push(event.target));
  document.activeElement.blur();
  return window.stops.length;
}
"""
WALK_ENDS = """
() => {
  const name = e => e.outerHTML.slice(0, 100);
  const {stops, walked} = window;
  const faults = stops.filter(e => !walked.includes(e)).map(e => `Tab passes over ${name(e)}`);
  if (!walked[0]?.matches('.skip')) faults.push(`the first stop is ${walked[0] ? name(walked[0]) : 'none'}`);
  walked.slice(0, stops.length).forEach((e, at) => {
    if (stops[at] !== e) faults.push(`out of order: ${name(e)}`);
    e.focus({focusVisible: true});
    const {x, y, width, height} = e.getBoundingClientRect(), ring = getComputedStyle(e);
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    if (ring.outlineStyle === 'none' || parseFloat(ring.outlineWidth) < 2) faults.push(`no ring around ${name(e)}`);
    if (!top || !(e.contains(top) || top.contains(e))) faults.push(`out of sight: ${name(e)}`);
  });
  scrollTo(0, 0);
  return faults;
}
"""


def axe_faults(page: Page) -> list[str]:
    """Name what axe finds, one line an element."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


def hard_to_hit(page: Page) -> list[str]:
    """Name the links, buttons and fields that a thumb would miss."""
    return [f"small target: {found}" for found in page.evaluate(MISSED, THUMB)]


def runs_out(page: Page) -> bool:
    """Say whether the page must be scrolled sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def runs_out_when_doubled(page: Page) -> bool:
    """Say whether text at twice its size makes the page scroll sideways."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    found = runs_out(page)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return found


def keyboard_faults(page: Page) -> list[str]:
    """Walk over the page with the Tab key, and name what it passes over, takes out of order or does not show."""
    stops = page.evaluate(WALK_BEGINS)
    for _ in range(stops + 1):
        page.keyboard.press("Tab")
    return page.evaluate(WALK_ENDS)
