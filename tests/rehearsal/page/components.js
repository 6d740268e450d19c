// Draws the buttons and menus beneath a message.
// It decides nothing: a press goes to the handlers, and its fate is read from `waiting`.

import { h } from "./dom.js";
import { markdown } from "./markdown-view.js";
import { pressState } from "./waiting.js";
import { channelsNear, personById, roleName, roomById, rolesNear, userName, world } from "./world.js";

/** Component types (Discord docs, components/reference). */
const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const USER_SELECT = 5;
const ROLE_SELECT = 6;
const MENTIONABLE_SELECT = 7;
const CHANNEL_SELECT = 8;
const SECTION = 9;
const TEXT = 10;
const SEPARATOR = 14;
const CONTAINER = 17;

const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/** All components of a message, or nothing. */
export function drawComponents(message, handlers) {
  if (!message.components?.length) return null;
  return h("div", { class: "components" }, message.components.map((component) => drawComponent(component, message, handlers)));
}

function drawComponent(component, message, handlers) {
  const inner = () => (component.components ?? []).map((each) => drawComponent(each, message, handlers));
  switch (component.type) {
    case ROW:
      return h("div", { class: "row" }, inner(), failureLine(component.components ?? []));
    case BUTTON:
      return drawButton(component, message, handlers);
    case STRING_SELECT:
    case USER_SELECT:
    case ROLE_SELECT:
    case MENTIONABLE_SELECT:
    case CHANNEL_SELECT:
      return drawSelect(component, message, handlers);
    case TEXT:
      return h("div", {}, markdown(component.content, { mentions: message.mentions }));
    case SECTION:
      return h("div", { class: "section" }, h("div", {}, inner()), component.accessory && drawComponent(component.accessory, message, handlers));
    case SEPARATOR:
      return h("hr");
    case CONTAINER:
      return h("div", { class: "container" }, inner());
    default:
      return h("p", { class: "failure" }, `This page does not know components of type ${component.type}.`);
  }
}

/**
 * Brings the controls up to date with what was pressed: waiting, failed, or neither.
 *
 * It changes the controls in place, so that focus, and choices not yet sent, stay as they are.
 */
export function showPresses(article, message) {
  for (const control of article.querySelectorAll("[data-custom-id]")) {
    const waiting = pressState(message.id, control.dataset.customId)?.state === "waiting";
    const ended = !waiting && control.hasAttribute("aria-busy");
    control.toggleAttribute("aria-busy", waiting);
    if (waiting) control.setAttribute("aria-busy", "true");
    // Not `disabled`: that would throw the keyboard focus away.
    if (control.tagName === "BUTTON") waiting ? control.setAttribute("aria-disabled", "true") : control.removeAttribute("aria-disabled");
    if (ended && control.tagName === "SELECT" && !control.multiple) toDefaults(control);
  }
  for (const line of article.querySelectorAll("[data-failures-of]")) {
    const failed = line.dataset.failuresOf.split("\n").map((id) => pressState(message.id, id)).filter((state) => state?.state === "failed");
    const text = failed.map((state) => state.error).join(" ");
    if (line.textContent !== text) line.textContent = text;
  }
}

/** A menu whose choice was sent goes back to what the message says, so that the same can be chosen again. */
function toDefaults(menu) {
  for (const option of menu.options) option.selected = option.defaultSelected;
}

/** Where it is said what went wrong with the controls of a row. */
function failureLine(components) {
  const ids = components.map((component) => component.custom_id).filter(Boolean);
  return ids.length > 0 && h("p", { class: "failure", role: "status", "data-failures-of": ids.join("\n") });
}

const emojiText = (emoji) => (emoji.id ? `:${emoji.name}:` : emoji.name);

function drawButton(button, message, handlers) {
  const emoji = button.emoji && h("span", { class: "emoji", "aria-hidden": button.label ? "true" : undefined }, emojiText(button.emoji));
  const kind = BUTTON_STYLES[button.style] ?? "secondary";
  if (button.style === 5) {
    return h("a", { class: "button link", href: /^https?:/.test(button.url) ? button.url : undefined, target: "_blank", rel: "noopener noreferrer",
      "aria-disabled": button.disabled ? "true" : undefined }, emoji, button.label, h("span", { class: "leaves", "aria-hidden": "true" }, "↗"));
  }
  return h("button", {
    type: "button", class: `button ${kind}`, disabled: button.disabled, "data-custom-id": button.custom_id, "data-key": button.custom_id,
    onclick: () => {
      if (pressState(message.id, button.custom_id)?.state !== "waiting") handlers.press(message.id, button.custom_id);
    },
  }, emoji, button.label);
}

