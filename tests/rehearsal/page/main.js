// Puts the page together: the address says who and where, events say what happens, the parts show it.
// It holds no rule of its own beyond the order in which things are fetched.

import { act, fetchMessages, fetchPeople, fetchView, inWords, listen } from "./api.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { showLanguages } from "./languages.js";
import { Log } from "./log.js";
import { isLoading, isSilent, pingsMe } from "./message.js";
import { closeModal, showModal } from "./modal.js";
import { readAloud, setUpReadAloud } from "./read-aloud.js";
import { heardTyping, showHead, showTyping, stoppedTyping } from "./room-head.js";
import { countUnread, markRead, placeHash, setUpToggle, showBot, showPeople, showRooms, startUnread } from "./rooms.js";
import { closeSchedule, setUpSchedule, showSchedule } from "./schedule.js";
import { setClock, snowflakeNow, startTicking } from "./time.js";
import { ask, forgetWaiting, outcome, tellAbout } from "./waiting.js";
import { learn, roomById, world } from "./world.js";

let people = [];
let me = null; // id of the person acting
let roomId = null;
let kindLeft = null; // of the room last open: another person's direct messages stand in for one's own
let stream = null;
let held = null; // events that came while the room was being fetched, to be shown after it
let turn = 0; // counts fetches, so that a slow answer for a room left behind is dropped
const dismissed = new Set(JSON.parse(sessionStorage.getItem("dismissed") ?? "[]"));
const notes = new Map(); // "person/room" -> [{ id, text }]

const composer = new Composer();
const log = new Log({
  press: (message, customId) => ask(me, { do: "press", room: roomId, message, custom_id: customId }, { message, customId }),
  select: (message, customId, values) => ask(me, { do: "select", room: roomId, message, custom_id: customId, values }, { message, customId }),
  dismiss,
  useCommand: (name) => composer.prepare(name),
});

function dismiss(id) {
  dismissed.add(id);
  sessionStorage.setItem("dismissed", JSON.stringify([...dismissed].slice(-500)));
  notes.forEach((list, place) => notes.set(place, list.filter((note) => note.id !== id)));
  log.remove(id);
}

/** Where the address says to be; what it leaves out or gets wrong is made good. */
function wantedPlace() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const person = [wanted.get("as"), me].find((id) => people.some((each) => each.id === id));
  return { person: person ?? people[0].id, room: wanted.get("room") };
}

const openRoom = () => roomById(roomId);

/** Goes where the address says. */
async function follow() {
  const place = wantedPlace();
  if (place.person !== me) return becomePerson(place.person);
  if (place.room !== roomId) await enterRoom(place.room);
}

function becomePerson(person) {
  me = person;
  roomId = null;
  turn += 1;
  stream?.close();
  closeModal();
  closeSchedule();
  forgetWaiting();
  showPeople(people, me, (id) => { location.hash = placeHash(id, roomId); });
  let first = true;
  held = [];
  stream = listen(person, {
    opened: () => {
      byId("connection").textContent = "";
      forgetWaiting();
      catchUp(first);
      first = false;
    },
    heard,
    lost: () => {
      byId("connection").textContent = "The connection to the rehearsal is lost. Trying again…";
      meetAgain();
    },
  });
}

/** A rehearsal that was started again may hold other people; nobody is acted as who is not there. */
async function meetAgain() {
  try {
    people = await fetchPeople();
    if (wantedPlace().person !== me) becomePerson(wantedPlace().person);
  } catch {
    // Still away: the stream keeps trying, and asks again each time.
  }
}

/** Fetches the view and the room again, after connecting; events meanwhile wait and are shown after. */
async function catchUp(isFirst) {
  held ??= [];
  try {
    if (!(await refreshView())) return;
    if (isFirst) startUnread();
    const { room } = wantedPlace();
    if (roomId && roomById(roomId)) await fetchRoom(false);
    else await enterRoom(room);
  } catch (error) {
    byId("connection").textContent = inWords(error);
  }
}

/** Fetches the view; answers whether it is still the view of who acts. */
async function refreshView() {
  const person = me;
  const view = await fetchView(person);
  if (person !== me) return false;
  setClock(view.now_ms, view.speed);
  learn(view);
  showBot();
  showLanguages(chooseLanguage);
  showSurroundings();
  if (openRoom()) composer.learnRoom(openRoom());
  return true;
}

function showSurroundings() {
  showRooms(roomId);
  showHead(openRoom(), toggleVoice);
  showSchedule();
}

/** Enters a room, or the first one where there is none like it for this person. */
async function enterRoom(wanted) {
  const room = roomById(wanted) ?? world.rooms.find((each) => each.kind === kindLeft) ?? world.rooms[0];
  kindLeft = room?.kind;
  roomId = room?.id ?? null;
  const hash = placeHash(me, roomId);
  if (location.hash !== hash) history.replaceState(null, "", hash);
  composer.turnTo(room);
  showTyping(roomId);
  if (room) await fetchRoom(true);
}

