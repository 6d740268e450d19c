// Draws a tree of markdown as DOM nodes.
// Text only ever becomes text nodes; a link is drawn only where its address is http or https.

import { h } from "./dom.js";
import { readBlocks, readInline } from "./markdown.js";
import { isMoment, timeElement } from "./time.js";
import { roleName, roomById, userName, world } from "./world.js";

/**
 * A text with all its blocks, for message content, descriptions and field values.
 *
 * `about` says what the text may do: `mentions` (users the message brings along), `everyone` (it truly
 * pinged @everyone), `useCommand` (called with the name of a command mention).
 */
export function markdown(text, about = {}) {
  return readBlocks(text).map((block) => drawBlock(block, about));
}

/** A text on one line, for titles and field names, which know no blocks. */
export function inlineMarkdown(text, about = {}) {
  return drawParts(readInline(text), about);
}

function drawBlock(block, about) {
  switch (block.kind) {
    case "heading":
      return h("h2", { class: `md-heading level-${block.level}`, dir: "auto" }, drawParts(block.parts, about));
    case "small":
      return h("p", { class: "md-small", dir: "auto" }, drawParts(block.parts, about));
    case "quote":
      return h("blockquote", {}, block.blocks.map((inner) => drawBlock(inner, about)));
    case "code":
      return h("pre", { tabindex: "0", "aria-label": "Code" }, h("code", {}, block.text));
    case "list":
      return drawList(block, about);
    default:
      return h("p", { class: "md-text", dir: "auto" }, drawParts(block.parts, about));
  }
}

function drawList(list, about) {
  const items = list.items.map((item) =>
    h("li", { dir: "auto" }, drawParts(item.parts, about), item.lists.map((inner) => drawList(inner, about))));
  return list.ordered ? h("ol", { start: list.start }, items) : h("ul", {}, items);
}

const drawParts = (parts, about) => parts.map((part) => drawPart(part, about));

const TAGS = { strong: "strong", em: "em", underline: "u", strike: "s" };

function drawPart(part, about) {
  switch (part.kind) {
    case "plain":
      return part.text;
    case "code":
      return h("code", {}, part.text);
    case "link":
      return drawLink(part, about);
    case "spoiler":
      return drawSpoiler(part, about);
    case "time":
      return isMoment(part.unix * 1000) ? timeElement(part.unix * 1000, part.style) : `<t:${part.unix}>`;
    case "emoji":
      return h("span", { class: "emoji-name" }, `:${part.name}:`);
    case "everyone":
      return about.everyone ? h("span", { class: "mention" }, part.text) : part.text;
    case "user":
    case "role":
    case "channel":
    case "command":
      return drawMention(part, about);
    default:
      return h(TAGS[part.kind], {}, drawParts(part.parts, about));
  }
}

/** Discord's own address of a room that is here opens it, as in Discord; anything else opens beside the page. */
function drawLink(part, about) {
  const id = /^https:\/\/discord\.com\/channels\/(?:@me|\d+)\/(\d+)$/.exec(part.url)?.[1];
  const room = id && roomById(id);
  if (room) return h("a", { href: `#as=${world.me.id}&room=${room.id}` }, drawParts(part.parts, about));
  return h("a", { href: part.url, target: "_blank", rel: "noopener noreferrer" }, drawParts(part.parts, about));
}

function drawMention(part, about) {
  if (part.kind === "command") {
    if (!about.useCommand) return h("span", { class: "mention" }, `/${part.name}`);
    return h("button", { type: "button", class: "mention", onclick: () => about.useCommand(part.name) }, `/${part.name}`);
  }
  if (part.kind === "channel") {
    const room = roomById(part.id);
    if (!room) return h("span", { class: "mention" }, "#unknown");
    return h("a", { class: "mention", href: `#as=${world.me?.id}&room=${room.id}` }, `#${room.name.replace(/^#/, "")}`);
  }
  const name = part.kind === "user" ? userName(part.id, about.mentions) : roleName(part.id);
  const mine = part.kind === "user" && part.id === world.me?.id;
  return h("span", { class: mine ? "mention me" : "mention" }, `@${(name ?? `unknown ${part.kind}`).replace(/^@/, "")}`);
}

/** Hidden until pressed, for the eye and for the screen reader alike. */
function drawSpoiler(part, about) {
  const hidden = h("span", { class: "spoiler-text", hidden: true }, drawParts(part.parts, about));
  const reveal = h("button", { type: "button", class: "spoiler", onclick: () => {
    hidden.hidden = false;
    reveal.remove();
    hidden.tabIndex = -1;
    hidden.focus({ preventScroll: true });
  } }, "Show the spoiler");
  return h("span", {}, reveal, hidden);
}
