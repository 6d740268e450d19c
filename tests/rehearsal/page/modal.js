// Shows a modal that the bot opened, or a form of the page itself, checks what is filled in, and hands it back.
// What is typed stays in the dialog until it was taken, or given up on purpose.

import { inWords } from "./api.js";
import { h } from "./dom.js";
import { markdown } from "./markdown-view.js";

const ROW = 1;
const STRING_SELECT = 3;
const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
export const PARAGRAPH = 2;

/** Length of a text input where the modal names no other (Discord docs, components/reference). */
const TEXT_LENGTH_MAX = 4000;

let open = null;

/** Opens the modal; `submit(values)` sends it, and throws the reason where it is refused. */
export function showModal(modal, submit) {
  const fields = [];
  const parts = modal.components.map((component) => drawPart(component, fields));
  showForm({ title: modal.title, parts, fields, id: modal.custom_id }, submit);
}

/**
 * Opens a form of these parts; the fields among them are checked, and their values go to `submit`.
 *
 * `done` and `leave` name the two buttons. Where what is `done` cannot be undone, `isGrave`, it is red and not the
 * one that a quick Enter presses. `closed` is called when the form is gone, whichever way.
 */
export function showForm({ title, parts, fields = [], id, done = "Submit", leave = "Cancel", isGrave = false, closed = () => {} }, submit) {
  open?.remove();
  const problem = h("p", { class: "failure", role: "alert" });
  const send = h("button", { type: "submit", class: isGrave ? "button danger" : "button primary" }, done);
  const back = h("button", { type: "button", class: "button secondary", onclick: () => dialog.close() }, leave);
  const form = h("form", { method: "dialog", novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    trySubmit();
  } },
  h("h2", { id: "dialog-title" }, title),
  parts,
  problem,
  h("div", { class: "modal-buttons" }, back, send));
  const dialog = h("dialog", { class: "modal", "aria-labelledby": "dialog-title", "data-custom-id": id, onclose: () => {
    dialog.remove();
    if (open === dialog) open = null;
    closed();
  } }, form);
  open = dialog;

  async function trySubmit() {
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) return wrong[0].control.focus();
    send.setAttribute("aria-busy", "true");
    problem.textContent = "";
    try {
      await submit(Object.fromEntries(fields.map((field) => [field.id, field.value()])));
      dialog.close();
    } catch (error) {
      problem.textContent = inWords(error);
    } finally {
      send.removeAttribute("aria-busy");
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  (fields[0]?.control ?? (isGrave ? back : send)).focus();
}

/** Closes whatever is open: as another person, the modal is not theirs. */
export function closeModal() {
  open?.close();
}

function drawPart(component, fields, label = null) {
  switch (component.type) {
    case ROW:
      return (component.components ?? []).map((inner) => drawPart(inner, fields));
    case LABEL:
      return drawPart(component.component, fields, component);
    case TEXT_INPUT:
      return drawInput(component, fields, label);
    case STRING_SELECT:
      return drawSelect(component, fields, label);
    case TEXT:
      return h("div", {}, markdown(component.content));
    default:
      return h("p", { class: "failure" }, `This page does not know components of type ${component.type} in a modal.`);
  }
}

/** A labelled control for a form, with its description, its counter or note, and the line that says what is wrong. */
export function drawField(control, id, text, description, required, note) {
  const described = [description && `${id}-about`, note && `${id}-note`, `${id}-wrong`].filter(Boolean).join(" ");
  control.setAttribute("aria-describedby", described);
  const wrong = h("p", { class: "failure", id: `${id}-wrong`, role: "status" });
  const label = h("label", { for: id }, text);
  const box = h("div", { class: "field" },
    h("div", { class: "field-head" }, label, !required && h("span", { class: "optional" }, "optional")),
    description && h("p", { class: "field-about", id: `${id}-about` }, description), control, note, wrong);
  const check = (sentence) => {
    wrong.textContent = sentence;
    if (sentence) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    return !sentence;
  };
  return { box, check };
}

/** A text input of a form, which adds itself to the fields. */
export function drawInput(input, fields, label = null) {
  const id = `modal-${input.custom_id}`;
  const required = input.required ?? true;
  const min = input.min_length ?? 0;
  const max = input.max_length ?? TEXT_LENGTH_MAX;
  const shape = { id, name: input.custom_id, placeholder: input.placeholder, required, "data-custom-id": input.custom_id };
  const control = input.style === PARAGRAPH ? h("textarea", { ...shape, rows: 4 }) : h("input", { ...shape, type: "text" });
  control.value = input.value ?? "";
  // Too long a text is counted and refused, not cut: cutting would lose what was typed.
  const count = h("p", { class: "field-note", id: `${id}-note` });
  const length = () => [...control.value].length;
  const say = () => { count.textContent = input.max_length || length() > max ? `${length()} of at most ${max} characters` : ""; };
  const name = label?.label ?? input.label ?? input.custom_id;
  const { box, check } = drawField(control, id, name, label?.description, required, count);
  control.addEventListener("input", () => { say(); check(""); });
  say();
  fields.push({ id: input.custom_id, control, value: () => control.value, check: () => check(fault()) });
  function fault() {
    if (length() === 0) return required ? "Please fill this in." : "";
    if (length() < min) return `At least ${min} characters, please; this is ${length()}.`;
    return length() > max ? `At most ${max} characters; this is ${length()}.` : "";
  }
  return box;
}

/** A menu of a form, which adds itself to the fields. */
export function drawSelect(select, fields, label = null) {
  const id = `modal-${select.custom_id}`;
  const min = select.min_values ?? 1;
  const max = select.max_values ?? 1;
  const required = select.required ?? true;
  const control = h("select", { id, multiple: max > 1, "data-custom-id": select.custom_id },
    max === 1 && h("option", { value: "" }, select.placeholder ?? "Choose…"),
    select.options.map((each) => h("option", { value: each.value, selected: each.default }, each.label)));
  const value = () => [...control.selectedOptions].map((option) => option.value).filter(Boolean);
  const { box, check } = drawField(control, id, label?.label ?? select.placeholder ?? "Choose", label?.description, required, null);
  const fault = () => {
    if (value().length === 0 && !required) return "";
    return value().length < min || value().length > max ? `Please choose ${max === 1 ? "one" : min === max ? min : `${min} to ${max}`}.` : "";
  };
  fields.push({ id: select.custom_id, control, value, check: () => check(fault()) });
  return box;
}
