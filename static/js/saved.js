(function (list) {
  if (!list || !("serviceWorker" in navigator) || !window.caches) return;
  const part = (name) => document.querySelector(`[data-part="${name}"]`);
  const main = document.querySelector("main");
  const digits = list.dataset.digits;
  const kilobytes = (bytes) => String(Math.ceil(bytes / 1024)).replace(/\d/g, (digit) => digits[digit]);

  async function keptStory(name) {
    const cache = await caches.open(name);
    const answers = await cache.matchAll();
    const copy = await cache.match(name.slice("kept ".length));
    if (!copy) return null;
    const page = new DOMParser().parseFromString(await copy.clone().text(), "text/html");
    const sizes = await Promise.all(answers.map(async (answer) => (await answer.blob()).size));
    return { name, path: new URL(copy.headers.get("X-Kept-From")).pathname, page, bytes: sizes.reduce((a, b) => a + b) };
  }

  function row({ name, path, page, bytes }) {
    const item = part("row").content.cloneNode(true);
    const link = item.querySelector("a");
    link.href = path;
    link.textContent = page.querySelector("h1").textContent;
    link.lang = page.documentElement.lang;
    link.dir = page.documentElement.dir;
    item.querySelector("[data-size-of]").textContent = kilobytes(bytes);
    item.querySelector("button").addEventListener("click", async () => { await caches.delete(name); show(); });
    return item;
  }

  async function show() {
    const names = (await caches.keys()).filter((name) => name.startsWith("kept ")).reverse();
    const stories = (await Promise.all(names.map(keptStory))).filter(Boolean);
    const controls = () => [...list.querySelectorAll("a, button")];
    const place = controls().indexOf(document.activeElement);
    list.textContent = "";
    list.append(...stories.map(row));
    // Who walks by keyboard goes on where they were.
    if (place >= 0) (controls().slice(0, place + 1).pop() || main).focus();
    part("none").hidden = stories.length > 0;
    part("all").hidden = stories.length === 0;
    part("total").textContent = kilobytes(stories.reduce((sum, story) => sum + story.bytes, 0));
  }

  part("wipe").addEventListener("click", async () => {
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
    await Promise.all((await navigator.serviceWorker.getRegistrations()).map((each) => each.unregister()));
    await show();
    main.focus(); // the button that was pressed is gone
  });
  navigator.serviceWorker.addEventListener("message", show);
  part("down").hidden = /^\/(ar|en)\/saved\/$/.test(location.pathname);
  show();
})(document.querySelector("[data-digits]"));
