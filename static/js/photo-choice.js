"use strict";
/* A form field for one photo: opens the picker, shows what it hands over, and lets the photo go again. */
{
  const show = (field, photo) => {
    const input = field.querySelector("input");
    const image = field.querySelector("img");
    input.value = photo ? photo.id : "";
    image.hidden = !photo;
    image.src = photo ? photo.thumbnail : "data:,";
    field.querySelector(".photo-credit bdi").textContent = photo ? photo.credit : "";
    field.querySelector(".photo-warning span").textContent = photo?.warning ?? "";
    field.querySelector("[data-remove]").hidden = !photo;
    input.dispatchEvent(new Event("change", {bubbles: true}));
  };

  document.addEventListener("click", (event) => {
    const field = event.target.closest("[data-photo-choice]");
    if (field && event.target.closest("[data-choose]")) {
      window.open(field.dataset.picker, "photo-picker", "width=900,height=700,resizable,scrollbars");
    } else if (field && event.target.closest("[data-remove]")) {
      show(field, null);
      field.querySelector("[data-choose]").focus();
    }
  });

  window.addEventListener("message", (event) => {
    if (event.origin !== window.location.origin || !event.data?.photo) {
      return;
    }
    const field = document.getElementById(event.data.target)?.closest("[data-photo-choice]");
    if (field) {
      show(field, event.data.photo);
      field.querySelector("[data-choose]").focus();
    }
  });
}
