(function (page) {
  var chosen = { size: "m", theme: "system" };
  var keys = { size: "text-size", theme: "theme" };
  var known = { size: /^[sml]$/, theme: /^(system|light|dark)$/ };
  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }
  function choose(kind, wanted) {
    if (known[kind].test(wanted)) chosen[kind] = wanted;
  }
  function show() {
    page.dataset.textSize = chosen.size;
    each("[data-scheme]", function (part) {
      var scheme = part.dataset.scheme;
      part.setAttribute("media", chosen.theme === "system" ? "(prefers-color-scheme: " + scheme + ")"
        : chosen.theme === scheme ? "all" : "not all");
    });
    each("[data-size],[data-theme]", function (button) {
      var pressed = button.dataset.size === chosen.size || button.dataset.theme === chosen.theme;
      button.setAttribute("aria-pressed", String(pressed));
    });
  }
  function recall() {
    try {
      for (var kind in keys) choose(kind, localStorage.getItem(keys[kind]));
      if (localStorage.getItem("gave") > Date.now()) page.classList.add("gave");
    } catch (refused) { /* private mode: forget it */ }
    show();
  }
  recall();
  // What the story's own script, a module, can do here.
  ["share", "clipboard", "serviceWorker"].forEach(function (name) {
    if (navigator[name] && "noModule" in HTMLScriptElement.prototype) page.classList.add("can-" + name);
  });
  document.addEventListener("DOMContentLoaded", show);
  addEventListener("pageshow", recall);
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-size],[data-theme]");
    if (!button) return;
    var kind = button.dataset.size ? "size" : "theme";
    choose(kind, button.dataset[kind]);
    show();
    try { localStorage.setItem(keys[kind], chosen[kind]); } catch (refused) { /* it holds for this page */ }
  });
})(document.documentElement);
