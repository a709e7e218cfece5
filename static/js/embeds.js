// Opens a film or post in its place when the reader asks for it; before that nobody outside is told anything.

const NEEDS = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-presentation"

for (const card of document.querySelectorAll(".embed[data-frame]")) {
  const offer = card.querySelector(".embed-offer")
  offer.hidden = false
  offer.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe")
    frame.title = card.dataset.title
    frame.sandbox = NEEDS
    frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture"
    frame.allowFullscreen = true
    frame.referrerPolicy = "strict-origin-when-cross-origin" // YouTube plays nothing without the site's name
    frame.src = card.dataset.frame
    offer.replaceWith(frame)
    frame.tabIndex = -1
    frame.focus()
  })
}
