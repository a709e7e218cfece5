// Stripe's card fields on our own page, in Arabic and from right to left. What is typed there stays in Stripe's frames.

(() => {
  const form = document.querySelector("[data-card]")
  if (!form) return

  const { key, secret, language, after, broken, refused } = form.dataset
  const fields = form.querySelector("#card-fields")
  const problem = form.querySelector("[data-problem]")
  const button = form.querySelector("button")
  const style = getComputedStyle(document.documentElement)
  const colour = name => style.getPropertyValue(name).trim()

  function tell(words) {
    problem.textContent = words
    problem.hidden = !words
  }

  async function open() {
    const checkout = window.Stripe(key, { locale: language }).initCheckoutElementsSdk({
      clientSecret: secret,
      elementsOptions: {
        appearance: {
          theme: matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "stripe",
          variables: { colorPrimary: colour("--link"), borderRadius: "0px", fontSizeBase: "17px" },
        },
      },
    })
    const loaded = await checkout.loadActions()
    if (loaded.type !== "success") throw new Error("not loaded")
    checkout.createPaymentElement().mount(fields)
    fields.removeAttribute("aria-busy")
    button.disabled = false
    return loaded.actions
  }

  const opened = (async () => open())().catch(() => { tell(broken) })

  form.addEventListener("submit", async event => {
    event.preventDefault()
    const actions = await opened
    if (!actions) return
    button.disabled = true
    tell("")
    try {
      const answer = await actions.confirm()
      if (answer.type === "error") tell(answer.error?.message || refused)
      else location.assign(after)
    } catch {
      tell(broken)
    }
    button.disabled = false
  })
})()
