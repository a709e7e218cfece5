(function (page) {
  var sizes = ["s", "m", "l"], size = "m";
  function show() {
    page.dataset.textSize = size;
    document.querySelectorAll("[data-size]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.size === size));
    });
  }
  function choose(wanted) {
    if (sizes.indexOf(wanted) >= 0) size = wanted;
  }
  try { choose(localStorage.getItem("text-size")); } catch (refused) { /* private mode: forget it */ }
  show();
  document.addEventListener("DOMContentLoaded", show);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-size]");
    if (!button) return;
    choose(button.dataset.size);
    show();
    try { localStorage.setItem("text-size", size); } catch (refused) { /* it holds for this page */ }
  });
})(document.documentElement);
