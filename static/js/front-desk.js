/*
 * The front desk without waiting: rows are moved, added and removed on the page itself. What is on the screen is what
 * the form sends, so nothing here is needed to save.
 */
"use strict";
{
    const form = document.querySelector("[data-front-desk]");
    const list = form.querySelector(".front-list");
    const offers = form.querySelector("[data-front-candidates]");
    const template = form.querySelector("template");
    const after = form.querySelector("[data-front-after]");
    const said = form.querySelector("[data-front-said]");
    const search = form.querySelector("#id_q");
    const most = Number(form.dataset.most);
    const opened = performance.now();
    let changed = "changed" in form.dataset;
    let waiting = 0;
    let asked = 0;

    const slots = () => [...list.querySelectorAll(".front-slot")];
    const numberOf = (slot) => slot.querySelector("[name=story]").value;
    const headline = (row) => row.querySelector(".headline").textContent.trim();

    function say(sentence, row) {
        said.textContent = interpolate(sentence, {headline: headline(row), place: slots().indexOf(row) + 1}, true);
    }

    /* --- What readers would see ----------------------------------------------------------------------------- */

    async function drawLineup() {
        const mine = ++asked;
        const answer = await fetch(form.dataset.lineup, {method: "POST", body: new FormData(form)}).catch(() => null);
        if (!answer?.ok || mine !== asked) return;
        after.querySelector("[data-front-parts]").innerHTML = await answer.text();
        after.hidden = false;
        form.querySelector("[data-front-now]").open = false;
    }

    function touch() {
        changed = true;
        form.classList.toggle("is-full", slots().length >= most);
        for (const offer of offers.querySelectorAll(".front-offer")) {
            offer.hidden = slots().some((slot) => numberOf(slot) === offer.dataset.story);
        }
        clearTimeout(waiting);
        waiting = setTimeout(drawLineup, 250);
    }

    /* --- Rows ----------------------------------------------------------------------------------------------- */

    function slotFrom(offer) {
        const slot = template.content.firstElementChild.cloneNode(true);
        const number = offer.dataset.story;
        slot.querySelector("[name=story]").value = number;
        slot.querySelector(".front-story").replaceWith(offer.querySelector(".front-story").cloneNode(true));
        for (const button of slot.querySelectorAll("button")) {
            const choice = button.value.split(":")[1];
            button.value = choice ? `${number}:${choice}` : number;
        }
        slot.querySelector(".state").textContent = gettext("Live");
        return slot;
    }

    function add(offer) {
        if (slots().length >= most) return;
        const slot = slotFrom(offer);
        list.append(slot);
        touch();
        say(gettext("%(headline)s is pinned in place %(place)s."), slot);
    }

    function step(slot, button) {
        const other = button.name === "_up" ? slot.previousElementSibling : slot.nextElementSibling;
        if (!other) return;
        if (button.name === "_up") other.before(slot);
        else other.after(slot);
        button.focus();
        touch();
        say(gettext("%(headline)s moved to place %(place)s."), slot);
    }

    function remove(slot) {
        const neighbour = slot.nextElementSibling ?? slot.previousElementSibling;
        say(gettext("%(headline)s is no longer pinned."), slot);
        slot.remove();
        (neighbour?.querySelector(".front-remove") ?? search).focus();
        touch();
    }

    /* The newsroom's clock came with the page; its numbers are counted on as if they were UTC. */
    function lasts(slot, choice) {
        const moment = new Date(Date.parse(`${form.dataset.clock}Z`) + performance.now() - opened);
        if (choice === "tonight") moment.setUTCHours(23, 59);
        else moment.setUTCHours(moment.getUTCHours() + Number.parseInt(choice, 10));
        slot.querySelector("[name=expires]").value = moment.toISOString().slice(0, 16);
        touch();
    }

    form.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        const slot = button?.closest(".front-slot");
        const acts = {
            _up: () => step(slot, button),
            _down: () => step(slot, button),
            _remove: () => remove(slot),
            _lasts: () => lasts(slot, button.value.split(":")[1]),
            _add: () => add(button.closest(".front-offer")),
        };
        const act = acts[button?.name];
        if (!act) return;
        event.preventDefault();
        act();
    });
    form.addEventListener("change", (event) => {
        if (event.target.name === "expires") touch();
    });

    /* --- Dragging: a row in the list, or a story into it ---------------------------------------------------- */

    function place(slot, height) {
        const next = slots().find((other) => {
            const box = other.getBoundingClientRect();
            return other !== slot && height < box.top + box.height / 2;
        });
        if (next) {
            if (slot.nextElementSibling !== next) next.before(slot);
        } else if (list.lastElementChild !== slot) {
            list.append(slot);
        }
    }

    function isOver(event) {
        const box = list.closest(".front-slots").getBoundingClientRect();
        return event.clientX > box.left && event.clientX < box.right && event.clientY > box.top && event.clientY < box.bottom;
    }

    form.addEventListener("pointerdown", (start) => {
        const grip = start.target.closest(".order-grip");
        if (!grip || start.button !== 0) return;
        const offer = grip.closest(".front-offer");
        const slot = offer ? slotFrom(offer) : grip.closest(".front-slot");
        if (offer && slots().length >= most) return;
        start.preventDefault();
        (offer ?? slot).classList.add("dragged");
        const order = slots().map(numberOf).join();

        const move = (event) => {
            if (offer) {
                const shift = isOver(event) ? "" : `${event.clientX - start.clientX}px ${event.clientY - start.clientY}px`;
                offer.style.translate = shift;
                slot.classList.add("dragged");
                if (!isOver(event)) slot.remove();
            }
            if (!offer || isOver(event)) place(slot, event.clientY);
        };
        const drop = (event) => {
            document.removeEventListener("pointermove", move);
            document.removeEventListener("pointerup", drop);
            document.removeEventListener("pointercancel", drop);
            slot.classList.remove("dragged");
            offer?.classList.remove("dragged");
            offer?.style.removeProperty("translate");
            if (offer && event.type === "pointercancel") slot.remove();
            if (slots().map(numberOf).join() !== order) {
                touch();
                say(gettext("%(headline)s moved to place %(place)s."), slot);
            }
        };
        document.addEventListener("pointermove", move);
        document.addEventListener("pointerup", drop);
        document.addEventListener("pointercancel", drop);
    });

    /* --- Searching ------------------------------------------------------------------------------------------ */

    let typing = 0;
    let sought = 0;

    async function find() {
        const mine = ++sought;
        const answer = await fetch(`${form.dataset.stories}&q=${encodeURIComponent(search.value)}`).catch(() => null);
        if (!answer?.ok || mine !== sought) return;
        offers.innerHTML = await answer.text();
        for (const offer of offers.querySelectorAll(".front-offer")) {
            offer.hidden = slots().some((slot) => numberOf(slot) === offer.dataset.story);
        }
    }

    search.addEventListener("input", () => {
        clearTimeout(typing);
        typing = setTimeout(find, 250);
    });
    search.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        clearTimeout(typing);
        find();
    });

    /* --- Leaving -------------------------------------------------------------------------------------------- */

    form.addEventListener("submit", () => {
        changed = false;
    });
    window.addEventListener("beforeunload", (event) => {
        if (changed) event.preventDefault();
    });
    form.classList.add("is-quick");
}