async function fetchRoom(isNew) {
  const mine = ++turn;
  held ??= [];
  markRead(roomId);
  showSurroundings();
  let messages = [];
  try {
    messages = (await fetchMessages(me, roomId)).filter((message) => !dismissed.has(message.id));
  } catch (error) {
    composer.say(inWords(error), true);
  }
  if (mine !== turn) return;
  if (isNew) log.open(openRoom().name.replace(/^#/, ""), messages);
  else log.catchUp(messages);
  if (isNew) for (const note of notes.get(`${me}/${roomId}`) ?? []) showNote(note);
  const waiting = held ?? [];
  held = null;
  waiting.forEach(heard);
}

/** Something happened. */
function heard(event) {
  if (held) return held.push(event);
  switch (event.type) {
    case "message":
      return heardMessage(event);
    case "gone":
      return event.room === roomId && log.remove(event.message);
    case "interaction":
      return outcome(event);
    case "modal":
      return showModal(event.modal, (values) => ask(me, { do: "submit", modal: event.id, values }, { label: event.modal.title, room: event.room }));
    case "voice":
      return heardVoice(event);
    case "typing":
      return heardTyping(event.room, event.person, roomId);
    case "bot":
      world.botOnline = event.online;
      return showBot();
    case "commands":
    case "languages":
    case "rooms":
    case "schedule":
      return rememberAgain();
  }
}

let isRemembering = false;
let isOutdated = false; // something changed since the last view was asked for

/**
 * The commands, languages, rooms or events changed; a room that is gone is left for another.
 *
 * One view is fetched at a time: an older one must not arrive after a newer.
 */
async function rememberAgain() {
  isOutdated = true;
  if (isRemembering) return;
  isRemembering = true;
  while (isOutdated) {
    isOutdated = false;
    try {
      if ((await refreshView()) && !openRoom()) await enterRoom(null);
    } catch (error) {
      composer.say(inWords(error), true);
    }
  }
  isRemembering = false;
}

const seenElsewhere = new Set(); // messages counted as unread, so that a change does not count again

function heardMessage({ room, message }) {
  if (dismissed.has(message.id)) return;
  stoppedTyping(room, message.author.id, roomId);
  if (room === roomId) {
    const isNew = log.receive(message);
    if (isNew && !isLoading(message)) readAloud(message);
    return;
  }
  if (message.edited_timestamp || message.author.id === me || seenElsewhere.has(message.id)) return;
  seenElsewhere.add(message.id);
  countUnread(room, pingsMe(message) && !isSilent(message));
  showRooms(roomId);
}

function heardVoice({ room, people: there }) {
  const known = roomById(room);
  if (!known) return;
  known.voice = there;
  showSurroundings();
}

async function toggleVoice(joins) {
  try {
    await act(me, { do: "voice", room: joins ? roomId : null });
  } catch (error) {
    composer.say(inWords(error), true);
  }
}

/** The stand-in tells every window of the new language, this one too; where it says no, the old one comes back. */
async function chooseLanguage(choice) {
  try {
    await act(me, { do: "speak", ...choice });
  } catch (error) {
    composer.say(inWords(error), true);
    showLanguages(chooseLanguage);
  }
}

function showNote(note) {
  log.addNote(note.id, note.text, () => dismiss(note.id));
}

/** A command that nobody answered leaves a line that only this person sees. */
function commandEnded({ room, label }, error) {
  if (!error) return;
  const note = { id: snowflakeNow(), text: `${label ? `${label}: ` : ""}${error}` };
  const place = `${me}/${room ?? roomId}`;
  notes.set(place, [...(notes.get(place) ?? []), note]);
  if ((room ?? roomId) === roomId) showNote(note);
}

/** F6 walks through the parts of the page, Shift+F6 back; the skip links jump to one. */
function setUpKeys() {
  const parts = [() => byId("rooms").querySelector("[aria-current]") ?? byId("act-as"), () => byId("log"), () => byId("message")];
  const homes = ["sidebar", "log", "composer"];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6") return;
    event.preventDefault();
    const at = homes.findIndex((id) => byId(id).contains(document.activeElement));
    const step = event.shiftKey ? -1 : 1;
    parts[(Math.max(at, event.shiftKey ? 0 : -1) + step + parts.length) % parts.length]().focus();
  });
  for (const link of document.querySelectorAll("[data-skip]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      byId(link.dataset.skip).focus();
    });
  }
}

async function start() {
  tellAbout({ message: (id) => log.refresh(id), command: commandEnded });
  setUpKeys();
  setUpToggle();
  setUpReadAloud();
  setUpSchedule((deed) => act(me, deed));
  startTicking();
  while (people.length === 0) {
    try {
      people = await fetchPeople();
    } catch (error) {
      byId("connection").textContent = `${inWords(error)} Trying again…`;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  byId("connection").textContent = "";
  window.addEventListener("hashchange", follow);
  await follow();
}

start();
