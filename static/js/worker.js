/* Keeps the stories that a reader saves on this device, and shows them when the line is down.

   Promise: it comes with the first story that is saved, and goes when all are wiped. It keeps those stories, their
   pictures and the list of them, nothing else, and tells nobody: for news of a story it asks as any reader would. A
   story that was withdrawn is dropped at the next contact. Each story has a cache of its own, named for its number,
   so dropping one is dropping the cache. */
"use strict";

const KEPT = "kept ";
const LISTS = "lists of what is kept";
const STORY = /^\/(ar|en)\/article\/\d+(?=\/|$)/;
const LIST = /^\/(ar|en)\/saved\/$/;
const PATIENCE = 4000; // milliseconds: then a kept story is shown instead of one that does not come
const PAUSE = 60000; // milliseconds between two looks for news of what is kept
const BEST_WIDTH = 640; // of the pictures that are kept
const NOT_READ = { Purpose: "prefetch" }; // nobody reads what is fetched to be kept: the site must not count it
let looked = 0;
let looking = null;

self.addEventListener("install", (event) => {
  const lists = caches.open(LISTS).then((cache) => cache.addAll(["/ar/saved/", "/en/saved/"]));
  event.waitUntil(lists.then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const act = event.data.keep ? keep(event.data.keep) : drop(event.data.drop);
  event.waitUntil(act.then(() => true, () => false).then((well) => event.ports[0].postMessage(well)));
});

self.addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== self.location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(page(event, pathname));
  else if (event.request.destination === "image") event.respondWith(picture(event.request, pathname));
});

/** Answer with the page from the line; where it brings none, with the copy, or with the list of what is kept. */
async function page(event, path) {
  const story = storyAt(path);
  const copy = story && await copyOf(story);
  try {
    const coming = fetch(event.request);
    const answer = await (copy ? Promise.race([coming, later(copy)]) : coming);
    if (answer === copy || (copy && answer.status >= 500)) return copy;
    if (copy && isGone(answer)) event.waitUntil(drop(story));
    if (LIST.test(path) && answer.ok) {
      event.waitUntil(put(LISTS, path, answer.clone()));
      looked = 0; // who opens the list shall see what is true now
    }
    event.waitUntil(look());
    return answer;
  } catch (down) {
    looked = 0; // the next contact is a first one
    return copy || copyOf(`/${path.slice(1, 3)}/saved/`, LISTS);
  }
}

async function picture(request, path) {
  try {
    return await fetch(request);
  } catch (down) {
    return await pictureLike(path) || Response.error();
  }
}

/** Find a kept picture, in whatever width and format it was kept. */
async function pictureLike(path) {
  for (const name of await keptCaches()) {
    const cache = await caches.open(name);
    const found = (await cache.keys()).find(({ url }) => stem(new URL(url).pathname) === stem(path));
    if (found) return cache.match(found);
  }
}

async function keep(path) {
  const answer = await fetch(path, { headers: NOT_READ, cache: "no-cache" });
  const story = storyAt(new URL(answer.url).pathname);
  if (!answer.ok || !story) throw new Error(`nothing to keep at ${path}`);
  try {
    await store(story, answer);
  } catch (full) {
    await drop(story);
    throw full;
  }
}

const drop = (story) => caches.delete(KEPT + story);

async function store(story, answer) {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set("X-Kept-From", answer.url);
  const html = await answer.text();
  await put(KEPT + story, story, new Response(html.replace("<html ", "<html data-kept "), { headers }));
  const cache = await caches.open(KEPT + story);
  const wanted = picturesIn(html);
  const there = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  await Promise.all(there.filter((path) => path !== story && !wanted.includes(path)).map((path) => cache.delete(path)));
  // A story without one of its pictures is still a story.
  await Promise.all(wanted.filter((path) => !there.includes(path)).map((path) => cache.add(path).catch(() => {})));
}

/** Name one file for each picture of a page. */
function picturesIn(html) {
  return (html.match(/<picture>.*?<\/picture>/gs) || []).map((picture) => {
    const files = [...picture.matchAll(/(\S+\.webp) (\d+)w/g)];
    files.sort((one, other) => Math.abs(one[2] - BEST_WIDTH) - Math.abs(other[2] - BEST_WIDTH));
    return files.length ? files[0][1] : picture.match(/ src="([^"]*)"/)[1];
  });
}

/** Look for news of all that is kept, not more often than every minute; pages that are open hear of changes. */
function look() {
  if (Date.now() - looked < PAUSE) return looking;
  looked = Date.now();
  looking = lookAtAll().catch(() => { looked = 0; }); // the line went down: nothing is known, so nothing changes
  return looking;
}

async function lookAtAll() {
  let changed = false;
  for (const name of await keptCaches()) changed = await renew(name.slice(KEPT.length)) || changed;
  if (changed) (await self.clients.matchAll()).forEach((client) => client.postMessage("changed"));
}

async function renew(story) {
  const copy = await copyOf(story);
  if (!copy) return drop(story); // its page never arrived
  const headers = { ...NOT_READ, "If-None-Match": copy.headers.get("ETag") || "" };
  const answer = await fetch(copy.headers.get("X-Kept-From"), { headers, cache: "no-store" });
  const isSame = storyAt(new URL(answer.url).pathname) === story;
  if (answer.ok && isSame) await store(story, answer);
  else if (answer.ok || isGone(answer)) await drop(story);
  else return false;
  return true;
}

const isGone = (answer) => answer.status === 404 || answer.status === 410;

/** Name the story that a path leads to by its number: its slug may change. */
function storyAt(path) {
  const found = STORY.exec(path);
  return found && `${found[0]}/`;
}

const copyOf = (path, name = KEPT + path) => caches.match(path, { cacheName: name });
const put = async (name, path, answer) => (await caches.open(name)).put(path, answer);
const keptCaches = async () => (await caches.keys()).filter((name) => name.startsWith(KEPT));
const later = (copy) => new Promise((resolve) => { setTimeout(resolve, PATIENCE, copy); });
const stem = (path) => path.replace(/(-at\d+x\d+)?(-\d+)?\.\w+$/, "");
