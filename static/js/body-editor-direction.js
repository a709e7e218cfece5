// Direction of single blocks: a quotation in the other language reads the other way, whatever is around it.

import { Extension } from "django-prose-editor/editor"

const BLOCKS = ["paragraph", "heading", "bulletList", "orderedList", "blockquote"]
const LANGUAGE = { rtl: "ar", ltr: "en" }

export const BlockDirection = Extension.create({
  name: "blockDirection",

  addGlobalAttributes() {
    const keep = (name) => ({ default: null, parseHTML: (element) => element.getAttribute(name) || null })
    return [{ types: BLOCKS, attributes: { dir: keep("dir"), lang: keep("lang") } }]
  },

  addCommands() {
    return {
      // Turns every outermost block of the selection; the language's own direction is written as none at all.
      turnBlocks:
        (direction) =>
        ({ state, tr, dispatch, editor }) => {
          const own = ownDirection(editor)
          const attributes =
            direction === own ? { dir: null, lang: null } : { dir: direction, lang: LANGUAGE[direction] }
          const { from, to } = state.selection
          let turned = false
          state.doc.nodesBetween(from, to, (node, position) => {
            if (BLOCKS.includes(node.type.name)) {
              turned = true
              if (dispatch) tr.setNodeMarkup(position, undefined, { ...node.attrs, ...attributes })
            }
            return false
          })
          return turned
        },
    }
  },

  addMenuItems({ menu, buttons }) {
    for (const [direction, icon] of [
      ["rtl", "format_textdirection_r_to_l"],
      ["ltr", "format_textdirection_l_to_r"],
    ]) {
      menu.defineItem({
        name: direction,
        groups: "direction",
        button: buttons.material(icon, direction),
        command: (editor) => editor.chain().focus().turnBlocks(direction).run(),
        enabled: (editor) => editor.can().turnBlocks(direction),
        active: (editor) => blockDirection(editor) === direction,
      })
    }
  },
})

function ownDirection(editor) {
  return editor.options.element.closest("[dir]")?.getAttribute("dir") || document.dir || "ltr"
}

function blockDirection(editor) {
  const outermost = editor.state.selection.$from.node(1)
  return outermost?.attrs.dir || ownDirection(editor)
}
