/* A form is sent once: a second click while the first is under way does nothing. */
"use strict";
{
    const PATIENCE = 15000; // whoever stopped a slow sending is still here, and may send again

    for (const form of document.querySelectorAll("#content-main form[method=post]")) {
        let sent = false;
        const again = () => {
            sent = false;
            form.classList.remove("sent");
        };
        form.addEventListener("submit", (event) => {
            if (sent) {
                event.preventDefault();
                return;
            }
            sent = true;
            form.classList.add("sent");
            setTimeout(again, PATIENCE);
        });
        // The browser's "back" shows the page as it was left; it may be sent again.
        window.addEventListener("pageshow", again);
    }
}
