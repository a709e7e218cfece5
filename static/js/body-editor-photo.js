// A photo placed in the text: the stored figure names it by id, the picture and the credit shown here come from the
// library. What is typed under it is the caption for this place; left empty, the photo's own is used.

import { crel, Node } from "django-prose-editor/editor"

let lastTarget = 0

export const PlacedPhoto = Node.create({
  name: "placedPhoto",
  group: "block",
  content: "inline*",
  draggable: true,
  isolating: true,

  addOptions() {
    return { pickerUrl: "" }
  },

  addStorage() {
    return { photos: {} }
  },

  onBeforeCreate() {
    const textarea = this.editor.options.element.querySelector("textarea")
    Object.assign(this.storage.photos, JSON.parse(textarea?.dataset.bodyEditorPhotos || "{}"))
  },

  addAttributes() {
    return {
      photo: {
        default: null,
        parseHTML: (figure) => figure.querySelector("img[data-photo]")?.dataset.photo,
        rendered: false,
      },
    }
  },

  parseHTML() {
    return [
      {
        tag: "figure",
        getAttrs: (figure) => (figure.querySelector("img[data-photo]") ? null : false),
        contentElement: (figure) => figure.querySelector("figcaption") || crel("figcaption"),
      },
    ]
  },

  renderHTML({ node }) {
    return ["figure", ["img", { "data-photo": node.attrs.photo }], ["figcaption", 0]]
  },

  addNodeView() {
    return ({ node }) => {
      const photo = this.storage.photos[node.attrs.photo]
      const caption = crel("figcaption", { className: "body-editor-caption" })
      caption.dataset.placeholder = photo?.caption || gettext("Write a caption for this place")
      const picture = photo
        ? crel("img", { src: photo.thumbnail, alt: photo.alt || "", draggable: false })
        : crel("span", { textContent: gettext("This photo is no longer in the library.") })
      const credit = crel("small", { textContent: photo?.credit || "", dir: "auto" })
      const still = crel("div", { className: "body-editor-picture" }, [picture, credit])
      still.contentEditable = "false"
      const markEmpty = (shown) => caption.classList.toggle("body-editor-empty", shown.content.size === 0)
      markEmpty(node)
      return {
        dom: crel("figure", { className: "body-editor-figure" }, [still, caption]),
        contentDOM: caption,
        update: (shown) => {
          if (shown.type !== node.type || shown.attrs.photo !== node.attrs.photo) return false
          markEmpty(shown)
          return true
        },
        ignoreMutation: (change) => !caption.contains(change.target) || change.type === "attributes",
      }
    }
  },

  addCommands() {
    return {
      choosePhoto: () => () => {
        const target = `body-editor-${++lastTarget}`
        const address = new URL(this.options.pickerUrl, window.location.href)
        address.searchParams.set("for", target)
        const take = (event) => {
          if (event.origin !== window.location.origin || event.data?.target !== target) return
          window.removeEventListener("message", take)
          const photo = event.data.photo
          this.storage.photos[photo.id] = photo
          this.editor
            .chain()
            .focus()
            .insertContent([{ type: this.name, attrs: { photo: String(photo.id) } }, { type: "paragraph" }])
            .run()
        }
        window.addEventListener("message", take)
        window.open(address, target, "popup,width=900,height=700")
        return true
      },
    }
  },

  addKeyboardShortcuts() {
    const figure = () => {
      const { $from, empty } = this.editor.state.selection
      return empty && $from.parent.type.name === this.name ? $from : null
    }
    return {
      Enter: () => {
        const place = figure()
        if (!place) return false
        return this.editor.chain().insertContentAt(place.after(), { type: "paragraph" }).focus(place.after() + 1).run()
      },
      Backspace: () => {
        const place = figure()
        if (!place || place.parentOffset) return false
        return place.parent.content.size ? true : this.editor.commands.setNodeSelection(place.before())
      },
    }
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({
      name: "photo",
      groups: "photo",
      button: buttons.material("image", "photo"),
      command: (editor) => editor.commands.choosePhoto(),
      active: (editor) => editor.isActive("placedPhoto"),
    })
  },
})
