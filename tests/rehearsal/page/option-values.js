// Turns the text typed for an option into the value Discord would send, or into a sentence about what is wrong.
// Pure but for looking up people, rooms and roles by name.

import { BOOLEAN, CHANNEL, INTEGER, MENTIONABLE, NUMBER, ROLE, STRING, USER } from "./command-line.js";
import { channelsNear, rolesNear, world } from "./world.js";

/** Length of a string option where the command names no other (Discord docs: at most 6000). */
const STRING_LENGTH_MAX = 6000;

/** What can be chosen for an option without asking the server; nothing for free text. */
export function fixedChoices(option, room) {
  if (option.choices?.length) return option.choices.map((choice) => ({ label: choice.label, name: choice.name, value: choice.value }));
  const named = (prefix) => (each) => ({ label: `${prefix}${each.name.replace(/^[#@]/, "")}`, value: each.id });
  const people = () => [...world.people, world.app].map(named("@"));
  switch (option.type) {
    case BOOLEAN:
      return [{ label: "True", value: true }, { label: "False", value: false }];
    case USER:
      return people();
    case CHANNEL:
      return channelsNear(room, option.channel_types).map(named("#"));
    case ROLE:
      return rolesNear(room).map(named("@"));
    case MENTIONABLE:
      return [...people(), ...rolesNear(room).map(named("@"))];
    default:
      return null;
  }
}

/** Choices that fit what is typed, the ones that start with it first. */
export function fitting(choices, typed) {
  const wanted = typed.toLowerCase().replace(/^[#@]/, "");
  const bare = (choice) => choice.label.toLowerCase().replace(/^[#@]/, "");
  return [
    ...choices.filter((choice) => bare(choice).startsWith(wanted)),
    ...choices.filter((choice) => !bare(choice).startsWith(wanted) && bare(choice).includes(wanted)),
  ];
}

const MENTION = /^<(?:@[!&]?|#)(\d{1,20})>$/;

function chosen(choices, typed) {
  const wanted = typed.toLowerCase();
  const id = MENTION.exec(typed)?.[1];
  return choices.find((choice) =>
    choice.label.toLowerCase() === wanted || choice.label.toLowerCase().replace(/^[#@]/, "") === wanted
    || choice.name?.toLowerCase() === wanted || String(choice.value).toLowerCase() === wanted || (id && choice.value === id));
}

/** The value of an option, `{ value }` or `{ problem }`. A choice that was picked counts only while its label stands. */
export function valueOf(option, typed, room, pick) {
  if (pick && pick.label === typed) return { value: pick.value };
  const choices = fixedChoices(option, room);
  if (choices) {
    const choice = chosen(choices, typed);
    return choice ? { value: choice.value } : { problem: `${option.label}: “${short(typed)}” is not one of the choices (${listed(choices)}).` };
  }
  switch (option.type) {
    case STRING:
      return textValue(option, typed);
    case INTEGER:
    case NUMBER:
      return numberValue(option, typed);
    default:
      return { problem: `${option.label}: this page cannot give that kind of value.` };
  }
}

const short = (text) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
const listed = (choices) => choices.slice(0, 6).map((choice) => choice.label).join(", ") + (choices.length > 6 ? ", …" : "");

function textValue(option, typed) {
  const length = [...typed].length;
  const max = option.max_length ?? STRING_LENGTH_MAX;
  if (length < (option.min_length ?? 0)) return { problem: `${option.label}: at least ${option.min_length} characters, please.` };
  if (length > max) return { problem: `${option.label}: at most ${max} characters; this is ${length}.` };
  return { value: typed };
}

function numberValue(option, typed) {
  const whole = option.type === INTEGER;
  const number = Number(typed);
  const good = whole ? /^[+-]?\d+$/.test(typed) && Number.isSafeInteger(number) : typed !== "" && Number.isFinite(number);
  const { min_value: min, max_value: max } = option;
  if (good && number >= (min ?? -Infinity) && number <= (max ?? Infinity)) return { value: number };
  return { problem: `${option.label}: ${whole ? "a whole number" : "a number"}${range(min, max)}, please.` };
}

/** " from 10 to 90", " of 10 or more", or nothing. */
export function range(min, max) {
  if (min !== undefined && max !== undefined && min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== undefined && min !== null) return ` of ${min} or more`;
  return max !== undefined && max !== null ? ` of ${max} or less` : "";
}

/** What an option takes, in a few words. */
export function wants(option) {
  switch (option.type) {
    case INTEGER:
      return `a whole number${range(option.min_value, option.max_value)}`;
    case NUMBER:
      return `a number${range(option.min_value, option.max_value)}`;
    case BOOLEAN:
      return "True or False";
    case USER:
      return "a person";
    case CHANNEL:
      return "a room";
    case ROLE:
      return "a role";
    case MENTIONABLE:
      return "a person or a role";
    default:
      return option.choices?.length ? "one of the choices" : "text";
  }
}

/**
 * The values of a whole command line, and everything that is wrong with it, in the order of the options.
 *
 * An option left empty counts as not given.
 */
export function valuesOf(line, room, picks) {
  const values = [];
  const problems = [];
  for (const option of line.run.options) {
    const segment = line.segments.find((each) => each.option === option);
    if (!segment?.value) {
      if (option.required) problems.push(`${option.label} is missing: ${option.description.replace(/\.$/, "")}.`);
      continue;
    }
    const { value, problem } = valueOf(option, segment.value, room, picks.get(option.name));
    if (problem) problems.push(problem);
    else values.push({ option, value });
  }
  if (line.stray.length) {
    problems.push(`/${line.run.label} has no place for “${short(line.stray.join(" "))}”.`);
  }
  return { values, problems };
}

/** Values for an autocomplete request: raw text for what is being typed, and only what is right of the rest. */
export function partialValues(line, room, picks, focused) {
  return line.run.options.flatMap((option) => {
    const typed = line.segments.find((each) => each.option === option)?.value ?? "";
    if (option === focused) return [{ option, value: typed }];
    const read = typed ? valueOf(option, typed, room, picks.get(option.name)) : {};
    return "value" in read ? [{ option, value: read.value }] : [];
  });
}
