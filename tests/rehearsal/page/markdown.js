// Reads Discord's markdown into a tree of plain values.
// It makes no DOM and fails on nothing: what is not markup is text.

/** Ours, so that no text can nest without end. */
const DEPTH_MAX = 12;
const FENCE = "```";

/** The blocks of a text: paragraphs, headings, quotes, lists, code. */
export function readBlocks(text, depth = 0) {
  const blocks = [];
  const lines = text.split("\n");
  let paragraph = [];
  // Empty lines beside a block add nothing: the blocks stand apart anyway.
  const flush = () => {
    const inside = paragraph.join("\n").replace(/^\n+|\n+$/g, "");
    if (inside) blocks.push({ kind: "text", parts: readInline(inside) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; ) {
    const block = depth < DEPTH_MAX ? blockAt(lines, at, depth) : null;
    if (!block) {
      paragraph.push(lines[at]);
      at += 1;
      continue;
    }
    if (block.before) paragraph.push(block.before);
    flush();
    blocks.push(block.block);
    if (block.after) lines[block.next - 1] = block.after;
    at = block.after ? block.next - 1 : block.next;
  }
  flush();
  return blocks;
}

/** The block that starts on this line, with the line after it; nothing where it is plain text. */
function blockAt(lines, at, depth) {
  const line = lines[at];
  if (line.startsWith(">>> ")) {
    const inside = [line.slice(4), ...lines.slice(at + 1)].join("\n");
    return { block: { kind: "quote", blocks: readBlocks(inside, depth + 1) }, next: lines.length };
  }
  if (line.startsWith("> ")) return quoteAt(lines, at, depth);
  if (line.includes(FENCE)) return codeAt(lines, at);
  const heading = /^(#{1,3})\s+(\S.*)$/.exec(line);
  if (heading) return { block: { kind: "heading", level: heading[1].length, parts: readInline(heading[2]) }, next: at + 1 };
  const small = /^-#\s+(\S.*)$/.exec(line);
  if (small) return { block: { kind: "small", parts: readInline(small[1]) }, next: at + 1 };
  return LIST_ITEM.test(line) ? listAt(lines, at) : null;
}

function quoteAt(lines, at, depth) {
  let end = at;
  while (end < lines.length && lines[end].startsWith("> ")) end += 1;
  const inside = lines.slice(at, end).map((line) => line.slice(2)).join("\n");
  return { block: { kind: "quote", blocks: readBlocks(inside, depth + 1) }, next: end };
}

/** A fenced block, which may start and end in the middle of a line. */
function codeAt(lines, at) {
  const start = lines[at].indexOf(FENCE);
  const rest = [lines[at].slice(start + FENCE.length), ...lines.slice(at + 1)].join("\n");
  const end = rest.indexOf(FENCE);
  if (end < 1 || lines[at][start - 1] === "\\") return null;
  const inside = rest.slice(0, end);
  const named = /^([\w+#.-]+)\n([\s\S]+)$/.exec(inside);
  const text = (named ? named[2] : inside).replace(/^\n/, "").replace(/\n$/, "");
  const next = at + inside.split("\n").length;
  const lastLine = rest.slice(end + FENCE.length).split("\n")[0];
  return { before: lines[at].slice(0, start), block: { kind: "code", text }, after: lastLine, next };
}

const LIST_ITEM = /^( *)([-*]|\d{1,9}\.)\s+(\S.*)$/;

/** Items of one list; deeper ones become a list inside the item above them. */
function listAt(lines, start) {
  const first = LIST_ITEM.exec(lines[start]);
  const indent = first[1].length;
  const ordered = /\d/.test(first[2]);
  const list = { kind: "list", ordered, start: ordered ? parseInt(first[2], 10) : 1, items: [] };
  let at = start;
  while (at < lines.length) {
    const item = LIST_ITEM.exec(lines[at]);
    if (!item || item[1].length < indent) break;
    if (item[1].length > indent + 1 && list.items.length) {
      const inner = listAt(lines, at);
      list.items.at(-1).lists.push(inner.block);
      at = inner.next;
    } else if (/\d/.test(item[2]) === ordered) {
      list.items.push({ parts: readInline(item[3]), lists: [] });
      at += 1;
    } else break;
  }
  return { block: list, next: at };
}

// Each rule is tried where the text stands; the first that matches wins, so longer marks stand before shorter ones.
const RULES = [
  [/\\([^\p{L}\p{N}\s])/uy, (m) => ({ kind: "plain", text: m[1] })],
  [/(`+)([^`](?:[\s\S]*?[^`])?)\1(?!`)/y, (m) => ({ kind: "code", text: m[2].replace(/^ (.*) $/, "$1") })],
  [/<(https?:\/\/[^\s<>]+)>/y, (m) => link(m[1])],
  [/\[((?:\\.|[^[\]\\]|\[[^[\]]*\])+)\]\(\s*<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)/y,
    (m, depth) => link(m[2], m[1], depth)],
  [/https?:\/\/[^\s<>]+/y, (m) => bareLink(m[0])],
  [/<@!?(\d{1,20})>/y, (m) => ({ kind: "user", id: m[1] })],
  [/<@&(\d{1,20})>/y, (m) => ({ kind: "role", id: m[1] })],
  [/<#(\d{1,20})>/y, (m) => ({ kind: "channel", id: m[1] })],
  [/<\/([^:<>\n]{1,100}):(\d{1,20})>/y, (m) => ({ kind: "command", name: m[1], id: m[2] })],
  [/<t:(-?\d{1,17})(?::([tTdDfFR]))?>/y, (m) => ({ kind: "time", unix: Number(m[1]), style: m[2] })],
  [/<a?:(\w{2,32}):(\d{1,20})>/y, (m) => ({ kind: "emoji", name: m[1] })],
  [/@(everyone|here)/y, (m) => ({ kind: "everyone", text: m[0] })],
  [/\|\|([\s\S]+?)\|\|/y, span("spoiler")],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, span("strong")],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, span("underline")],
  [/~~((?:\\[\s\S]|[^\\])+?)~~/y, span("strike")],
  [/\*(?=\S)((?:\*\*|\\[\s\S]|[^*\\])+?)\*(?!\*)/y, span("em")],
  [/(?<![\p{L}\p{N}_])_((?:__|\\[\s\S]|[^_\\])+?)_(?![\p{L}\p{N}_])/uy, span("em")],
];

function span(kind) {
  return (match, depth) => ({ kind, parts: readInline(match[1], depth + 1) });
}

function link(url, label, depth = 0) {
  return { kind: "link", url, parts: label ? readInline(label, depth + 1, true) : [{ kind: "plain", text: url }] };
}

/** A bare address leaves the full stop or bracket that ends the sentence outside. */
function bareLink(found) {
  let url = found.replace(/[.,:;!?'"*_~|\]]+$/, "");
  while (url.endsWith(")") && !url.includes("(")) url = url.slice(0, -1);
  return { ...link(url), taken: url.length };
}

const MARKS = /[\\`<[h@|*_~]/g;

/** The parts of a line: text, emphasis, links, mentions, moments. A link holds no second link. */
export function readInline(text, depth = 0, inLink = false) {
  const parts = [];
  const plain = (piece) => {
    const last = parts.at(-1);
    if (last?.kind === "plain") last.text += piece;
    else if (piece) parts.push({ kind: "plain", text: piece });
  };
  let at = 0;
  while (at < text.length) {
    MARKS.lastIndex = at;
    const mark = depth < DEPTH_MAX ? MARKS.exec(text) : null;
    plain(text.slice(at, mark ? mark.index : text.length));
    if (!mark) break;
    const found = ruleAt(text, mark.index, depth, inLink);
    if (!found) plain(text[mark.index]);
    else if (found.part.kind === "plain") plain(found.part.text);
    else parts.push(found.part);
    at = mark.index + (found ? found.taken : 1);
  }
  return parts;
}

function ruleAt(text, at, depth, inLink) {
  for (const [pattern, make] of RULES) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const part = make(match, depth);
    if (inLink && part.kind === "link") continue;
    return { part, taken: part.taken ?? match[0].length };
  }
  return null;
}
