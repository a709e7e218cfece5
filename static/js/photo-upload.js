"use strict";
/* Pictures dropped on, or chosen in, the upload form go to the library one after the other; each file has a row of its
   own with its progress and its answer. Without this script the form sends them all at once. */
{
  const form = document.querySelector("[data-photo-upload]");
  const input = form?.querySelector("input[type=file]");
  const rows = form?.querySelector(".photo-results");
  const blank = form?.querySelector("template");
  const lost = {error: form?.dataset.lost, again: true};
  let line = Promise.resolve();

  const rowFor = (file) => {
    const row = blank.content.firstElementChild.cloneNode(true);
    row.querySelector(".photo-name").textContent = file.name;
    row.querySelector(".photo-again").addEventListener("click", () => queue(file, row));
    rows.append(row);
    return row;
  };

  const part = (row, name) => row.querySelector(`.photo-${name}`);

  const waiting = (row) => {
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
    part(row, "again").hidden = !answer.again;
    part(row, "suggested").hidden = !answer.suggested;
    part(row, "said").textContent =
      answer.error || [answer.photo.credit, answer.photo.caption].filter(Boolean).join(" · ");
    if (answer.photo) {
      showPhoto(row, answer.photo);
    }
  };

  const send = (file, row) => new Promise((done) => {
    const request = new XMLHttpRequest();
    const data = new FormData(form);
    data.delete("upload");
    data.append("upload", file);
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      row.querySelector("progress").value = event.total ? (event.loaded / event.total) * 100 : 0;
    });
    request.addEventListener("loadend", () => {
      answered(row, request.response?.photo || request.response?.error ? request.response : lost);
      done();
    });
    request.send(data);
  });

  const queue = (file, row) => {
    waiting(row);
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
