/*
 * Who else is in the form: a heartbeat tells the desk that this page is open and in which columns its editor types.
 * A column that somebody else holds can be read but not typed in, until it is taken over.
 */
"use strict";
if (window.storyDesk.facts.presence) {
    const desk = window.storyDesk;
    const banner = document.getElementById("story-people");
    const BEAT = 25000;
    const LOOK = 2000;
    const NO_COLUMN = /^(note|is_minor|comment_.*|reason_.*|leads_to_.*|goes_public_.*|embargo_until)$/;
    const SHARED = ".field-lead_photo, fieldset.shared, .inline-group";
    const editors = new Map();
    const typing = new Set();
    let told = banner.innerHTML.trim();
    let held = new Set(banner.dataset.held.split(" ").filter(Boolean));

    const areaOf = (name) => name.match(/_(ar|en)$/)?.[1] ?? "shared";

    /* Let the columns of others be read only, and open those that are free. */
    function apply() {
        const isHeld = (area) => held.has(area) && !typing.has(area);
        for (const field of desk.form.querySelectorAll("input[lang], textarea[lang]")) {
            if (field.closest(".inline-group") || NO_COLUMN.test(field.name)) continue;
            field.readOnly = isHeld(areaOf(field.name));
        }
        for (const [textarea, editor] of editors) editor.setEditable(!isHeld(areaOf(textarea.name)));
        for (const part of desk.form.querySelectorAll(SHARED)) part.inert = isHeld("shared");
        for (const area of ["ar", "en", "shared"]) desk.form.classList.toggle(`held-${area}`, isHeld(area));
    }

    /* A note that has not changed is not told again, and one that has moves nothing under somebody's fingers. */
    function show(html) {
        if (html.trim() === told) return;
        told = html.trim();
        const typedIn = desk.form.contains(document.activeElement) ? document.activeElement : null;
        const before = typedIn?.getBoundingClientRect().top;
        banner.innerHTML = html;
        equip();
        if (typedIn) window.scrollBy({ top: typedIn.getBoundingClientRect().top - before, behavior: "instant" });
    }

    function equip() {
        for (const button of banner.querySelectorAll("[data-take]")) button.hidden = false;
    }

    async function beat(take = []) {
        take.forEach((area) => typing.add(area));
        const { status, data } = await desk.send(desk.facts.presence, { page: desk.page, typing: [...typing], take });
        if (status !== 200) return;
        held = new Set(data.held);
        show(data.html);
        apply();
    }

    function look() {
        const known = typing.size;
        for (const name of desk.changedNames()) if (!NO_COLUMN.test(name) && !held.has(areaOf(name))) typing.add(areaOf(name));
        if (typing.size > known) beat();
    }

    banner.addEventListener("click", (event) => {
        const area = event.target.dataset.take;
        if (area) beat([area]);
    });

    function meet(textarea, editor) {
        editors.set(textarea, editor);
        apply();
    }
    document.addEventListener("prose-editor:ready", (event) => meet(event.detail.textarea, event.detail.editor));
    for (const textarea of desk.form.querySelectorAll("textarea[lang]")) {
        const editor = textarea.closest(".body-editor")?.querySelector(".ProseMirror")?.editor;
        if (editor) meet(textarea, editor); // it was ready before this script
    }

    window.addEventListener("pagehide", () => {
        const farewell = new FormData();
        farewell.set("leave", desk.page);
        farewell.set("csrfmiddlewaretoken", desk.token());
        navigator.sendBeacon(desk.facts.presence, farewell);
    });
    window.addEventListener("pageshow", (event) => event.persisted && beat());

    equip();
    apply();
    beat();
    setInterval(beat, BEAT);
    setInterval(look, LOOK);
}
