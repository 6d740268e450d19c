// Decides what the listbox offers for what is typed: commands, choices of an option, or the options still open.
// It changes no text itself; each offer says what taking it would do.

import { interactionOptions, matching, nextOption, optionAt } from "./command-line.js";
import { createCompleter } from "./completer.js";
import { fitting, fixedChoices, partialValues, valueOf } from "./option-values.js";
import { world } from "./world.js";

/** Discord docs, interactions/application-commands, "Autocomplete": at most 25 choices. */
const OFFERS_MAX = 25;

/** The option being typed: where the caret is, or the next required one where there is only space. */
export function currentSegment(line, text, caret) {
  const there = optionAt(line, caret);
  if (there) return there;
  const next = nextOption(line.run.options, line.segments);
  if (text.slice(caret).trim() !== "" || !next?.required) return null;
  return { option: next, value: "", from: text.length, to: text.length, named: false };
}

/** The offers of one message box; `box` is what they are shown at and what taking one does. */
export class Offers {
  #box;
  #completer = createCompleter((...answer) => this.#completed(...answer));
  /** The latest question to the bot: `{ key, segment, choices }`. */
  #asked = null;

  /**
   * `box` has `show(offers, marked)`, `hide()`, `takeCommand(run)`, `takeChoice(segment, choice)`,
   * `takeOption(option)` and `complain(text)`.
   */
  constructor(box) {
    this.#box = box;
  }

  /** Offers nothing, and waits for nothing. */
  stop() {
    this.#forget();
    this.#box.hide();
  }

  /** A late answer to an earlier question must not replace what is offered now. */
  #forget() {
    this.#asked = null;
    this.#completer.stop();
  }

  /** Offers the commands that fit; the one typed in full is marked, or else the first. */
  commands(typed, typedRun, commands) {
    this.#forget();
    const fit = matching(typed, commands).slice(0, OFFERS_MAX);
    const offers = fit.map((run) => ({ label: `/${run.label}`, detail: run.description, run, take: () => this.#box.takeCommand(run) }));
    this.#box.show(offers, Math.max(0, fit.indexOf(typedRun)));
  }

  /** Offers what else could be given, once nothing required is missing. */
  options(line) {
    this.#forget();
    const given = new Set(line.segments.map((segment) => segment.option));
    const rest = line.run.options.filter((option) => !given.has(option));
    this.#box.show(rest.map((option) => ({ label: `${option.label}:`, value: option.label, detail: option.description, take: () => this.#box.takeOption(option) })), -1);
  }

  /** Offers choices for the option being typed, its own or the bot's. */
  choices(segment, line, room, picks) {
    const { option, value } = segment;
    if (value && picks.get(option.name)?.label === value) return this.stop();
    const fixed = fixedChoices(option, room);
    if (fixed) {
      this.#forget();
      const isExact = value && "value" in valueOf(option, value, room);
      const fit = fitting(fixed, value);
      return isExact && fit.length === 1 ? this.stop() : this.#show(fit, segment, value && !isExact ? 0 : -1);
    }
    if (!option.autocomplete) return this.stop();
    const options = interactionOptions(line.run, partialValues(line, room, picks, option), option.name);
    const key = this.#completer.ask(world.me.id, { do: "autocomplete", room: room.id, command: line.run.command, options });
    // Until the answer comes the earlier choices stay, so that the list does not flicker at each key.
    const earlier = this.#asked?.segment.option === option ? this.#asked.choices : [];
    this.#asked = { key, segment, choices: earlier };
    this.#show(earlier, segment, -1);
  }

  #completed(choices, error, key) {
    if (this.#asked?.key !== key) return;
    if (error) this.#box.complain(`No suggestions: ${error}`);
    this.#asked.choices = choices.map((choice) => ({ label: choice.name_localized ?? choice.name, value: choice.value }));
    this.#show(this.#asked.choices, this.#asked.segment, -1);
  }

  #show(choices, segment, marked) {
    this.#box.show(choices.slice(0, OFFERS_MAX).map((choice) => ({
      label: choice.label, value: String(choice.value), take: () => this.#box.takeChoice(segment, choice),
    })), marked);
  }
}
