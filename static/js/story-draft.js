/*
 * Autosave: what is typed goes to the server as patches of changed fields, one at a time. A patch names the version it
 * follows, so a late or repeated one changes nothing there. Without a line it stays in this browser and is tried again.
 */
"use strict";
{
    const desk = window.storyDesk;
    const LOOK = 2000;
    const BETWEEN = 10000;
    const LONGEST_PAUSE = 60000;
    const LAST_WORDS = 60000; // bytes that a browser still sends for a page that closes, less its own share
    const NOT_TYPED = /^(csrfmiddlewaretoken|seen|writer|form_key|offered|action|_.*|collision-.*|.*-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS|.*__prefix__.*)$/;
    const ROW = /^([a-z_]+)-(\d+)-([a-z_]+)$/;

    /* Give the form's fields by name: a text, a list of chosen numbers, or a list of rows in the order of the screen. */
    function typed() {
        const found = {};
        const rows = {};
        for (const field of desk.form.elements) {
            if (field.name?.endsWith("-TOTAL_FORMS")) rows[field.name.slice(0, -"-TOTAL_FORMS".length)] = {};
            if (!field.name || NOT_TYPED.test(field.name)) continue;
            if (field.multiple) found[field.name] = [];
            if (field.type === "checkbox" && !ROW.test(field.name)) found[field.name] = "";
        }
        for (const [name, value] of new FormData(desk.form)) {
            if (typeof value !== "string" || NOT_TYPED.test(name)) continue;
            const [, list, number, column] = name.match(ROW) ?? [];
            if (list) (rows[list][number] ??= {})[column] = value;
            else if (Array.isArray(found[name])) found[name].push(value);
            else found[name] = value;
        }
        for (const [list, numbered] of Object.entries(rows)) {
            const kept = Object.values(numbered).filter((row) => !row.DELETE);
            kept.sort((one, other) => Number(one.position) - Number(other.position));
            found[list] = kept.map(({ id, article, position, DELETE, ...row }) => row);
        }
        return found;
    }

    const written = (fields) => new Map(Object.entries(fields).map(([name, value]) => [name, JSON.stringify(value)]));
    const first = written(typed());
    const isBuiltOnDraft = "changed" in desk.facts;
    const seen = desk.form.elements.seen?.value ?? "";
    let kept = new Map(first); // what the server holds
    const unsure = new Set(); // sent, and never confirmed
    let version = Number(desk.facts.version);
    let sending = false;
    let lastSent = Date.now();
    let pause = 0;
    let notBefore = 0;

    desk.changedNames = () => [...written(typed())].filter(([name, value]) => first.get(name) !== value).map(([name]) => name);
    desk.isChanged = () => isBuiltOnDraft || desk.changedNames().length > 0;

    function patch() {
        const fields = {};
        for (const [name, value] of Object.entries(typed())) {
            const now = JSON.stringify(value);
            if (now === kept.get(name) && !unsure.has(name)) continue;
            fields[name] = now === first.get(name) && !isBuiltOnDraft ? null : value;
        }
        return fields;
    }

    function note(fields, data) {
        version = data.version;
        for (const name of Object.keys(fields)) unsure.delete(name);
        pause = notBefore = 0;
        window.keptHere.drop(desk.facts.draft);
        document.dispatchEvent(new CustomEvent("desk:kept"));
        desk.say("kept", interpolate(gettext("All changes kept %(time)s"), { time: data.at }, true));
    }

    function keepHere(fields) {
        const entry = { fields, after: version, page: desk.page, seen };
        return window.keptHere.put(desk.facts.draft, entry);
    }

    function wait() {
        pause = Math.min(Math.max(pause * 2, 2500), LONGEST_PAUSE);
        notBefore = Date.now() + pause;
    }

    function away(fields) {
        Object.keys(fields).forEach((name) => unsure.add(name));
        wait();
        if (keepHere(patch())) desk.say("away", gettext("Not connected: kept in this browser"));
        else desk.say("away", gettext("Not connected: kept on this page only. Do not close it."));
    }

    async function refused(fields) {
        wait();
        const told = await desk.ask();
        if (told.status === 0) away(fields);
        else if (told.status === 401) desk.sayOut(told.isSomebodyElse);
        else if (pause > 5000) desk.say("out", gettext("Not kept: you may no longer change this story. Copy what you need."));
    }

    async function sendNow(more = {}) {
        const fields = patch();
        if (sending || desk.isLeaving || !Object.keys(fields).length) return;
        sending = true;
        lastSent = Date.now();
        const sent = new Map(written(fields));
        const before = version;
        const { status, data } = await desk.send(desk.facts.draft, { fields, after: before, page: desk.page, seen }, more);
        sending = false;
        if (status === 200) {
            sent.forEach((value, name) => kept.set(name, value === "null" ? first.get(name) : value));
            note(fields, data);
        } else if (status === 409 && data.version !== before) {
            version = data.version; // an answer was lost, or another tab of ours wrote
            Object.keys(fields).forEach((name) => unsure.add(name));
            lastSent = 0;
        } else if (status === 409) {
            wait();
            desk.say("away", gettext("This form was saved already. Save again to keep what you typed since."));
        } else if (status === 413) {
            wait();
            desk.say("away", gettext("Not kept: the text is too long for the desk to keep unsaved. Save the story."));
        } else if (status === 0) away(fields);
        else await refused(fields);
    }

    function look() {
        if (desk.isLeaving) return;
        const fields = patch();
        if (!Object.keys(fields).length) return;
        if (pause) {
            if (desk.facts.mark === "away") keepHere(fields);
            if (Date.now() >= notBefore) sendNow();
        } else if (Date.now() - lastSent >= BETWEEN) sendNow();
    }

    /* A page that closes hears no answer. What may not arrive stays in this browser, to be sent from the next page. */
    function closing() {
        const fields = desk.isLeaving ? {} : patch();
        if (!Object.keys(fields).length) return;
        if (sending || new Blob([JSON.stringify(fields)]).size > LAST_WORDS) keepHere(fields);
        sendNow({ keepalive: true });
    }

    const soon = () => pause === 0 && sendNow();
    desk.keepNow = soon;
    setInterval(look, LOOK);
    desk.form.addEventListener("focusout", soon);
    document.addEventListener("visibilitychange", () => document.hidden && soon());
    window.addEventListener("pagehide", closing);
    window.addEventListener("online", () => { notBefore = 0; look(); });

    /* The page does not show what it brought home: saving must leave that in the draft, to be offered again. */
    function leaveWaiting(data) {
        version = data.version;
        const mark = document.createElement("input");
        Object.assign(mark, { type: "hidden", name: "offered", value: "1" });
        desk.form.append(mark);
    }

    /* Send what an earlier page kept here; of fields that another page has sent since, the server's stay. */
    async function bring(address, { at, user, ...body }) {
        const answer = await desk.send(address, body);
        if (answer.status !== 409 || answer.data.version === body.after) return answer;
        // The page that kept it sent the rest as well; its words here are the later ones, whatever the clocks say.
        const isNewer = answer.data.page === body.page || at > answer.data.at;
        const known = new Set(isNewer ? [] : answer.data.fields);
        const fields = Object.fromEntries(Object.entries(body.fields).filter(([name]) => !known.has(name)));
        return desk.send(address, { ...body, fields, after: answer.data.version });
    }

    /* Bring home what stayed in this browser, then show the form anew, which offers it. */
    async function bringHome() {
        for (const [address, entry] of window.keptHere.all()) {
            if (!entry?.fields || entry.page === desk.page) continue;
            let { status, data } = await bring(address, entry);
            if (status === 403) { // a new sign-in in another tab makes the token of this page void
                status = (await desk.ask()).status;
                if (status === 200) ({ status, data } = await bring(address, entry));
            }
            const isCrossed = status === 409 && data.version > 0; // another page sent something in between
            if (status === 0 || status === 401 || isCrossed) return setTimeout(bringHome, BETWEEN);
            window.keptHere.drop(address);
            const isHere = address === desk.facts.draft || (!desk.facts.presence && address.includes("/add/"));
            if (status !== 200 || !isHere) continue;
            if (desk.isChanged()) leaveWaiting(data);
            else {
                desk.isLeaving = true;
                location.reload();
            }
        }
    }
    document.addEventListener("DOMContentLoaded", bringHome); // every script of the page has run by then
}
