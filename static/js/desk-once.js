/* A form is sent once: a second click while the first is under way does nothing. */
"use strict";
{
    for (const form of document.querySelectorAll("#content-main form[method=post]")) {
        let sent = false;
        form.addEventListener("submit", (event) => {
            if (sent) {
                event.preventDefault();
                return;
            }
            sent = true;
            form.classList.add("sent");
        });
        // The browser's "back" shows the page as it was left; it may be sent again.
        window.addEventListener("pageshow", () => {
            sent = false;
            form.classList.remove("sent");
        });
    }
}
