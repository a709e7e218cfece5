"use strict";
/* Hands the chosen photo to the page that opened this window, as a message. Arrow keys walk over the grid, in the
   direction in which it is read. */
{
  const picker = document.querySelector("[data-photo-picker]");

  const handOver = (photo) => {
    if (!window.opener) {
      return;
    }
    window.opener.postMessage({photo, target: picker.dataset.for}, window.location.origin);
    window.close();
  };

  const offered = (button) => {
    const {photoId, thumbnail, credit, caption, alt, warning} = button.dataset;
    return {id: Number(photoId), thumbnail, credit, caption, alt, warning};
  };

  const walk = (event) => {
    const tiles = [...picker.querySelectorAll(".photo-offer")];
    const here = tiles.indexOf(document.activeElement);
    if (here < 0) {
      return;
    }
    const top = tiles[0].getBoundingClientRect().top;
    const perRow = tiles.filter((tile) => tile.getBoundingClientRect().top === top).length;
    const forward = document.dir === "rtl" ? -1 : 1;
    const steps = {ArrowRight: forward, ArrowLeft: -forward, ArrowDown: perRow, ArrowUp: -perRow};
    const next = tiles[here + (steps[event.key] ?? NaN)];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  };

  picker.addEventListener("click", (event) => {
    const button = event.target.closest(".photo-offer");
    if (button) {
      handOver(offered(button));
    }
  });
  picker.addEventListener("keydown", walk);
  document.addEventListener("photo:chosen", (event) => handOver(event.detail));
}