function choicesOf(select, room) {
  const option = (value, label, description) => ({ value, label, description });
  switch (select.type) {
    case STRING_SELECT:
      return select.options.map((each) => ({ ...each, label: each.emoji ? `${emojiText(each.emoji)} ${each.label}` : each.label }));
    case CHANNEL_SELECT:
      return channelsNear(room, select.channel_types).map((each) => option(each.id, each.name));
    case ROLE_SELECT:
      return rolesNear(room).map((each) => option(each.id, `@${each.name}`));
    default: {
      const people = [...world.people, world.app].map((each) => option(each.id, each.name));
      return select.type === MENTIONABLE_SELECT ? [...people, ...rolesNear(room).map((each) => option(each.id, `@${each.name}`))] : people;
    }
  }
}

/** A menu's default, which for people, roles and channels may lie outside what the page can offer. */
function defaultsOf(select) {
  if (select.type === STRING_SELECT) return select.options.filter((each) => each.default).map((each) => each.value);
  return (select.default_values ?? []).map((each) => each.id);
}

const nameOfAnything = (id) => personById(id)?.name ?? roomById(id)?.name ?? roleName(id) ?? userName(id) ?? id;

function drawSelect(select, message, handlers) {
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  const many = max > 1 || min === 0;
  const defaults = defaultsOf(select);
  const choices = choicesOf(select, roomById(message.channel_id));
  for (const id of defaults) if (!choices.some((each) => each.value === id)) choices.push({ value: id, label: nameOfAnything(id) });
  const id = `select-${message.id}-${select.custom_id}`;
  const label = select.placeholder || "Choose";
  const element = h("select", {
    id, multiple: many, size: many ? Math.min(Math.max(choices.length, 2), 8) : undefined, disabled: select.disabled,
    "data-custom-id": select.custom_id, "data-key": select.custom_id,
  }, !many && h("option", { value: "", disabled: true, selected: defaults.length === 0 }, "Choose…"),
  choices.map((each) => h("option", { value: each.value, selected: defaults.includes(each.value) },
    each.description ? `${each.label} — ${each.description}` : each.label)));
  const send = (values) => handlers.select(message.id, select.custom_id, values);
  const box = h("div", { class: "select" }, h("label", { for: id }, label), element);
  if (many) box.append(sendRow(element, min, max, send, select));
  else {
    element.addEventListener("change", () => send([element.value]));
    element.addEventListener("keydown", openInsteadOfChoosing);
  }
  return box;
}

/** An arrow key on a closed menu would choose, and choosing sends: it opens the menu instead. */
function openInsteadOfChoosing(event) {
  if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.altKey || !this.showPicker) return;
  event.preventDefault();
  try {
    this.showPicker();
  } catch {
    // A browser that asks for more of a gesture than a key press: Space still opens it.
  }
}

/** The Send button of a menu with several choices, which says how many it wants. */
function sendRow(element, min, max, send, select) {
  const noteId = `${element.id}-note`;
  const note = h("p", { class: "select-note", id: noteId, role: "status" });
  const button = h("button", { type: "button", class: "button secondary", disabled: select.disabled, "aria-describedby": noteId, "data-key": `${select.custom_id}/send` }, "Send");
  const chosen = () => [...element.selectedOptions].map((option) => option.value);
  const fits = () => chosen().length >= min && chosen().length <= max;
  const wanted = min === max ? `${min}` : min === 0 ? `up to ${max}` : `${min} to ${max}`;
  const say = () => { note.textContent = `${chosen().length} chosen, of ${wanted}`; note.classList.remove("failure"); };
  button.addEventListener("click", () => {
    if (fits()) return send(chosen());
    note.textContent = `Please choose ${wanted}; ${chosen().length} ${chosen().length === 1 ? "is" : "are"} chosen.`;
    note.classList.add("failure");
  });
  element.addEventListener("change", say);
  element.addEventListener("mousedown", toggleWithoutModifier);
  say();
  return h("div", { class: "send-row" }, button, note);
}

/** A plain click adds to or takes from the choice; the browser's own way would drop what was chosen before. */
function toggleWithoutModifier(event) {
  const option = event.target;
  if (option.tagName !== "OPTION" || option.disabled || this.disabled || event.button !== 0 || event.shiftKey) return;
  event.preventDefault();
  const top = this.scrollTop;
  option.selected = !option.selected;
  this.focus({ preventScroll: true });
  this.scrollTop = top;
  this.dispatchEvent(new Event("change", { bubbles: true }));
}
