"use strict";
/* Fields that take a credit suggest those that the library knows, while one types. Without this script, or over a line
   that drops, they are plain fields. */
for (const field of document.querySelectorAll("[data-photo-credits]")) {
  const list = document.createElement("datalist");
  let pause;

  const suggest = async () => {
    const address = `${field.dataset.photoCredits}?q=${encodeURIComponent(field.value)}`;
    const answer = await fetch(address, {headers: {Accept: "application/json"}}).catch(() => null);
    if (!answer?.ok || answer.redirected) {
      return;
    }
    const {credits} = await answer.json();
    list.replaceChildren(...credits.map((credit) => new Option(credit, credit)));
  };

  list.id = `${field.id}_known`;
  field.setAttribute("list", list.id);
  field.after(list);
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(suggest, 250);
  });
}
