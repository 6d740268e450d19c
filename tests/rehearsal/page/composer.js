// The message box: plain messages, and commands with their options, completed while they are typed.
// Nothing typed is ever lost to an error: it stays, or comes back.

import { act, inWords } from "./api.js";
import { interactionOptions, readLine, runnable } from "./command-line.js";
import { byId } from "./dom.js";
import { Offers, currentSegment } from "./offers.js";
import { showChips } from "./option-chips.js";
import { valueOf, valuesOf, wants } from "./option-values.js";
import { createSuggestions } from "./suggestions.js";
import { ask } from "./waiting.js";
import { commandsIn, world } from "./world.js";

/** Ours: often enough for a "typing" that lasts ten seconds. */
const TYPING_EVERY_MS = 8000;
/** How much of the page the message box may fill. Ours. */
const HEIGHT_SHARE_MAX = 0.4;
const CARET_KEYS = ["ArrowLeft", "ArrowRight", "Home", "End"];

/** The composer of the page. */
export class Composer {
  #box = byId("message");
  #hint = byId("composer-hint");
  #note = byId("composer-note");
  #suggestions = createSuggestions(this.#box);
  #offers = new Offers({
    show: (offers, marked) => (this.#isQuiet() ? this.#suggestions.hide() : this.#suggestions.show(offers, marked)),
    hide: () => this.#suggestions.hide(),
    takeCommand: (run) => this.#setText(`/${run.label}${run.options.length ? " " : ""}`),
    takeChoice: (segment, choice) => this.#takeChoice(segment, choice),
    takeOption: (option) => this.#goTo(option),
    complain: (text) => this.say(text, true),
  });
  #room = null;
  #commands = [];
  /** What was left unsent, by "person/room". */
  #drafts = new Map();
  #draftKey = null;
  /** The choices taken, by option name, and the command they belong to. */
  #picks = new Map();
  #picksFor = null;
  /** Escape closed the list; typing opens it again. */
  #dismissed = false;
  #typingSentAt = -Infinity;

  constructor() {
    const box = this.#box;
    box.addEventListener("input", () => this.#typed());
    box.addEventListener("keydown", (event) => this.#keyed(event));
    box.addEventListener("keyup", (event) => { if (CARET_KEYS.includes(event.key)) this.#update(); });
    box.addEventListener("click", () => this.#update());
    box.addEventListener("focus", () => this.#update());
    box.addEventListener("blur", () => this.#suggestions.hide());
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
  }

  /** Turns to a room, as the person acting now; what was left unsent before waits where it was. */
  turnTo(room) {
    if (this.#draftKey) this.#drafts.set(this.#draftKey, this.#box.value);
    this.#draftKey = `${world.me.id}/${room?.id}`;
    this.#picksFor = null;
    this.#box.value = this.#drafts.get(this.#draftKey) ?? "";
    this.#box.placeholder = room ? `Message ${room.kind === "text" ? "#" : ""}${room.name.replace(/^#/, "")} as ${world.me.name}` : "";
    this.say("");
    this.learnRoom(room);
  }

  /** The room, or the commands usable in it, may have changed. */
  learnRoom(room) {
    this.#room = room;
    this.#commands = runnable(commandsIn(room));
    this.#update();
  }

  /** Puts a command into the box, as pressing its mention does; never over a message half written. */
  prepare(name) {
    if (this.#box.value.trim() && !this.#box.value.startsWith("/")) return this.say("Send or clear what is written here first.", true);
    this.#setText(`/${name} `);
  }

  /** Says something beneath the box, to screen readers too. */
  say(text, isProblem = false) {
    this.#note.textContent = text;
    this.#note.classList.toggle("problem", isProblem);
  }

  #isQuiet() {
    return this.#dismissed || document.activeElement !== this.#box;
  }

  #setText(text) {
    this.#box.value = text;
    this.#box.setSelectionRange(text.length, text.length);
    this.#box.focus();
    this.#update();
  }

  #read() {
    const line = readLine(this.#box.value, this.#commands, this.#picks);
    if (!line?.run || this.#picksFor === line.run.name) return line;
    this.#picks = new Map();
    this.#picksFor = line.run.name;
    return readLine(this.#box.value, this.#commands, this.#picks);
  }

  /** Brings everything around the box up to date with what is in it and where the caret stands. */
  #update() {
    this.#fitHeight();
    const line = this.#read();
    const caret = this.#box.selectionStart;
    const segment = line?.settled ? currentSegment(line, this.#box.value, caret) : null;
    this.#showChips(line, segment);
    this.#hint.textContent = this.#hintFor(line, segment);
    if (!line || this.#isQuiet()) this.#offers.stop();
    else if (!line.settled) this.#offers.commands(this.#box.value.slice(1), line.run, this.#commands);
    else if (segment) this.#offers.choices(segment, line, this.#room, this.#picks);
    else if (/\s$/.test(this.#box.value) && caret === this.#box.value.length) this.#offers.options(line);
    else this.#offers.stop();
  }

  #showChips(line, segment) {
    showChips((line?.run?.options ?? []).map((option) => {
      const value = line.segments.find((each) => each.option === option)?.value;
      const isCurrent = option === segment?.option;
      // What is being typed is not called wrong before it is finished.
      const problem = value && !isCurrent && "problem" in valueOf(option, value, this.#room, this.#picks.get(option.name));
      return { option, value, problem, isCurrent };
    }), (option) => this.#goTo(option));
  }

  #hintFor(line, segment) {
    if (segment) {
      const { option } = segment;
      return `${option.label}: ${option.description} (${wants(option)}${option.required ? "" : ", optional"})`;
    }
    if (line?.run) return `/${line.run.label}: ${line.run.description.replace(/\.$/, "")}. Enter runs it.`;
    if (line) return "Up and Down choose, Tab or Enter takes, Escape closes.";
    return `Enter sends, Shift+Enter starts a new line${this.#commands.length ? ", / lists the commands" : ""}.`;
  }

  #fitHeight() {
    this.#box.style.height = "auto";
    this.#box.style.height = `${Math.min(this.#box.scrollHeight + 2, Math.round(innerHeight * HEIGHT_SHARE_MAX))}px`;
  }

  /** Writes a choice into the text under its option's name, and goes on to the next option that is required. */
  #takeChoice(segment, choice) {
    const text = this.#box.value;
    this.#picks.set(segment.option.name, choice);
    const before = text.slice(0, segment.named ? segment.label : segment.from).trimEnd();
    const after = text.slice(segment.to).trim();
    const next = `${before} ${segment.option.label}:${choice.label} ${after ? `${after} ` : ""}`;
    const { run, segments } = readLine(next, this.#commands, this.#picks);
    const missing = run.options.find((option) => option.required && !segments.some((given) => given.option === option));
    this.#setText(missing ? `${next}${missing.label}:` : next);
  }

  /** Puts the caret where an option is typed, naming it first if it is not there yet. */
  #goTo(option) {
    this.#dismissed = false;
    const segment = this.#read()?.segments.find((each) => each.option === option);
    if (!segment) return this.#setText(`${this.#box.value.trimEnd()} ${option.label}:`);
    this.#box.focus();
    this.#box.setSelectionRange(segment.from, segment.to);
    this.#update();
  }

  async #send() {
    const text = this.#box.value;
    const room = this.#room;
    if (!text.trim() || !room) return;
    const line = this.#read();
    if (!line) return this.#deliver(text, () => act(world.me.id, { do: "say", room: room.id, content: text }));
    if (!line.run) return this.say(this.#unknownCommand(line.typed.trim()), true);
    const { values, problems } = valuesOf(line, room, this.#picks);
    if (problems.length) return this.say(problems.join(" "), true);
    const deed = { do: "command", room: room.id, command: line.run.command, options: interactionOptions(line.run, values) };
    await this.#deliver(text, () => ask(world.me.id, deed, { label: `/${line.run.label}`, room: room.id }));
  }

  #unknownCommand(typed) {
    if (!this.#commands.length) return "Commands cannot be used in this room.";
    const inner = this.#commands.filter((each) => [each.label, each.name].some((name) => name.startsWith(`${typed} `)));
    if (inner.length) return `Say which one: ${inner.map((each) => `/${each.label}`).join(", ")}.`;
    return `There is no command “/${typed.split(/\s/)[0]}” in this room.`;
  }

  /** Clears the box at once, so that the next line can be typed, and brings the text back if it was refused. */
  async #deliver(text, request) {
    const [picks, picksFor, draftKey] = [this.#picks, this.#picksFor, this.#draftKey];
    this.#box.value = "";
    this.#picks = new Map();
    this.say("");
    this.#update();
    try {
      await request();
    } catch (error) {
      const sentence = inWords(error);
      if (this.#draftKey !== draftKey) this.#drafts.set(draftKey, text);
      else if (this.#box.value !== "") return this.say(`${sentence} Not sent: ${text}`, true);
      else {
        [this.#picks, this.#picksFor, this.#dismissed] = [picks, picksFor, true];
        this.#box.value = text;
        this.#update();
      }
      this.say(sentence, true);
    }
  }

  #keyed(event) {
    if (event.isComposing) return;
    const { marked, open } = this.#suggestions;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (marked && !this.#isReadyAsTyped(marked)) marked.take();
      else this.#send();
    } else if (event.key === "Tab" && !event.shiftKey && marked) {
      event.preventDefault();
      marked.take();
    } else if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.#suggestions.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") this.#escape(event);
  }

  /** Whether the marked suggestion is the very command typed, and nothing is missing from it. */
  #isReadyAsTyped(marked) {
    const line = this.#read();
    return line?.run && !line.settled && marked.run?.name === line.run.name && !line.run.options.some((option) => option.required);
  }

  /** First closes the list; again, it gives up the command. A plain message is never thrown away. */
  #escape(event) {
    if (this.#suggestions.open) {
      this.#dismissed = true;
      this.#offers.stop();
    } else if (this.#box.value.startsWith("/")) {
      this.#box.value = "";
      this.say("The command was given up.");
      this.#update();
    } else return;
    event.preventDefault();
  }

  #typed() {
    this.#dismissed = false;
    this.say("");
    this.#update();
    const text = this.#box.value;
    if (!text || text.startsWith("/") || performance.now() - this.#typingSentAt < TYPING_EVERY_MS || !this.#room) return;
    this.#typingSentAt = performance.now();
    act(world.me.id, { do: "typing", room: this.#room.id }).catch(() => {});
  }
}
