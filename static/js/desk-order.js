/*
 * Rows put in order by hand: drag the grip with a mouse, a pen or a finger, or use the buttons "up" and "down".
 * The order on the screen is written into each row's hidden position whenever it changes and when the form is sent.
 */
"use strict";
{
    const ROW = ".inline-related:not(.empty-form)";

    const rowsOf = (group) => [...group.querySelectorAll(ROW)];

    function number(group) {
        rowsOf(group).forEach((row, place) => {
            const field = row.querySelector("[data-position]");
            if (field) field.value = place;
        });
    }

    function button(text, sign, act) {
        const made = document.createElement("button");
        made.type = "button";
        made.className = "order-step";
        made.title = text;
        made.setAttribute("aria-label", text);
        made.textContent = sign;
        made.addEventListener("click", act);
        return made;
    }

    function step(row, group, forward) {
        const rows = rowsOf(group);
        const other = rows[rows.indexOf(row) + (forward ? 1 : -1)];
        if (!other) return;
        if (forward) other.after(row);
        else other.before(row);
        number(group);
    }

    function drag(grip, row, group) {
        grip.addEventListener("pointerdown", (start) => {
            if (start.button !== 0) return;
            start.preventDefault();
            grip.setPointerCapture(start.pointerId);
            row.classList.add("dragged");
        });
        grip.addEventListener("pointermove", (move) => {
            if (!row.classList.contains("dragged")) return;
            for (const other of rowsOf(group)) {
                if (other === row) continue;
                const box = other.getBoundingClientRect();
                const middle = box.top + box.height / 2;
                const after = row.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
                if (after && move.clientY > middle) other.after(row);
                else if (!after && move.clientY < middle) other.before(row);
                else continue;
                // Moving an element in the page lets go of the pointer; take it again.
                grip.setPointerCapture(move.pointerId);
                break;
            }
        });
        const drop = () => {
            if (!row.classList.contains("dragged")) return;
            row.classList.remove("dragged");
            number(group);
        };
        grip.addEventListener("pointerup", drop);
        grip.addEventListener("pointercancel", drop);
    }

    function equip(row, group) {
        if (row.querySelector(".order-tools")) return;
        const tools = document.createElement("span");
        tools.className = "order-tools";
        const grip = document.createElement("span");
        grip.className = "order-grip";
        grip.title = gettext("Drag to change the order");
        grip.setAttribute("aria-hidden", "true");
        const refocus = (forward) => (event) => {
            step(row, group, forward);
            event.currentTarget.focus();
        };
        tools.append(
            button(gettext("Move up"), "↑", refocus(false)),
            grip,
            button(gettext("Move down"), "↓", refocus(true)),
        );
        drag(grip, row, group);
        row.querySelector("h3").prepend(tools);
    }

    for (const group of document.querySelectorAll(".inline-group.ordered")) {
        rowsOf(group).forEach((row) => equip(row, group));
        group.closest("form").addEventListener("submit", () => number(group));
        group.addEventListener("formset:added", (event) => {
            equip(event.target, group);
            number(group);
        });
    }
}
