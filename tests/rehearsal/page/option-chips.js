// Shows the options of the command being typed as chips beneath the message box.
// A chip only says and points: what is typed stays in the box, the one place where it can be changed.

import { byId, h } from "./dom.js";

/**
 * Draws the chips, or none.
 *
 * Each is `{ option, value, problem, isCurrent }`; `goTo(option)` puts the caret where the option is typed.
 */
export function showChips(chips, goTo) {
  const row = byId("option-chips");
  row.hidden = chips.length === 0;
  row.replaceChildren(...chips.map((chip) => drawChip(chip, goTo)));
}

function drawChip({ option, value, problem, isCurrent }, goTo) {
  const state = problem ? "wrong" : value ? "given" : option.required ? "missing" : "open";
  return h("button", {
    type: "button", class: "chip", title: option.description, "data-option": option.name, "data-state": state,
    "aria-current": isCurrent ? "true" : undefined, onclick: () => goTo(option),
  },
  h("span", { class: "chip-name" }, option.label), " ",
  value ? h("span", { class: "chip-value", dir: "auto" }, value) : option.required && h("span", { class: "chip-need" }, "required"));
}
