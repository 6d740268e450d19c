// Knows what time it is in the rehearsal, and how a moment is written.
// It never asks the computer's own clock for the date: a rehearsal may run sixty times as fast.

/** First millisecond of 2015 (Discord docs, reference, "Snowflakes"). */
const DISCORD_EPOCH_MS = 1420070400000n;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How often the relative times are looked at, at the most: oftener nobody reads. Ours. */
const TICK_MS_MIN = 100;

let told = { now: 0, at: 0, speed: 1 };

/** Sets the clock by what the stand-in says now. */
export function setClock(nowMs, speed) {
  told = { now: nowMs, at: performance.now(), speed: speed || 1 };
}

/** The rehearsal's time, in Unix milliseconds. */
export function now() {
  return told.now + (performance.now() - told.at) * told.speed;
}

/** An id that sorts among the messages as if it had been made now. */
export function snowflakeNow() {
  return String((BigInt(Math.floor(now())) - DISCORD_EPOCH_MS) << 22n);
}

/** The moment an id was made. */
export function snowflakeTime(id) {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH_MS);
}

/** Whether an id was made before another: ids are numbers too long for a number. */
export function isBefore(id, other) {
  return id.length === other.length ? id < other : id.length < other.length;
}

const format = (options) => new Intl.DateTimeFormat(undefined, options);
const styles = {
  t: format({ timeStyle: "short" }),
  T: format({ timeStyle: "medium" }),
  d: format({ dateStyle: "short" }),
  D: format({ dateStyle: "long" }),
  f: format({ dateStyle: "long", timeStyle: "short" }),
  F: format({ dateStyle: "full", timeStyle: "short" }),
};
const exact = format({ dateStyle: "full", timeStyle: "medium" });
const shortDay = format({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

const STEPS = [
  [MINUTE, SECOND, "second"],
  [HOUR, MINUTE, "minute"],
  [DAY, HOUR, "hour"],
  [30 * DAY, DAY, "day"],
  [365 * DAY, 30 * DAY, "month"],
  [Infinity, 365 * DAY, "year"],
];

/** "in 12 seconds", "3 minutes ago". */
export function fromNow(ms) {
  const away = ms - now();
  if (Math.abs(away) < SECOND / 2) return "now";
  const [, unit, name] = STEPS.find(([below, size]) => Math.round(Math.abs(away) / size) * size < below);
  return relative.format(Math.round(away / unit), name);
}

/** Whether a date can be made of it; Discord shows the raw text where none can. */
export const isMoment = (ms) => Math.abs(ms) <= 8.64e15;

/** A moment in one of Discord's styles (reference, message formatting: `<t:unix:style>`). */
export function timeElement(ms, style = "f") {
  const moment = new Date(ms);
  const element = document.createElement("time");
  element.dateTime = moment.toISOString();
  element.title = exact.format(moment);
  if (style === "R") {
    element.dataset.relative = ms;
    element.setAttribute("aria-live", "off");
    element.append(fromNow(ms));
  } else {
    element.append((styles[style] ?? styles.f).format(moment));
  }
  return element;
}

/** A moment as an input of the type `datetime-local` holds it: in the reader's own time, to the minute. */
export function forInput(ms) {
  const at = new Date(ms);
  const digits = (number, length = 2) => String(number).padStart(length, "0");
  const day = [digits(at.getFullYear(), 4), digits(at.getMonth() + 1), digits(at.getDate())];
  return `${day.join("-")}T${digits(at.getHours())}:${digits(at.getMinutes())}`;
}

/** The moment that such an input holds, as JSON has it. */
export const fromInput = (value) => new Date(value).toISOString();

/** The name of the reader's own time zone. */
export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When a message was written: the time alone for today, with the day before that. */
export function stamp(ms) {
  const element = timeElement(ms, "t");
  if (new Date(ms).toDateString() !== new Date(now()).toDateString()) element.textContent = shortDay.format(new Date(ms));
  return element;
}

/**
 * Keeps the relative times true, once a second of the rehearsal.
 *
 * The text node is changed in place: a new node would count as an addition, and the log would read it out.
 */
export function startTicking() {
  for (const element of document.querySelectorAll("time[data-relative]")) {
    const text = fromNow(Number(element.dataset.relative));
    if (element.firstChild.data !== text) element.firstChild.data = text;
  }
  setTimeout(startTicking, Math.max(SECOND / told.speed, TICK_MS_MIN));
}
