// Names the whole sum for donors who cover the fees, counted with the same whole numbers as on the server.

(() => {
  const note = document.querySelector("[data-rates]")
  const form = note?.closest("form")
  if (!form) return

  const rates = JSON.parse(note.dataset.rates)
  const words = note.textContent
  const box = form.elements.covers_fees

  const chosen = name => form.elements[name]?.value ?? ""

  // An amount as typed, in minor units; null for what only the server can read.
  function typed(text, exponent) {
    const plain = text.trim().replace(/[٠-٩]/g, digit => "٠١٢٣٤٥٦٧٨٩".indexOf(digit)).replace("٫", ".")
    const found = /^(\d{1,7})(?:[.,](\d*))?$/.exec(plain)
    if (!found || (found[2] ?? "").length > exponent) return null
    return Number(found[1] + (found[2] ?? "").padEnd(exponent, "0"))
  }

  function show() {
    const currency = chosen("currency")
    const rate = rates[`${chosen("provider")} ${currency}`]
    note.parentElement.hidden = !rate
    note.textContent = words
    if (!rate || !box.checked) return
    const other = chosen("other_amount")
    const picked = Number(chosen(`amount_${chosen("interval")}_${currency}`)) || null
    const amount = other.trim() ? typed(other, rate.exponent) : picked
    if (!amount) return
    const needed = Math.ceil(((amount + rate.fixed) * 10000) / (10000 - rate.share))
    const sum = amount + Math.ceil((needed - amount) / rate.step) * rate.step
    const how = { style: "currency", currency, numberingSystem: "latn" }
    const shown = new Intl.NumberFormat(document.documentElement.lang, how).format(sum / 10 ** rate.exponent)
    note.textContent = note.dataset.sum.replace("%s", `\u2068${shown}\u2069`)
  }

  form.addEventListener("input", show)
  addEventListener("pageshow", show)
})()
