"use strict";
/* Pictures dropped on, or chosen in, the upload form go to the library one after the other; each file has a row of its
   own with its progress and its answer, and one that the line lost is sent again by a press, or by itself when the line
   is back. Without this script the form sends them all at once. */
{
  const form = document.querySelector("[data-photo-upload]");
  const input = form?.querySelector("input[type=file]");
  const rows = form?.querySelector(".photo-results");
  const blank = form?.querySelector("template");
  const overall = form?.querySelector(".photo-overall");
  const lost = {error: form?.dataset.lost, again: true, lost: true};
  const signedOut = {error: form?.dataset.signedOut, again: true};
  const PATIENCE = 60000; // milliseconds without a byte after which a line counts as dead
  const waitingRows = new Set();
  let line = Promise.resolve();

  const rowFor = (file) => {
    const row = blank.content.firstElementChild.cloneNode(true);
    row.querySelector(".photo-name").textContent = file.name;
    row.sendAgain = () => queue(file, row);
    row.querySelector(".photo-again").addEventListener("click", row.sendAgain);
    rows.append(row);
    return row;
  };

  const part = (row, name) => row.querySelector(`.photo-${name}`);

  const failed = () => [...rows.querySelectorAll(".is-refused")].filter((row) => !part(row, "again").hidden);

  const count = () => {
    const all = rows.children.length;
    const done = all - waitingRows.size - failed().length;
    overall.hidden = all < 2;
    overall.querySelector("span").textContent = interpolate(
      ngettext("%(done)s of %(all)s picture sent", "%(done)s of %(all)s pictures sent", all), {done, all}, true,
    );
    overall.querySelector("button").hidden = failed().length < 2;
  };

  const waiting = (row) => {
    waitingRows.add(row);
    row.classList.remove("is-refused");
    row.querySelector("progress").hidden = false;
    row.querySelector("progress").value = 0;
    part(row, "said").textContent = "";
    part(row, "again").hidden = true;
  };

  const showPhoto = (row, photo) => {
    const image = row.querySelector("img");
    image.src = photo.thumbnail;
    image.hidden = false;
    part(row, "empty").hidden = true;
    part(row, "open").href = photo.change;
    part(row, "open").hidden = false;
    if (document.querySelector("[data-photo-picker]")) {
      part(row, "open").target = "_blank";
      part(row, "use").hidden = false;
      part(row, "use").addEventListener("click", () => {
        document.dispatchEvent(new CustomEvent("photo:chosen", {detail: photo}));
      });
    }
  };

  const answered = (row, answer) => {
    row.querySelector("progress").hidden = true;
    row.classList.toggle("is-refused", Boolean(answer.error));
    row.classList.toggle("is-lost", Boolean(answer.lost));
    part(row, "again").hidden = !answer.again;
    part(row, "suggested").hidden = !answer.suggested;
    part(row, "said").textContent =
      answer.error || [answer.photo.credit, answer.photo.caption].filter(Boolean).join(" · ");
    if (answer.photo) {
      showPhoto(row, answer.photo);
    }
  };

  // A page instead of an answer is the login's, or the one that says the form is too old.
  const understood = (request) => {
    if (request.response?.photo || request.response?.error) {
      return request.response;
    }
    return [200, 403].includes(request.status) ? signedOut : lost;
  };

  const send = (file, row) => new Promise((done) => {
    const request = new XMLHttpRequest();
    const data = new FormData(form);
    data.delete("upload");
    data.append("upload", file);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    let silence;
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), PATIENCE);
    };
    request.upload.addEventListener("progress", (event) => {
      listen();
      row.querySelector("progress").value = event.total ? (event.loaded / event.total) * 100 : 0;
    });
    request.addEventListener("loadend", () => {
      clearTimeout(silence);
      waitingRows.delete(row);
      answered(row, understood(request));
      count();
      done();
    });
    listen();
    request.send(data);
  });

  const queue = (file, row) => {
    waiting(row);
    count();
    line = line.then(() => send(file, row));
  };

  const take = (files) => {
    for (const file of files) {
      queue(file, rowFor(file));
    }
  };

  if (form) {
    const drop = form.querySelector(".photo-drop");
    const over = (event, inside) => {
      event.preventDefault();
      drop.classList.toggle("is-over", inside);
    };
    form.classList.add("is-scripted");
    overall.querySelector("button").addEventListener("click", () => failed().forEach((row) => row.sendAgain()));
    window.addEventListener("online", () => rows.querySelectorAll(".is-lost").forEach((row) => row.sendAgain()));
    window.addEventListener("beforeunload", (event) => waitingRows.size && event.preventDefault());
    input.required = false;
    input.addEventListener("change", () => {
      take([...input.files]);
      input.value = "";
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    drop.addEventListener("dragover", (event) => over(event, true));
    drop.addEventListener("dragleave", (event) => over(event, false));
    drop.addEventListener("drop", (event) => {
      over(event, false);
      take([...event.dataTransfer.files]);
    });
  }
}
