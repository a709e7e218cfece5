/*
 * The preview beside the form: a page of the desk in a frame without scripts, drawn anew each time that what was typed
 * has been kept. The next one is drawn behind the one that shows, which it replaces at the same place of the text.
 */
"use strict";
{
    const pane = document.getElementById("story-beside");
    const stage = pane.querySelector(".beside-stage");
    const opener = document.getElementById("beside-open");
    const languages = [...pane.querySelectorAll("[data-language]")];
    const widths = [...pane.querySelectorAll("[data-width]")];
    const REMEMBERED = "desk-beside";
    const DESKTOP = 1280;
    const state = { open: false, language: languages[0].dataset.language, width: "phone" };

    // A browser may forbid its storage; then each page begins with a closed pane.
    try {
        Object.assign(state, JSON.parse(sessionStorage.getItem(REMEMBERED)) ?? {});
    } catch { /* nothing is remembered */ }

    function remember() {
        try {
            sessionStorage.setItem(REMEMBERED, JSON.stringify(state));
        } catch { /* it is not remembered */ }
    }

    const scrolled = (frame) => {
        try {
            return frame?.contentWindow.scrollY ?? 0;
        } catch {
            return 0;
        }
    };

    function show(next) {
        const shown = stage.querySelector("iframe:not(.coming)");
        const at = scrolled(shown);
        try {
            next.contentWindow.scrollTo(0, at);
        } catch { /* the sign-in page shows in no frame */ }
        next.classList.remove("coming");
        shown?.remove();
    }

    function draw() {
        if (!state.open) return;
        const chosen = languages.find((button) => button.dataset.language === state.language) ?? languages[0];
        stage.querySelector("iframe.coming")?.remove();
        const next = document.createElement("iframe");
        next.className = "coming";
        next.sandbox = "allow-same-origin";
        next.title = chosen.dataset.title;
        next.addEventListener("load", () => next.isConnected && show(next), { once: true });
        next.src = chosen.dataset.page;
        stage.append(next);
    }

    function fit() {
        stage.classList.toggle("desktop", state.width === "desktop");
        stage.style.setProperty("--scale", stage.clientWidth / DESKTOP);
    }

    function arrange() {
        pane.hidden = !state.open;
        document.body.classList.toggle("with-beside", state.open);
        opener.setAttribute("aria-expanded", state.open);
        for (const button of languages) button.setAttribute("aria-pressed", button.dataset.language === state.language);
        for (const button of widths) button.setAttribute("aria-pressed", button.dataset.width === state.width);
        fit();
    }

    function set(change) {
        Object.assign(state, change);
        remember();
        arrange();
        if ("width" in change) return;
        if (state.open) {
            window.storyDesk?.keepNow?.();
            draw();
        } else stage.replaceChildren();
    }

    opener.closest("li").hidden = false;
    opener.addEventListener("click", () => set({ open: !state.open }));
    document.getElementById("beside-close").addEventListener("click", () => {
        set({ open: false });
        opener.focus();
    });
    for (const button of languages) button.addEventListener("click", () => set({ language: button.dataset.language }));
    for (const button of widths) button.addEventListener("click", () => set({ width: button.dataset.width }));
    document.addEventListener("desk:kept", draw);
    new ResizeObserver(fit).observe(stage);
    arrange();
    draw();
}
