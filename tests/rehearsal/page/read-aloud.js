// Reads messages sent as text-to-speech aloud, where the browser can and the person asked for it.
// It never speaks unless the switch is on, and the switch is off at first.

import { byId } from "./dom.js";

/** Shows the switch where the browser has a voice. */
export function setUpReadAloud() {
  byId("read-aloud-switch").hidden = !("speechSynthesis" in window);
  byId("read-aloud").addEventListener("change", (event) => { if (!event.target.checked) speechSynthesis.cancel(); });
}

/** Reads a new message aloud if it asks for that and the person does too. */
export function readAloud(message) {
  if (!message.tts || !message.content || !byId("read-aloud").checked) return;
  speechSynthesis.speak(new SpeechSynthesisUtterance(plain(message.content)));
}

/** The words without their marks. */
function plain(text) {
  return text.replace(/<[@#/t:][^>]*>/g, "").replace(/[*_~`|>#]/g, "");
}
