/*
 * What was typed while the server could not be reached, kept in this browser: for a day at most, never past a logout,
 * and never beside another person's session. Newsroom computers are shared, so every page of the desk tidies up.
 */
"use strict";
{
    const PREFIX = "desk-typed:";
    const LEFT = "desk-left";
    const DAY = 24 * 60 * 60 * 1000;
    const user = document.currentScript.dataset.user;
    const opened = Date.now();

    // A browser may forbid its storage, or it may be full; then the page itself is all there is.
    const safely = (act, otherwise) => {
        try {
            return act();
        } catch {
            return otherwise;
        }
    };

    const names = () => safely(() => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)), []);
    const read = (name) => safely(() => JSON.parse(localStorage.getItem(name)), null);
    const drop = (name) => safely(() => localStorage.removeItem(name));

    for (const name of names()) {
        const entry = read(name);
        const isOurs = entry && (!user || entry.user === user);
        if (!isOurs || opened - entry.at > DAY) drop(name);
    }

    window.keptHere = {
        /* Keep an entry under the address it is to be sent to; false where that failed. */
        put(address, entry) {
            return safely(() => {
                if (Number(localStorage.getItem(LEFT)) > opened) return false;
                localStorage.setItem(PREFIX + address, JSON.stringify({ ...entry, user, at: Date.now() }));
                return true;
            }, false);
        },
        drop: (address) => drop(PREFIX + address),
        all: () => names().map((name) => [name.slice(PREFIX.length), read(name)]),
    };

    document.addEventListener("submit", (event) => {
        if (event.target.id !== "logout-form") return;
        names().forEach(drop);
        safely(() => localStorage.setItem(LEFT, String(Date.now())));
    });
}
