// The form in which a scheduled event is changed: its name, description, start and channel.
// It hands back only what was changed, so that nothing else is judged anew; the stand-in judges.

import { h } from "./dom.js";
import { PARAGRAPH, drawField, drawInput, drawSelect, showForm } from "./modal.js";
import { forInput, fromInput, ownZone } from "./time.js";
import { world } from "./world.js";

/** Characters (Discord docs, resources/guild-scheduled-event). */
const NAME_LENGTH_MAX = 100;
const DESCRIPTION_LENGTH_MAX = 1000;

/** Opens it; `submit(changes)` takes what Discord's REST takes, and throws where it is refused. */
export function showEventForm(event, submit) {
  const fields = [];
  const description = event.description ?? "";
  const parts = [
    drawInput({ custom_id: "name", label: "Name", value: event.name, max_length: NAME_LENGTH_MAX }, fields),
    drawInput({ custom_id: "description", label: "Description", value: description, max_length: DESCRIPTION_LENGTH_MAX, required: false, style: PARAGRAPH }, fields),
    drawStart(event, fields),
    event.channel && drawChannel(event, fields),
  ];
  showForm({ title: "Edit event", parts: parts.filter(Boolean), fields, done: "Save" }, async (values) => {
    const changes = {};
    if (values.name !== event.name) changes.name = values.name;
    if (values.description !== description) changes.description = values.description;
    if (values.start !== forInput(event.starts_at_ms)) changes.scheduled_start_time = fromInput(values.start);
    const channel = values.channel?.[0] ?? event.channel;
    if (channel !== event.channel) changes.channel_id = channel;
    if (Object.keys(changes).length > 0) await submit(changes);
  });
}

function drawStart(event, fields) {
  const id = "modal-start";
  const control = h("input", { id, type: "datetime-local", required: true, max: "9999-12-31T23:59", value: forInput(event.starts_at_ms) });
  const { box, check } = drawField(control, id, "Start", `In your own time: ${ownZone()}.`, true, null);
  control.addEventListener("input", () => check(""));
  fields.push({ id: "start", control, value: () => control.value, check: () => check(control.value ? "" : "Please say on which day and at what time.") });
  return box;
}

function drawChannel(event, fields) {
  const voice = world.rooms.filter((room) => room.kind === "voice" && room.guild_id === world.guild?.id);
  const options = voice.map((room) => ({ label: room.name, value: room.id, default: room.id === event.channel }));
  return drawSelect({ custom_id: "channel", options }, fields, { label: "Voice channel" });
}
