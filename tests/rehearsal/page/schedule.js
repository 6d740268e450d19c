// The server's scheduled events: the button that opens them, the list, and what a person may do with each.
// It decides nothing: the stand-in says who sees and who may change what, and what it refuses is shown as it says it.

import { inWords } from "./api.js";
import { byId, h, svg } from "./dom.js";
import { markdown } from "./markdown-view.js";
import { showForm } from "./modal.js";
import { showEventForm } from "./schedule-form.js";
import { timeElement } from "./time.js";
import { roomById, world } from "./world.js";

const BUTTON_ID = "events-button";

let act = async () => {};
let list = null; // the open list: { dialog, summary, events, close }
const refused = new Map(); // event id -> what the stand-in said no to

/** Makes the button open the list; `deed` does something in this person's name, and throws where it is refused. */
export function setUpSchedule(deed) {
  act = deed;
  byId("rooms").addEventListener("click", (event) => { if (event.target.closest(`#${BUTTON_ID}`)) openSchedule(); });
}

/** The way to the events, with how many there are. */
export function drawEventsButton() {
  const count = world.events.length;
  return h("button", { type: "button", id: BUTTON_ID, class: "room", "aria-haspopup": "dialog" },
    h("span", { class: "room-sign", "aria-hidden": "true" },
      svg("svg", { viewBox: "0 0 20 20" }, svg("path", { d: "M3.5 5.5h13v11h-13zM3.5 9h13M7 3.5v3M13 3.5v3" }))),
    h("span", { class: "room-label" }, "Events"),
    count > 0 && h("span", { class: "count" }, count));
}

function openSchedule() {
  if (list) return;
  refused.clear();
  const close = h("button", { type: "button", class: "button secondary", onclick: () => list.dialog.close() }, "Close");
  const summary = h("p", { class: "field-about", role: "status" });
  const events = h("div", { class: "events" });
  const dialog = h("dialog", { class: "modal schedule", "aria-labelledby": "events-title", onclose: () => {
    list?.dialog.remove();
    list = null;
    // The button was drawn anew meanwhile.
    byId(BUTTON_ID)?.focus();
  } },
  h("div", { class: "schedule-head" }, h("h2", { id: "events-title" }, "Events"), close), summary, events);
  list = { dialog, summary, events, close };
  showSchedule();
  document.body.append(dialog);
  dialog.showModal();
}

/** Closes the list: another person sees other events. */
export function closeSchedule() {
  list?.dialog.close();
}

/** Brings the open list up to date with what this window knows. */
export function showSchedule() {
  if (!list) return;
  const count = world.events.length;
  const planned = count === 0 ? "Nothing is planned" : count === 1 ? "One event" : `${count} events`;
  const summary = `${planned} in ${world.guild?.name ?? "this server"}.`;
  if (list.summary.textContent !== summary) list.summary.textContent = summary;
  const before = new Map([...list.events.children].map((article) => [article.dataset.eventId, article]));
  const articles = world.events.map((event) => {
    const state = JSON.stringify([event, placeOf(event), refused.get(event.id)]);
    const known = before.get(event.id);
    return known?.dataset.state === state ? known : drawEvent(event, state);
  });
  const had = list.events.contains(document.activeElement) ? document.activeElement : null;
  list.events.replaceChildren(...articles);
  if (had) keepFocus(had);
}

/** The focus stays at the same button of the same event, or as near as there is something. */
function keepFocus(had) {
  const id = had.closest("[data-event-id]")?.dataset.eventId;
  const article = list.events.querySelector(`[data-event-id="${id}"]`);
  const again = had.isConnected ? had : article?.querySelector(`[data-deed="${had.dataset.deed}"]`) ?? article?.querySelector("button");
  (again ?? list.close).focus({ preventScroll: true });
}

const placeOf = (event) => (event.channel ? `In ${roomById(event.channel)?.name}` : event.location);

const STATUS = { scheduled: "Scheduled", active: "Active", completed: "Completed", cancelled: "Cancelled" };

function drawEvent(event, state) {
  const id = `event-${event.id}`;
  return h("article", { class: "event", "aria-labelledby": id, "data-event-id": event.id, "data-state": state },
    h("h3", { id, dir: "auto" }, event.name),
    h("p", { class: "event-when" },
      h("span", { class: event.status === "active" ? "badge active" : "badge" }, STATUS[event.status]), " ",
      timeElement(event.starts_at_ms, "F"), " · ", timeElement(event.starts_at_ms, "R")),
    h("p", { class: "event-where", dir: "auto" }, placeOf(event)),
    event.description && h("div", { class: "content" }, markdown(event.description)),
    h("div", { class: "row" }, drawInterest(event), event.can_change && drawHosting(event)),
    h("p", { class: "failure", role: "alert" }, refused.get(event.id)));
}

function drawInterest(event) {
  const { interested, is_interested } = event;
  const crowd = ["Nobody is interested yet", "1 person is interested"][interested] ?? `${interested} people are interested`;
  return [
    drawDeed(event, "follow", "Interested", () => perform(event, { do: "follow", is_interested: !is_interested }),
      { "aria-pressed": is_interested ? "true" : "false", "aria-describedby": `event-${event.id}-interested` }),
    h("p", { class: "event-interested", id: `event-${event.id}-interested` }, crowd),
  ];
}

/** What cannot be undone, with what is asked before it is done. */
const GRAVE = {
  end: { label: "End", asks: "It is over for everybody, and leaves the list.", leave: "Let it go on" },
  cancel: { label: "Cancel event", asks: "It does not take place, and leaves the list.", leave: "Keep it" },
  delete: { label: "Delete", asks: "It is gone for everybody, as if it had never been planned.", leave: "Keep it" },
};

function drawHosting(event) {
  const change = (changes) => ({ do: "reschedule", changes });
  const grave = (name, deed) => drawDeed(event, name, GRAVE[name].label, () => askFirst(event, GRAVE[name], deed));
  const isUnderWay = event.status === "active";
  return h("div", { class: "hosting", role: "group", "aria-label": "For hosts" },
    !isUnderWay && drawDeed(event, "start", "Start", () => perform(event, change({ status: 2 }))),
    drawDeed(event, "edit", "Edit", () => showEventForm(event, (changes) => act({ ...change(changes), event: event.id }))),
    isUnderWay ? grave("end", change({ status: 3 })) : grave("cancel", change({ status: 4 })),
    grave("delete", { do: "unschedule" }));
}

const drawDeed = (event, name, label, onclick, more = {}) =>
  h("button", { type: "button", class: "button secondary", "data-deed": name, onclick, ...more }, label);

/** Does it; what comes of it is drawn when the stand-in tells every window of it. */
async function perform(event, deed) {
  try {
    await act({ ...deed, event: event.id });
    refused.delete(event.id);
  } catch (error) {
    refused.set(event.id, inWords(error));
  }
  showSchedule();
}

function askFirst(event, { label, asks, leave }, deed) {
  const closed = () => {
    // The event may have left the list, and the button that had the focus with it.
    if (list && document.activeElement === document.body) list.close.focus();
  };
  const parts = [h("p", {}, h("b", { dir: "auto" }, event.name), " · ", timeElement(event.starts_at_ms, "F")), h("p", {}, asks)];
  showForm({ title: `${label}?`, parts, done: label, leave, isGrave: true, closed }, () => act({ ...deed, event: event.id }));
}
