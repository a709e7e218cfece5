/* What a story offers where the browser can: save it on this device, pass it on, copy its address. */
const PATIENCE = 30000; // milliseconds
const acts = { keep: keepOrDrop, share, copy };

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-act]");
  if (!button || button.dataset.state === "busy") return;
  const before = button.dataset.state;
  button.dataset.state = "busy";
  try {
    button.dataset.state = await acts[button.dataset.act](button, before);
  } catch (refused) {
    button.dataset.state = "failed";
  }
});

for (const button of window.caches ? document.querySelectorAll('[data-act="keep"]') : []) {
  caches.has(`kept ${button.dataset.story}`).then((is) => { if (is) button.dataset.state = "done"; });
}

async function keepOrDrop({ dataset: { story } }, before) {
  // Both editions, since a saved list shows both; the desk stays without.
  await Promise.all(["/ar/", "/en/"].map((scope) => navigator.serviceWorker.register("/sw.js", { scope })));
  const { active } = await Promise.race([navigator.serviceWorker.ready, refusedAfter(PATIENCE)]);
  const isThere = before === "done";
  const went = await new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    active.postMessage(isThere ? { drop: story } : { keep: story }, [port2]);
  });
  if (!went) throw new Error("refused");
  return isThere ? "ready" : "done";
}

/** A worker that cannot be installed says nothing. */
function refusedAfter(time) {
  return new Promise((resolve, reject) => { setTimeout(reject, time, new Error("no worker")); });
}

async function share({ dataset: { address } }) {
  await navigator.share({ title: document.title, url: address }).catch(() => {}); // who closes the sheet has decided
  return "ready";
}

async function copy({ dataset: { address } }) {
  await navigator.clipboard.writeText(address);
  return "done";
}
