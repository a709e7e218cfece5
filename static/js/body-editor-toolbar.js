// The toolbar by keyboard and by ear: names in the interface's language, one stop for Tab, arrows between the buttons,
// pressed and disabled said aloud, Alt+F10 from the text. And a link dialog that asks only for the address.

import { Extension, Link, Plugin, updateAttrsDialog } from "django-prose-editor/editor"

const names = () => ({
  heading2: gettext("Heading"),
  heading3: gettext("Smaller heading"),
  bulletList: gettext("List"),
  orderedList: gettext("Numbered list"),
  blockquote: gettext("Quotation"),
  horizontalRule: gettext("Dividing line"),
  bold: gettext("Bold"),
  italic: gettext("Italic"),
  subscript: gettext("Subscript"),
  superscript: gettext("Superscript"),
  link: gettext("Link"),
  unlink: gettext("Remove the link"),
  photo: gettext("Photo"),
  rtl: gettext("Right to left"),
  ltr: gettext("Left to right"),
  "history:undo": gettext("Undo"),
  "history:redo": gettext("Redo"),
})

export const StoryLink = Link.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false
          const current = editor.getAttributes("link").href || ""
          updateAttrsDialog(
            { href: { type: "string", title: gettext("Address"), format: "text" } },
            { title: gettext("Link"), submitText: gettext("Set the link") },
          )(editor, { href: current }).then((answer) => {
            if (!answer) return
            const chain = editor.chain().focus().extendMarkRange("link")
            const href = answer.href.trim()
            if (href) chain.setLink({ href: /^www\./i.test(href) ? `https://${href}` : href }).run()
            else chain.unsetLink().run()
          })
          return true
        },
    }
  },
})

export const SpokenToolbar = Extension.create({
  name: "spokenToolbar",
  priority: 10, // after the menu has been made

  addProseMirrorPlugins() {
    const label = labelOf(this.editor)
    const attributes = { role: "textbox", "aria-multiline": "true", "aria-label": label?.textContent.trim() || "" }
    return [new Plugin({ props: { attributes } })]
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        toolbarOf(this.editor)?.querySelector("button[tabindex='0']")?.focus()
        return true
      },
    }
  },

  onCreate() {
    const toolbar = toolbarOf(this.editor)
    toolbar.setAttribute("role", "toolbar")
    toolbar.setAttribute("aria-label", gettext("Formatting"))
    toolbar.dir = document.dir || document.documentElement.dir
    toolbar.lang = document.documentElement.lang
    const words = names()
    for (const button of toolbar.querySelectorAll("button")) {
      button.title = words[button.dataset.name] || button.title
      button.setAttribute("aria-label", button.title)
      button.tabIndex = -1
    }
    toolbar.querySelector("button").tabIndex = 0
    toolbar.addEventListener("keydown", (event) => walk(event, toolbar))
    labelOf(this.editor)?.addEventListener("click", () => this.editor.commands.focus())
    say(toolbar)
    this.editor.on("transaction", () => say(toolbar))
  },
})

const toolbarOf = (editor) => editor.options.element.querySelector(".prose-menubar:not(.prose-menubar--floating)")

function labelOf(editor) {
  const textarea = editor.options.element.querySelector("textarea")
  return textarea && document.querySelector(`label[for="${textarea.id}"]`)
}

function say(toolbar) {
  for (const button of toolbar.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.classList.contains("active")))
    button.setAttribute("aria-disabled", String(button.classList.contains("disabled")))
  }
}

function walk(event, toolbar) {
  const buttons = [...toolbar.querySelectorAll("button:not(.hidden)")]
  const forward = toolbar.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
  const backward = toolbar.dir === "rtl" ? "ArrowRight" : "ArrowLeft"
  const here = buttons.indexOf(document.activeElement)
  const next = { [forward]: here + 1, [backward]: here - 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  const button = buttons.at(next % buttons.length)
  for (const other of buttons) other.tabIndex = other === button ? 0 : -1
  button.focus()
}
