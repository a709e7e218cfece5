// Lets the device of a donor prove a little work, so that whoever tries stolen cards by the thousand pays for each try.
// It begins when the form is touched and works in small steps. Where it cannot, the gift is confirmed by mail.

(() => {
  const status = document.querySelector("[data-challenge]")
  if (!status || !window.crypto || !crypto.subtle) return

  const PATIENCE = 20000 // milliseconds a donor who has pressed the button waits at most
  const form = status.closest("form")
  const field = form.elements.altcha
  const byMail = status.textContent
  const needed = status.dataset.ways.split(" ")
  let work = null
  let goodUntil = 0
  let waits = false
  let goesOn = false
  status.textContent = ""

  const bytes = hex => Uint8Array.from(hex.match(/../g), pair => parseInt(pair, 16))
  const hexOf = key => Array.from(key, byte => byte.toString(16).padStart(2, "0")).join("")

  async function derive(asked, counter) {
    const password = new Uint8Array(20)
    password.set(bytes(asked.nonce))
    new DataView(password.buffer).setUint32(16, counter)
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"])
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(asked.salt), iterations: asked.cost }
    return hexOf(new Uint8Array(await crypto.subtle.deriveBits(how, key, asked.keyLength * 8)))
  }

  async function prove() {
    const answer = await fetch(status.dataset.challenge, { cache: "no-store" })
    const challenge = await answer.json()
    const asked = challenge.parameters
    goodUntil = performance.now() + (asked.expiresAt - asked.data.at - 60) * 1000 // whatever the device's clock says
    for (let counter = 0; counter <= asked.data.most; counter++) {
      const derivedKey = await derive(asked, counter)
      if (derivedKey.startsWith(asked.keyPrefix)) {
        field.value = btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }))
        return
      }
    }
  }

  function begin() {
    if (work && performance.now() < goodUntil) return work
    field.value = ""
    goodUntil = Infinity // also where the work fails: it is tried once
    work = prove().catch(() => { status.textContent = byMail })
    return work
  }

  const chosen = () => form.elements.provider ? form.elements.provider.value : ""

  form.addEventListener("focusin", begin)
  form.addEventListener("input", begin)
  form.addEventListener("submit", async event => {
    if (goesOn || !needed.includes(chosen())) return
    if (field.value && performance.now() < goodUntil) return
    event.preventDefault()
    if (waits) return
    waits = true
    status.textContent = status.dataset.working
    await Promise.race([begin(), new Promise(resolve => setTimeout(resolve, PATIENCE))])
    await new Promise(resolve => setTimeout(resolve)) // a form that is being sent cannot be sent once more
    waits = false
    goesOn = true
    form.requestSubmit ? form.requestSubmit(event.submitter) : form.submit()
  })
  window.addEventListener("pageshow", event => { // back from the payment: a proof serves once
    if (!event.persisted) return
    field.value = ""
    work = null
    goesOn = false
    status.textContent = ""
  })
})()
