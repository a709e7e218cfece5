"use strict";
/* The focal point of a photo: click on the picture, or move the mark or the two numbers with the keyboard. The crops
   beside it are drawn by the same rule as the ones that readers get (CSS object-position). */
{
  const frame = document.querySelector("[data-photo-focal]");
  const [x, y] = frame ? [document.getElementById(frame.dataset.x), document.getElementById(frame.dataset.y)] : [];

  const within = (value) => Math.min(100, Math.max(0, Math.round(Number(value) || 0)));

  const draw = () => {
    const [across, down] = [within(x.value), within(y.value)];
    const mark = frame.querySelector(".photo-mark");
    mark.style.insetInlineStart = `${across}%`;
    mark.style.insetBlockStart = `${down}%`;
    for (const crop of frame.querySelectorAll(".photo-crop")) {
      crop.style.objectPosition = `${across}% ${down}%`;
    }
  };

  const move = (across, down) => {
    x.value = within(across);
    y.value = within(down);
    draw();
  };

  if (x && y) {
    const picture = frame.querySelector(".photo-whole img");
    const mark = frame.querySelector(".photo-mark");
    mark.hidden = false;
    frame.classList.add("is-scripted");
    picture.addEventListener("click", (event) => {
      const box = picture.getBoundingClientRect();
      move(((event.clientX - box.x) / box.width) * 100, ((event.clientY - box.y) / box.height) * 100);
    });
    mark.addEventListener("keydown", (event) => {
      const step = event.shiftKey ? 10 : 1;
      const steps = {ArrowRight: [step, 0], ArrowLeft: [-step, 0], ArrowDown: [0, step], ArrowUp: [0, -step]};
      if (steps[event.key]) {
        event.preventDefault();
        move(Number(x.value) + steps[event.key][0], Number(y.value) + steps[event.key][1]);
      }
    });
    x.addEventListener("input", draw);
    y.addEventListener("input", draw);
    draw();
  }
}
