/* Ties the passkey button of a page of the door to allauth's script, and says so when a passkey is not taken. */
"use strict";

(function () {
    const button = document.querySelector("[data-passkey]");
    if (!button) return;
    const ids = { credential: button.dataset.answer, passwordless: button.dataset.passwordless };
    for (const role of ["add", "authenticate", "login"]) ids[role] = button.id;
    if (document.getElementById("js_data")) ids.data = "js_data";
    document.addEventListener("allauth.error", (event) => {
        event.preventDefault();
        document.getElementById("passkey-failed").hidden = false;
    });
    window.allauth.webauthn.forms[button.dataset.passkey]({ ids });
})();
