// The message box: plain messages, and commands with their options, completed while they are typed.
// Nothing typed is ever lost to an error: it stays, or comes back.

import { Refused, act } from "./api.js";
import { interactionOptions, matching, nextOption, optionAt, readLine, runnable } from "./command-line.js";
import { createCompleter } from "./completer.js";
import { byId, h } from "./dom.js";
import { fitting, fixedChoices, partialValues, valueOf, valuesOf, wants } from "./option-values.js";
import { createSuggestions } from "./suggestions.js";
import { ask } from "./waiting.js";
import { commandsIn, world } from "./world.js";

const SUGGESTIONS_MAX = 25;
const TYPING_EVERY_MS = 8000;

/** The composer of the page. */
export function createComposer() {
  const form = byId("composer");
  const box = byId("message");
  const chips = byId("option-chips");
  const hint = byId("composer-hint");
  const note = byId("composer-note");
  const suggestions = createSuggestions(box);
  const drafts = new Map(); // "person/room" -> what was left unsent there

  let room = null;
  let draftKey = null;
  let commands = [];
  let picks = new Map();
  let picksFor = null; // the command the picks belong to
  let asked = null; // { key, segment, line } of the latest completion
  let dismissed = false; // Escape closed the list; typing opens it again
  let typingSentAt = -Infinity;

  const completer = createCompleter((choices, error, key) => {
    if (asked?.key !== key) return;
    if (error) say(`No suggestions: ${error}`, true);
    asked.items = choices.slice(0, SUGGESTIONS_MAX).map((choice) => ({ label: choice.name, value: choice.value }));
    if (!isQuiet()) offerChoices(asked.items, asked.segment, -1);
  });

  function say(text, isProblem = false) {
    note.textContent = text;
    note.classList.toggle("problem", isProblem);
  }

  function setText(text, caret = text.length) {
    box.value = text;
    box.setSelectionRange(caret, caret);
    box.focus();
    update();
  }

  const isQuiet = () => dismissed || document.activeElement !== box;

  const read = () => {
    const line = readLine(box.value, commands, picks);
    if (line?.run && picksFor !== line.run.name) {
      picks = new Map();
      picksFor = line.run.name;
      return readLine(box.value, commands, picks);
    }
    return line;
  };

  /** Brings everything around the box up to date with what is in it and where the caret stands. */
  function update() {
    fitHeight();
    const line = read();
    if (!line?.run || !line.settled) {
      asked = null;
      completer.stop();
      drawChips(line?.run ? line : null);
      hint.textContent = line ? commandHint(line) : plainHint();
      if (!line || isQuiet()) suggestions.hide();
      else offerCommands(line.run ? line.run.name : line.typed);
      return;
    }
    const segment = current(line);
    drawChips(line, segment);
    hint.textContent = segment ? optionHint(segment.option) : commandHint(line);
    if (isQuiet()) suggestions.hide();
    else if (segment) offerFor(segment, line);
    else offerOptions(line);
  }

  /** The option being typed: where the caret is, or the next required one when there is only space. */
  function current(line) {
    const there = optionAt(line, box.selectionStart);
    if (there) return there;
    const atEnd = box.value.slice(box.selectionStart).trim() === "";
    const next = nextOption(line.run.options, line.segments);
    return atEnd && next?.required ? { option: next, value: "", from: box.value.length, to: box.value.length, named: false } : null;
  }

  function offerCommands(typed) {
    const fit = matching(typed, commands).slice(0, SUGGESTIONS_MAX);
    suggestions.show(fit.map((run) => ({
      label: `/${run.name}`, detail: run.description, run, take: () => setText(`/${run.name}${run.options.length ? " " : ""}`),
    })), Math.max(0, fit.findIndex((run) => run.name === typed)));
  }

  function offerFor(segment, line) {
    const { option, value } = segment;
    if (picks.get(option.name)?.label === value && value) {
      completer.stop();
      return suggestions.hide();
    }
    const fixed = fixedChoices(option, room);
    if (fixed) {
      const exact = value && "value" in valueOf(option, value, room);
      return offerChoices(fitting(fixed, value).slice(0, SUGGESTIONS_MAX), segment, value && !exact ? 0 : -1);
    }
    if (!option.autocomplete) return suggestions.hide();
    const options = interactionOptions(line.run, partialValues(line, room, picks, option), option.name);
    const key = completer.ask(world.me.id, { do: "autocomplete", room: room.id, command: line.run.command, options });
    const known = asked?.key === key ? asked.items : asked?.segment.option === option ? asked.items : null;
    asked = { key, segment, items: known };
    if (known) offerChoices(known, segment, -1);
    else suggestions.hide();
  }

  function offerChoices(choices, segment, marked) {
    suggestions.show(choices.map((choice) => ({ label: choice.label, value: String(choice.value), take: () => takeChoice(segment, choice) })), marked);
  }

  /** What else could be given, once nothing required is missing. */
  function offerOptions(line) {
    const given = new Set(line.segments.map((segment) => segment.option));
    const rest = /\s$/.test(box.value) && box.selectionStart === box.value.length ? line.run.options.filter((option) => !given.has(option)) : [];
    suggestions.show(rest.map((option) => ({ label: `${option.name}:`, value: option.name, detail: option.description, take: () => goTo(option) })));
  }

  function takeChoice(segment, choice) {
    const { option } = segment;
    picks.set(option.name, choice);
    const start = segment.named ? segment.label : segment.from;
    const before = box.value.slice(0, start).replace(/\s*$/, " ");
    const after = box.value.slice(segment.to).trim();
    let text = `${before}${option.name}:${choice.label} ${after ? `${after} ` : ""}`;
    const missing = readLine(text, commands, picks).run?.options.find((each) =>
      each.required && !readLine(text, commands, picks).segments.some((given) => given.option === each));
    if (missing) text += `${missing.name}:`;
    setText(text);
  }

  /** Puts the caret where an option is typed, naming it first if it is not there yet. */
  function goTo(option) {
    dismissed = false;
    const segment = read()?.segments.find((each) => each.option === option);
    if (!segment) return setText(`${box.value.replace(/\s*$/, " ")}${option.name}:`);
    box.focus();
    box.setSelectionRange(segment.from, segment.to);
    update();
  }

  function drawChips(line, at) {
    const options = line?.run.options ?? [];
    chips.hidden = options.length === 0;
    chips.replaceChildren(...options.map((option) => {
      const value = line.segments.find((segment) => segment.option === option)?.value;
      const wrong = value && option !== at?.option && "problem" in valueOf(option, value, room, picks.get(option.name));
      const state = wrong ? "wrong" : value ? "given" : option.required ? "missing" : "open";
      return h("button", {
        type: "button", class: "chip", title: option.description, "data-option": option.name, "data-state": state,
        "aria-current": option === at?.option ? "true" : undefined, onclick: () => goTo(option),
      }, h("span", { class: "chip-name" }, option.name), value ? h("span", { class: "chip-value", dir: "auto" }, value) : option.required && h("span", { class: "chip-need" }, "required"));
    }));
  }

  const optionHint = (option) => `${option.name}: ${option.description} (${wants(option)}${option.required ? "" : ", optional"})`;
  const commandHint = (line) => (line.run ? `/${line.run.name}: ${line.run.description}. Enter runs it.` : "Up and Down choose, Tab or Enter takes, Escape closes.");
  const plainHint = () => (commands.length ? "Enter sends, Shift+Enter starts a new line, / lists the commands." : "Enter sends, Shift+Enter starts a new line. Commands cannot be used here.");

  function fitHeight() {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight + 2, Math.round(innerHeight * 0.4))}px`;
  }

  async function send() {
    const text = box.value;
    if (!text.trim() || !room) return;
    const line = read();
    if (!line) return deliver(text, () => act(world.me.id, { do: "say", room: room.id, content: text }));
    if (!line.run) return say(unknownCommand(line.typed), true);
    const { values, problems } = valuesOf(line, room, picks);
    if (problems.length) return say(problems.map((problem) => problem.text).join(" "), true);
    const deed = { do: "command", room: room.id, command: line.run.command, options: interactionOptions(line.run, values) };
    await deliver(text, () => ask(world.me.id, deed, { label: `/${line.run.name}`, room: deed.room }));
  }

  function unknownCommand(typed) {
    if (!commands.length) return "Commands cannot be used in this room.";
    const close = commands.filter((each) => each.name.startsWith(`${typed.trim()} `));
    if (close.length) return `Say which one: ${close.map((each) => `/${each.name}`).join(", ")}.`;
    return `There is no command “/${typed.trim().split(/\s/)[0]}” in this room.`;
  }

  /** Clears the box at once, so that the next line can be typed, and brings the text back if it was refused. */
  async function deliver(text, request) {
    const [kept, keptFor, there] = [picks, picksFor, draftKey];
    box.value = "";
    picks = new Map();
    say("");
    update();
    try {
      await request();
    } catch (error) {
      const sentence = error instanceof Refused ? error.message : String(error);
      if (draftKey !== there) drafts.set(there, text);
      else if (box.value === "") {
        [picks, picksFor] = [kept, keptFor];
        dismissed = true;
        setText(text);
      } else return say(`${sentence} Not sent: ${text}`, true);
      say(sentence, true);
    }
  }

  function keyed(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (suggestions.marked && !readyAsTyped()) suggestions.marked.take();
      else send();
    } else if (event.key === "Tab" && !event.shiftKey && suggestions.marked) {
      event.preventDefault();
      suggestions.marked.take();
    } else if (suggestions.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      suggestions.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") escape(event);
  }

  /** Whether the marked suggestion is the very command typed, and nothing is missing from it. */
  function readyAsTyped() {
    const line = read();
    return line?.run && !line.settled && suggestions.marked.run?.name === line.run.name && !line.run.options.some((option) => option.required);
  }

  /** First closes the list; again, it gives up the command. A plain message is never thrown away. */
  function escape(event) {
    if (suggestions.open) {
      dismissed = true;
      suggestions.hide();
    } else if (box.value.startsWith("/")) {
      box.value = "";
      say("The command was given up.");
      update();
    } else return;
    event.preventDefault();
  }

  function typed() {
    dismissed = false;
    say("");
    update();
    if (!box.value || box.value.startsWith("/") || performance.now() - typingSentAt < TYPING_EVERY_MS || !room) return;
    typingSentAt = performance.now();
    act(world.me.id, { do: "typing", room: room.id }).catch(() => {});
  }

  box.addEventListener("input", typed);
  box.addEventListener("keydown", keyed);
  box.addEventListener("keyup", (event) => { if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) update(); });
  box.addEventListener("click", update);
  box.addEventListener("focus", update);
  box.addEventListener("blur", () => suggestions.hide());
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });

  return {
    /** Turns to a room, as the person acting now; what was left unsent before waits where it was. */
    turnTo(next) {
      if (draftKey) drafts.set(draftKey, box.value);
      draftKey = `${world.me.id}/${next?.id}`;
      picksFor = null;
      room = next;
      box.value = drafts.get(draftKey) ?? "";
      box.placeholder = next ? `Message ${next.kind === "text" ? "#" : ""}${next.name.replace(/^#/, "")} as ${world.me.name}` : "";
      say("");
      this.learnRoom(next);
    },
    /** The room, or the commands usable in it, may have changed. */
    learnRoom(next) {
      room = next;
      commands = runnable(commandsIn(room));
      update();
    },
    /** Puts a command into the box, as pressing its mention does; never over a message half written. */
    prepare(name) {
      if (box.value.trim() && !box.value.startsWith("/")) return say("Send or clear what is written here first.", true);
      setText(`/${name} `);
    },
    focus: () => box.focus(),
    say,
  };
}
