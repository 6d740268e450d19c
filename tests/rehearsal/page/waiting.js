// Knows which presses and commands of this person the bot has not answered yet.
// It draws nothing: whoever shows a message is told which one to show again.

import { act, inWords } from "./api.js";

const asked = new Map(); // interaction id -> what was asked
const early = new Map(); // outcomes that came before the answer that names their interaction
const presses = new Map(); // "message/custom_id" -> { state: "waiting" | "failed", error? }
let underway = 0;

let changed = () => {};
let commandEnded = () => {};

/** Who to tell: `message(id)` when a press changed state, `command(about, error)` when a command ended. */
export function tellAbout({ message, command }) {
  changed = message;
  commandEnded = command;
}

/** The state of a component of a message: nothing, waiting, or failed with a sentence. */
export const pressState = (message, customId) => presses.get(`${message}/${customId}`);

/** Whether anything of this message was ever touched in this window, so that its change is news. */
const touched = new Set();
export const wasTouched = (message) => touched.has(message);

/**
 * Does something that starts an interaction, and follows it to its end.
 *
 * `about` is `{ label }` for a command, `{ message, customId }` for a component. A refusal is shown at the
 * component; for a command it is thrown, since the composer keeps what was typed.
 */
export async function ask(person, deed, about) {
  if (about.message) {
    touched.add(about.message);
    setPress(about, { state: "waiting" });
  }
  underway += 1;
  try {
    const { interaction } = await act(person, deed);
    const outcome = early.get(interaction);
    if (outcome) settle(about, outcome);
    else if (interaction) asked.set(interaction, about);
    else if (about.message) setPress(about, null);
  } catch (error) {
    if (!about.message) throw error;
    setPress(about, { state: "failed", error: inWords(error) });
  } finally {
    underway -= 1;
    if (underway === 0) early.clear();
  }
}

/** Takes in an interaction event. */
export function outcome(event) {
  if (event.state === "waiting") return;
  const about = asked.get(event.id);
  if (about) {
    asked.delete(event.id);
    settle(about, event);
  } else if (underway > 0) early.set(event.id, event);
  else if (event.state === "failed" && !event.message) commandEnded({ room: event.room }, event.error);
}

function settle(about, event) {
  const error = event.state === "failed" ? event.error || "The application did not respond" : null;
  if (about.message) setPress(about, error && { state: "failed", error });
  else commandEnded({ ...about, room: about.room ?? event.room }, error);
}

function setPress({ message, customId }, state) {
  if (state) presses.set(`${message}/${customId}`, state);
  else presses.delete(`${message}/${customId}`);
  changed(message);
}

/** Forgets what was waited for: after a lost connection, or as another person, no outcome will come. */
export function forgetWaiting() {
  asked.clear();
  early.clear();
  const messages = [...presses].filter(([, { state }]) => state === "waiting").map(([key]) => key);
  for (const key of messages) {
    presses.delete(key);
    changed(key.split("/")[0]);
  }
}
