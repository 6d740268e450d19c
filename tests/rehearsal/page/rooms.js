// The side of the page: who acts, which rooms there are, and whether the bot is there.
// It only shows; going somewhere is a link, so that the address always says who and where.

import { byId, h, svg } from "./dom.js";
import { drawEventsButton } from "./schedule.js";
import { personById, world } from "./world.js";

const unread = new Map(); // room id -> { count, pinged }

/** The address of a room as a person, which is also how the page is told where to be. */
export const placeHash = (person, room) => `#as=${person}${room ? `&room=${room}` : ""}`;

const ROLES = { owner: "Owner", host: "Hosts", member: "Members" };

/** Fills "Act as" with everybody by what they are; choosing one calls `choose(id)`. */
export function showPeople(people, me, choose) {
  const select = byId("act-as");
  const option = (person) => h("option", { value: person.id, selected: person.id === me }, person.name);
  select.replaceChildren(...Object.entries(ROLES).map(([role, label]) =>
    h("optgroup", { label }, people.filter((person) => person.role === role).map(option))));
  select.onchange = () => choose(select.value);
}

/** Draws the rooms in their groups, the open one marked, and above a server's the way to its events. */
export function showRooms(openId) {
  const groups = new Map();
  for (const room of world.rooms) {
    const name = room.guild ?? "Direct messages";
    groups.set(name, [...(groups.get(name) ?? []), room]);
  }
  const nav = byId("rooms");
  const focused = nav.contains(document.activeElement) ? document.activeElement : null;
  nav.replaceChildren(...[...groups].map(([name, rooms], index) => h("section", {},
    h("h2", { class: "rooms-group", id: `rooms-group-${index}` }, name),
    rooms[0].guild_id && rooms[0].guild_id === world.guild?.id && drawEventsButton(),
    h("ul", { "aria-labelledby": `rooms-group-${index}` }, rooms.map((room) => drawRoom(room, openId))))));
  const again = focused?.id ? byId(focused.id) : nav.querySelector(`[data-room-id="${focused?.dataset.roomId}"]`);
  again?.focus({ preventScroll: true });
  const others = [...unread].reduce((sum, [, { count }]) => sum + count, 0);
  byId("rooms-toggle-unread").hidden = others === 0;
  byId("rooms-toggle-unread").textContent = others;
}

const SIGNS = { text: "#", dm: "@", private: "@" };

/** The sign before a room's name; a voice room has a small loudspeaker. */
function signOf(room) {
  if (room.kind !== "voice") return SIGNS[room.kind] ?? "#";
  return svg("svg", { viewBox: "0 0 20 20" },
    svg("path", { d: "M3 8v4h3l4 3.5v-11L6 8z", class: "filled" }), svg("path", { d: "M13 7.2a4 4 0 0 1 0 5.6M15.4 5a7 7 0 0 1 0 10" }));
}

function drawRoom(room, openId) {
  const news = unread.get(room.id);
  const inVoice = (room.voice ?? []).map((id) => personById(id)?.name ?? world.app.name);
  return h("li", {},
    h("a", {
      href: placeHash(world.me.id, room.id), class: news ? "room news" : "room", "data-room-id": room.id,
      "aria-current": room.id === openId ? "page" : undefined,
    },
    h("span", { class: "room-sign", "aria-hidden": "true" }, signOf(room)),
    h("span", { class: "room-label", dir: "auto" }, room.name.replace(/^#/, "")),
    news && h("span", { class: news.pinged ? "unread pinged" : "unread" }, news.pinged ? "@" : "", news.count, h("span", { class: "unseen" }, " unread"))),
    inVoice.length > 0 && h("ul", { class: "in-voice", "aria-label": `In voice in ${room.name}` }, inVoice.map((name) => h("li", {}, name))));
}

/** Counts a message that arrived where nobody looks. */
export function countUnread(room, pinged) {
  const now = unread.get(room) ?? { count: 0, pinged: false };
  unread.set(room, { count: now.count + 1, pinged: now.pinged || pinged });
}

/** The room was opened: nothing in it is unread. */
export const markRead = (room) => unread.delete(room);

/** Starts the count from what the stand-in says, for a person whose rooms were not watched before. */
export function startUnread() {
  unread.clear();
  for (const room of world.rooms) if (room.unread > 0) unread.set(room.id, { count: room.unread, pinged: false });
}

/** Says whether the bot is there. */
export function showBot() {
  const status = byId("bot-status");
  const text = world.botOnline ? `${world.app.name} is online` : `${world.app.name} is away; it will be back`;
  status.dataset.online = world.botOnline;
  if (status.textContent !== text) status.textContent = text;
}

/** The button that shows the rooms where the page is narrow. */
export function setUpToggle() {
  const button = byId("rooms-toggle");
  const set = (isOpen) => {
    document.body.classList.toggle("rooms-open", isOpen);
    button.setAttribute("aria-expanded", isOpen ? "true" : "false");
  };
  const isOpen = () => document.body.classList.contains("rooms-open");
  button.addEventListener("click", () => set(!isOpen()));
  byId("rooms").addEventListener("click", (event) => { if (event.target.closest("a")) set(false); });
  byId("main").addEventListener("pointerdown", (event) => { if (isOpen() && !button.contains(event.target)) set(false); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen() || document.querySelector("dialog[open]")) return;
    set(false);
    button.focus();
  });
}
