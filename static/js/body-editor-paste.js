// What comes from Word, Google Docs and web pages, made plain before the editor reads it.
//
// Word writes a list as paragraphs with a bullet typed in front, Google Docs writes bold as a style and wraps all in a
// <b> that is not bold. Both are turned into what they mean; the server cleans the text once more when it is saved.

import { Extension, Plugin } from "django-prose-editor/editor"

const DEEPEST_LIST = 3
const HEADINGS = { H1: "h2", H4: "h3", H5: "h3", H6: "h3" }

export const TidyPaste = Extension.create({
  name: "tidyPaste",

  addProseMirrorPlugins() {
    const own = this.editor.options.element.closest("[dir]")?.getAttribute("dir")
    return [
      new Plugin({
        props: {
          transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : tidied(html, own)),
        },
      }),
    ]
  },
})

function tidied(html, ownDirection) {
  const plain = html.replace(/<style[\s\S]*?<\/style>/gi, "") // the page's policy would refuse it, and say so
  const { body } = new DOMParser().parseFromString(plain, "text/html")
  listsFromWord(body)
  removeAll(body, "script, meta, link, title, xml, img, svg, iframe")
  for (const element of [...body.querySelectorAll("*")]) {
    const turned = HEADINGS[element.tagName] ? renamed(element, HEADINGS[element.tagName]) : element
    emphasise(turned)
    if (turned.getAttribute("dir")?.toLowerCase() === ownDirection) turned.removeAttribute("dir")
    turned.removeAttribute("lang")
    turned.removeAttribute("class")
    turned.removeAttribute("style")
  }
  return body.innerHTML
}

// Emphasis said by a style becomes an element; an element whose style takes it back becomes nothing.
function emphasise(element) {
  const style = (element.getAttribute("style") || "").toLowerCase()
  const weight = /(?:^|[;\s])font-weight:\s*(\w+)/.exec(style)?.[1]
  const slant = /(?:^|[;\s])font-style:\s*(\w+)/.exec(style)?.[1]
  if (element.tagName === "SPAN") {
    if (weight && (/^bold/.test(weight) || Number(weight) >= 600)) wrapInside(element, "strong")
    if (slant === "italic" || slant === "oblique") wrapInside(element, "em")
    return
  }
  const isBold = element.tagName === "B" || element.tagName === "STRONG"
  const isSlanted = element.tagName === "I" || element.tagName === "EM"
  const isTakenBack =
    (isBold && (weight === "normal" || Number(weight) < 600)) || (isSlanted && slant === "normal")
  if (isTakenBack) element.replaceWith(...element.childNodes)
}

function listsFromWord(body) {
  let open = [] // the lists that are open, outermost first
  for (const paragraph of [...body.querySelectorAll("p")]) {
    const style = paragraph.getAttribute("style") || ""
    const level = /mso-list:[^;]*?level(\d)/i.exec(style)?.[1]
    if (!level) {
      open = []
      continue
    }
    if (open.length && !follows(paragraph, open[0])) open = []
    const kind = takeMarker(paragraph)
    const depth = Math.min(Number(level), DEEPEST_LIST, open.length + 1)
    open = open.slice(0, depth)
    if (open.length < depth) open.push(newList(kind, open.at(-1), paragraph))
    const item = document.createElement("li")
    item.append(renamed(paragraph, "p"))
    open.at(-1).append(item)
  }
}

function newList(kind, around, paragraph) {
  const list = document.createElement(kind)
  if (paragraph.getAttribute("dir")) list.setAttribute("dir", paragraph.getAttribute("dir").toLowerCase())
  if (around) around.lastElementChild.append(list)
  else paragraph.before(list)
  return list
}

// Takes the typed bullet or number out of the paragraph and says which kind of list it stood for.
function takeMarker(paragraph) {
  const marker = [...paragraph.querySelectorAll("span")].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute("style") || ""),
  )
  const typed = (marker?.textContent || "").replaceAll("\u00a0", " ").trim()
  marker?.remove()
  return /^\(?(?:\p{Nd}{1,3}|[\p{L}]{1,4})[.)\-]/u.test(typed) ? "ol" : "ul"
}

function follows(paragraph, list) {
  let before = paragraph.previousSibling
  while (before && before !== list && !(before.textContent.trim() && before.nodeType !== 8)) {
    before = before.previousSibling
  }
  return before === list
}

function removeAll(body, selector) {
  for (const element of body.querySelectorAll(selector)) element.remove()
  const comments = document.createNodeIterator(body, NodeFilter.SHOW_COMMENT)
  for (let comment = comments.nextNode(); comment; comment = comments.nextNode()) comment.remove()
}

function renamed(element, tag) {
  const turned = element.ownerDocument.createElement(tag)
  for (const { name, value } of element.attributes) turned.setAttribute(name, value)
  turned.append(...element.childNodes)
  element.replaceWith(turned)
  return turned
}

function wrapInside(element, tag) {
  const wrapper = element.ownerDocument.createElement(tag)
  wrapper.append(...element.childNodes)
  element.append(wrapper)
}
