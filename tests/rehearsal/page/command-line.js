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

/** Every command that can be run, subcommands written out: `session start` is one. */
export function runnable(commands) {
  return commands.flatMap((command) => spread(command, command, [command.name], []));
}

function spread(command, node, names, chain) {
  const inner = (node.options ?? []).filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (inner.length === 0) {
    return [{ command: command.id, name: names.join(" "), description: node.description, options: node.options ?? [], chain }];
  }
  return inner.flatMap((option) => spread(command, option, [...names, option.name], [...chain, option]));
}

/** The commands whose name fits what is typed, the ones that start with it first. */
export function matching(typed, commands) {
  const wanted = typed.toLowerCase().trimStart();
  const starts = commands.filter((each) => each.name.startsWith(wanted));
  const holds = commands.filter((each) => !each.name.startsWith(wanted) && each.name.includes(wanted));
  return [...starts, ...holds];
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
  const run = commands
    .filter((each) => text === `/${each.name}` || new RegExp(`^/${each.name}\\s`).test(text))
    .sort((one, other) => other.name.length - one.name.length)[0];
  if (!run) return { typed: text.slice(1) };
  const bodyFrom = run.name.length + 1;
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

/** Cuts the text at each `name:` of an option; what a choice does not cover is loose. */
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
    const option = options.find((each) => !seen.has(each) && text.startsWith(`${each.name}:`, at + 1));
    if (!option) continue;
    seen.add(option);
    const from = at + 1 + option.name.length + 1;
    const label = picks.get(option.name)?.label;
    const picked = label && text.startsWith(label, from) && /^(\s|$)/.test(text.slice(from + label.length, from + label.length + 1));
    const pickedTo = picked ? from + label.length : null;
    starts.push({ option, at: at + 1, from, pickedTo });
    at = (pickedTo ?? from) - 1;
  }
  return starts;
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
