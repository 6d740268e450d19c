// Reads what is typed after "/" as a command with its options.
// Pure: text and commands in, facts out. It asks nobody and touches no page.

/** Option types (Discord docs, interactions/application-commands). */
export const SUBCOMMAND = 1;
export const GROUP = 2;
export const STRING = 3;
export const INTEGER = 4;
export const BOOLEAN = 5;
export const USER = 6;
export const CHANNEL = 7;
export const ROLE = 8;
export const MENTIONABLE = 9;
export const NUMBER = 10;

/**
 * Every command that can be run, subcommands written out: `session start` is one.
 *
 * `name` is the default name, which goes over the wire; `label` is the name in the person's language, which is shown.
 */
export function runnable(commands) {
  return commands.map(inLanguage).flatMap((command) => spread(command, command, [command], []));
}

/** What is shown of a command, an option or a choice, and of all that is in it, in the language it came in. */
function inLanguage(node) {
  return {
    ...node,
    label: node.name_localized ?? node.name,
    description: node.description_localized ?? node.description,
    options: node.options?.map(inLanguage),
    choices: node.choices?.map(inLanguage),
  };
}

function spread(command, node, path, chain) {
  const inner = (node.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (inner.length === 0) {
    const [name, label] = [path.map((each) => each.name).join(" "), path.map((each) => each.label).join(" ")];
    return [{ command: command.id, name, label, description: node.description, options: node.options ?? [], chain }];
  }
  return inner.flatMap((option) => spread(command, option, [...path, option], [...chain, option]));
}

/** Without accents, since not everybody's keyboard has those of the language they read. */
const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");

/** The names a command or option may be called by, the one shown first. */
const names = (each) => (each.label === each.name ? [each.name] : [each.label, each.name]);

/** The commands one of whose names fits what is typed, the ones that start with it first. */
export function matching(typed, commands) {
  const wanted = bare(typed.toLowerCase().trimStart());
  const starts = (each) => names(each).some((name) => bare(name).startsWith(wanted));
  const holds = (each) => names(each).some((name) => bare(name).includes(wanted));
  return [...commands.filter(starts), ...commands.filter((each) => !starts(each) && holds(each))];
}

/** The command a line begins with, as it is written there: `{ run, written }`, or nothing. */
function leading(text, commands) {
  const found = commands.flatMap((run) => names(run).flatMap((name) => {
    const words = name.split(" ").length;
    const written = new RegExp(`^/(\\S+(?: \\S+){${words - 1}})`).exec(text)?.[1] ?? "";
    if (bare(written) !== bare(name)) return [];
    // More words go before fewer, then a name to the letter before one without its accents, then what is shown.
    return [{ run, written, rank: 4 * words + 2 * (written === name) + (name === run.label) }];
  }));
  return found.sort((one, other) => other.rank - one.rank)[0];
}

/**
 * Reads a command line.
 *
 * Answers `null` for a text that is no command; `{ typed }` while the command itself is being typed; else
 * `{ run, segments, stray }`, where a segment is one option's place in the text: `{ option, value, from, to, named }`.
 * `picks` maps option names to the choice taken for them, `{ label, value }`: a choice may hold any text, even
 * something that looks like another option, and what follows it belongs to the next one.
 */
export function readLine(text, commands, picks = new Map()) {
  if (!text.startsWith("/")) return null;
  const { run, written } = leading(text, commands) ?? {};
  if (!run) return { typed: text.slice(1) };
  const bodyFrom = written.length + 1;
  const { named, loose } = cut(text, bodyFrom, run.options, picks);
  const segments = [...named];
  const stray = [];
  for (const range of loose) {
    const piece = trimmed(text, range.from, range.to);
    if (!piece.value) continue;
    const option = nextOption(run.options, segments);
    if (option) segments.push({ option, ...piece, named: false });
    else stray.push(piece.value);
  }
  segments.sort((one, other) => one.from - other.from);
  return { run, segments, stray, settled: text.length > bodyFrom, bodyFrom };
}

/** Where free text goes: the first required option that has nothing yet, else the first of all. */
export function nextOption(options, segments) {
  const free = options.filter((option) => !segments.some((segment) => segment.option === option));
  return free.find((option) => option.required) ?? free[0];
}

/** Cuts the text at each `name:` of an option, in either language; what a choice does not cover is loose. */
function cut(text, bodyFrom, options, picks) {
  const named = [];
  const loose = [];
  const starts = optionStarts(text, bodyFrom, options, picks);
  loose.push({ from: bodyFrom, to: starts[0]?.at ?? text.length });
  starts.forEach((start, index) => {
    const to = starts[index + 1]?.at ?? text.length;
    const covered = start.pickedTo && start.pickedTo < to ? start.pickedTo : to;
    named.push({ option: start.option, ...trimmed(text, start.from, covered), named: true, label: start.at });
    if (covered < to) loose.push({ from: covered, to });
  });
  return { named, loose };
}

function optionStarts(text, bodyFrom, options, picks) {
  const starts = [];
  const seen = new Set();
  for (let at = bodyFrom; at < text.length; at += 1) {
    if (!/\s/.test(text[at])) continue;
    const written = /^[^\s:]+(?=:)/.exec(text.slice(at + 1))?.[0];
    const option = written && optionCalled(written, options);
    if (!option || seen.has(option)) continue;
    seen.add(option);
    const from = at + 1 + written.length + 1;
    const label = picks.get(option.name)?.label;
    const picked = label && text.startsWith(label, from) && /^(\s|$)/.test(text.slice(from + label.length, from + label.length + 1));
    const pickedTo = picked ? from + label.length : null;
    starts.push({ option, at: at + 1, from, pickedTo });
    at = (pickedTo ?? from) - 1;
  }
  return starts;
}

function optionCalled(written, options) {
  return options.find((each) => names(each).includes(written))
    ?? options.find((each) => names(each).some((name) => bare(name) === bare(written)));
}

function trimmed(text, from, to) {
  const piece = text.slice(from, to);
  const value = piece.trim();
  const start = value ? from + piece.indexOf(value) : from;
  return { value, from: start, to: start + value.length };
}

/** The option the caret stands in: the one whose text it touches, else the one free text would go to. */
export function optionAt(line, caret) {
  if (!line?.run || caret <= line.bodyFrom) return null;
  const before = line.segments.filter((segment) => segment.from <= caret || segment.label <= caret).at(-1);
  if (before && (caret <= before.to || (before.value === "" && before.named))) return before;
  return null;
}

/** The options as Discord's interaction data wants them; `focused` names the one being completed. */
export function interactionOptions(run, values, focused) {
  const leaves = values.map(({ option, value }) => ({
    name: option.name, type: option.type, value, ...(option.name === focused ? { focused: true } : {}),
  }));
  return run.chain.reduceRight((options, node) => [{ name: node.name, type: node.type, options }], leaves);
}
