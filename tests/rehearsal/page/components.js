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
  const drawn = h("div", { class: "components" }, message.components.map((component) => drawComponent(component, message, handlers)));
  drawn.addEventListener("click", holdBack, { capture: true });
  return drawn;
}

/** What is ticked and not sent yet would be lost to a button, so the first such press only says so. */
function holdBack(event) {
  if (!event.target.closest("button[data-custom-id]")) return;
  const unsent = [...this.querySelectorAll(".select")].filter((menu) => menu.tellUnsent?.());
  if (unsent.length > 0) event.stopPropagation();
}

/** Takes over from the controls before these what is ticked and not sent yet, where the same can be ticked. */
export function keepUnsent(before, now) {
  const menus = (each) => [...each.querySelectorAll(".picks")].map((menu) => [...menu.querySelectorAll("input")]);
  const values = (boxes) => boxes.map((box) => box.value).join("\n");
  const earlier = menus(before);
  for (const boxes of menus(now)) {
    const same = earlier.find((old) => values(old) === values(boxes));
    if (!same || same.every((box) => box.checked === box.defaultChecked)) continue;
    boxes.forEach((box, at) => { box.checked = same[at].checked; });
    boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
  }
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
    if (ended && control.tagName === "SELECT") toDefaults(control);
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
  const defaults = defaultsOf(select);
  const choices = choicesOf(select, roomById(message.channel_id));
  for (const id of defaults) if (!choices.some((each) => each.value === id)) choices.push({ value: id, label: nameOfAnything(id) });
  const id = `select-${message.id}-${select.custom_id}`;
  const label = select.placeholder || "Choose";
  const send = (values) => handlers.select(message.id, select.custom_id, values);
  const [min, max] = [select.min_values ?? 1, select.max_values ?? 1];
  const isMany = max > 1 || min === 0;
  const box = h("div", { class: "select" },
    isMany ? h("p", { class: "select-label", id: `${id}-label` }, label) : h("label", { class: "select-label", for: id }, label),
    !isMany && drawOne(select, { id, choices, defaults, send }));
  if (isMany) fillMany(box, select, { id, choices, defaults, min, max, send });
  return box;
}

/** A menu of which one is chosen, and is sent with that. */
function drawOne(select, { id, choices, defaults, send }) {
  const element = h("select", { id, disabled: select.disabled, "data-custom-id": select.custom_id, "data-key": select.custom_id },
    h("option", { value: "", disabled: true, selected: defaults.length === 0 }, "Choose…"),
    choices.map((each) => h("option", { value: each.value, selected: defaults.includes(each.value) },
      each.description ? `${each.label} — ${each.description}` : each.label)));
  element.addEventListener("change", () => send([element.value]));
  element.addEventListener("keydown", openInsteadOfChoosing);
  return element;
}

/**
 * A menu of which several are chosen: boxes to tick, and a button that sends them.
 *
 * A browser's own list of several lets go of the rest at an arrow key, and cuts long names off.
 */
function fillMany(box, select, { id, choices, defaults, min, max, send }) {
  const boxes = choices.map((each) => h("input", {
    type: "checkbox", value: each.value, checked: defaults.includes(each.value), disabled: select.disabled, "data-key": `${select.custom_id}/${each.value}`,
  }));
  const list = h("div", { class: "picks", role: "group", "aria-labelledby": `${id}-label`, "data-custom-id": select.custom_id },
    choices.map((each, index) => h("label", { class: "pick" }, boxes[index],
      h("span", { dir: "auto" }, each.label, each.description && h("span", { class: "pick-about" }, each.description)))));
  walkWithArrows(list, boxes);
  box.append(list, sendRow(box, boxes, { id, min, max, send, select }));
}

/** Up and Down go from box to box; for the Tab key all of them together are one stop, as a menu is. */
function walkWithArrows(list, boxes) {
  const stopAt = (box) => boxes.forEach((each) => { each.tabIndex = each === box ? 0 : -1; });
  stopAt(boxes[0]);
  list.addEventListener("focusin", (event) => { if (boxes.includes(event.target)) stopAt(event.target); });
  list.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: boxes.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    boxes[to]?.focus();
  });
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
function sendRow(box, boxes, { id, min, max, send, select }) {
  const noteId = `${id}-note`;
  const note = h("p", { class: "select-note", id: noteId, role: "status" });
  const button = h("button", { type: "button", class: "button secondary", disabled: select.disabled, "aria-describedby": noteId, "data-key": `${select.custom_id}/send` }, "Send");
  const chosen = () => boxes.filter((each) => each.checked).map((each) => each.value);
  const fits = () => chosen().length >= min && chosen().length <= max;
  const wanted = min === max ? `${min}` : min === 0 ? `up to ${max}` : `${min} to ${max}`;
  const say = (text, isProblem) => { note.textContent = text; note.classList.toggle("failure", isProblem); };
  const count = () => say(`${chosen().length} chosen, of ${wanted}`, false);
  let isTold = false;
  box.tellUnsent = () => {
    if (isTold || boxes.every((each) => each.checked === each.defaultChecked)) return false;
    isTold = true;
    say("Not sent yet. Send it, or press again to go on without it.", true);
    return true;
  };
  button.addEventListener("click", () => {
    if (!fits()) return say(`Please choose ${wanted}; ${chosen().length} ${chosen().length === 1 ? "is" : "are"} chosen.`, true);
    for (const each of boxes) each.defaultChecked = each.checked;
    send(chosen());
  });
  box.addEventListener("change", () => {
    isTold = false;
    count();
  });
  count();
  return h("div", { class: "send-row" }, button, note);
}
