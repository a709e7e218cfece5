/*
 * The story's form and its server: one way to send, the line that says how things stand, a look at the session before
 * the form is sent, and a warning to whoever leaves with something unsaved.
 */
"use strict";
{
    const line = document.getElementById("desk-line");
    const form = document.getElementById("article_form");
    const PATIENCE = 15000;
    let checked = false;
    let checking = false;

    const desk = (window.storyDesk = {
        form,
        facts: line.dataset,
        page: [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
        isLeaving: false,
        isChanged: () => false,
        say,
        send,
        token: () => form.querySelector("[name=csrfmiddlewaretoken]").value,
    });

    /* Show a sentence; `mark` is "kept", "away" or "out". With `link` the sentence leads to the sign-in page. */
    function say(mark, text, link = false) {
        const told = document.createElement(link ? "a" : "span");
        told.textContent = text;
        if (link) {
            told.href = desk.facts.login;
            told.target = "_blank";
        }
        if (line.textContent === text && line.dataset.mark === mark) return;
        line.dataset.mark = mark;
        line.replaceChildren(told);
        line.hidden = false;
    }

    /* Post JSON. The status is 0 where nobody answered and 401 where nobody is signed in. */
    async function send(address, body, more = {}) {
        try {
            const response = await fetch(address, {
                method: "POST",
                headers: { "Content-Type": "application/json", "X-CSRFToken": desk.token() },
                body: JSON.stringify(body),
                redirect: "manual",
                signal: AbortSignal.timeout(PATIENCE),
                ...more,
            });
            if (response.type === "opaqueredirect") return { status: 401 };
            const data = await response.json().catch(() => ({}));
            return { status: response.status >= 500 ? 0 : response.status, data };
        } catch {
            return { status: 0 };
        }
    }

    /* Ask who is signed in, and take the fresh token that a new sign-in brings. */
    desk.ask = async () => {
        try {
            const response = await fetch(desk.facts.session, { signal: AbortSignal.timeout(PATIENCE) });
            if (!response.ok) return { status: 0 };
            const told = await response.json();
            const isSame = told.user !== null && String(told.user) === desk.facts.user;
            if (isSame) document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = told.token; });
            return { status: isSame ? 200 : 401, isSomebodyElse: told.user !== null && !isSame };
        } catch {
            return { status: 0 };
        }
    };

    desk.sayOut = (isSomebodyElse = false) =>
        isSomebodyElse
            ? say("out", gettext("Somebody else is signed in on this computer: sign in as yourself in another tab."), true)
            : say("out", gettext("Signed out: sign in in another tab. What you typed stays here; then save again."), true);

    /* The page goes, and with it whatever would be typed into it now: so its form holds still. */
    function leave(isLeaving) {
        checked = desk.isLeaving = form.inert = isLeaving;
    }

    // Before the other listeners: they must not count a form as sent that was held back.
    form.addEventListener("submit", async (event) => {
        if (checked) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        if (checking) return;
        checking = true;
        const button = event.submitter;
        const told = await desk.ask();
        checking = false;
        if (told.status === 200) {
            leave(true);
            form.requestSubmit(button);
            setTimeout(() => leave(false), PATIENCE); // who stopped the sending is still here, and may go on
            return;
        }
        if (told.status === 401) desk.sayOut(told.isSomebodyElse);
        else say("away", gettext("Not connected: not saved. What you typed is kept in this browser; save again later."));
    }, true);

    window.addEventListener("pageshow", (event) => {
        if (event.persisted) leave(false);
    });

    window.addEventListener("beforeunload", (event) => {
        if (!desk.isLeaving && desk.isChanged()) event.preventDefault();
    });
}
