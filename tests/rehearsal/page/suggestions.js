// The listbox above the message box: shows choices, moves among them, takes one.
// It does not know what a choice means; whoever shows one says what taking it does.

import { announce, byId, h } from "./dom.js";

/** The listbox of the page, steered from `textbox`, which keeps the focus all the while. */
export function createSuggestions(textbox) {
  const list = byId("suggestions");
  let items = [];
  let active = -1;

  function mark(index) {
    active = index;
    for (const [at, option] of [...list.children].entries()) option.setAttribute("aria-selected", at === index ? "true" : "false");
    const option = list.children[index];
    if (!option) return textbox.removeAttribute("aria-activedescendant");
    textbox.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function draw(item, index) {
    return h("div", {
      role: "option", id: `suggestion-${index}`, class: "suggestion", "aria-selected": "false", "data-value": item.value ?? item.label,
      // The textbox keeps the focus, or the caret would be lost.
      onmousedown: (event) => event.preventDefault(),
      onclick: () => item.take(),
    }, h("span", { class: "suggestion-label", dir: "auto" }, item.label), item.detail && h("span", { class: "suggestion-detail" }, item.detail));
  }

  return {
    /** Shows these items, `{ label, detail?, take() }`, with one of them marked or none (-1). */
    show(next, marked = -1) {
      items = next;
      if (items.length === 0) return this.hide();
      list.replaceChildren(...items.map(draw));
      list.hidden = false;
      mark(marked);
      announce(`${items.length} ${items.length === 1 ? "suggestion" : "suggestions"}`);
    },

    hide() {
      items = [];
      list.hidden = true;
      list.replaceChildren();
      mark(-1);
    },

    /** Moves the mark up or down, past the ends to nothing marked, which is the text as typed. */
    move(step) {
      const places = items.length + 1;
      mark(((active + 1 + step + places) % places) - 1);
    },

    get open() { return items.length > 0; },
    get marked() { return items[active] ?? null; },
  };
}
