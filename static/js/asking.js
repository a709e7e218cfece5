// Whether this browser is asked for gifts under stories: a date, kept here alone and sent to nobody.
(function () {
  var gave = document.querySelector("[data-ask-again-from]");
  var choice = document.querySelector("[data-ask-again]");
  try {
    if (gave) {
      var until = Math.max(Number(gave.dataset.askAgainFrom), Number(localStorage.getItem("gave")));
      localStorage.setItem("gave", String(until));
    }
    if (!choice || !(localStorage.getItem("gave") > Date.now())) return;
    choice.hidden = false;
    choice.querySelector("button").addEventListener("click", function () {
      localStorage.removeItem("gave");
      document.documentElement.classList.remove("gave");
      choice.hidden = true;
    });
  } catch (refused) { /* a browser that keeps nothing is asked as before */ }
})();
