// The head of the open room: its name, who is in its voice, the button to join or leave, who is typing.
// It keeps only who is typing, and for how long that is believed.

import { byId, h } from "./dom.js";
import { userName, world } from "./world.js";

/** How long "typing" stands without news (Discord docs, resources/channel: 10 seconds). */
const TYPING_LASTS_MS = 10_000;

/** Shows the head of a room; `toggleVoice(joins)` joins or leaves. */
export function showHead(room, toggleVoice) {
  byId("room-title").textContent = room ? `${room.kind === "text" ? "#" : ""}${room.name.replace(/^#/, "")}` : "No room";
  byId("room-about").textContent = room ? aboutRoom(room) : "Choose one on the left.";
  const voice = byId("voice");
  if (room?.kind !== "voice") return voice.replaceChildren();
  const there = room.voice ?? [];
  const joined = there.includes(world.me.id);
  const names = there.map((id) => userName(id) ?? "somebody");
  const hadFocus = voice.contains(document.activeElement);
  const button = h("button", { type: "button", class: joined ? "button secondary" : "button success", onclick: () => toggleVoice(!joined) }, joined ? "Leave voice" : "Join voice");
  voice.replaceChildren(h("p", { class: "voice-people", role: "status" }, names.length ? `In voice: ${names.join(", ")}` : "Nobody is in voice"), button);
  if (hadFocus) button.focus();
}

function aboutRoom(room) {
  switch (room.kind) {
    case "voice":
      return `Chat of the voice channel · ${room.guild}`;
    case "text":
      return room.guild;
    case "private":
      return "Private, between members";
    default:
      return `Between ${world.me.name} and ${world.app.name}`;
  }
}

const typing = new Map(); // "room/person" -> when it stops being believed

/** Somebody types. */
export function heardTyping(room, person, openId) {
  typing.set(`${room}/${person}`, performance.now() + TYPING_LASTS_MS);
  showTyping(openId);
  setTimeout(() => showTyping(openId), TYPING_LASTS_MS + 50);
}

/** Somebody said something, so types no longer. */
export function stoppedTyping(room, person, openId) {
  if (typing.delete(`${room}/${person}`)) showTyping(openId);
}

/** Says who types in the open room. */
export function showTyping(openId) {
  const names = [...typing]
    .filter(([key, until]) => key.startsWith(`${openId}/`) && performance.now() < until)
    .map(([key]) => key.split("/")[1])
    .filter((id) => id !== world.me?.id)
    .map((id) => userName(id) ?? "Somebody");
  byId("typing").textContent = names.length ? `${names.join(", ")} ${names.length === 1 ? "is" : "are"} typing…` : "";
}
