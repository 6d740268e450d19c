// Draws one embed of a message.
// It asks nobody; pictures are loaded from the rehearsal or not at all.

import { localAddress } from "./api.js";
import { cssColor, h } from "./dom.js";
import { inlineMarkdown, markdown } from "./markdown-view.js";
import { timeElement } from "./time.js";

/** As Discord's own client has been seen to lay them out. */
const INLINE_FIELDS_IN_A_ROW_MAX = 3;

/** An embed as a card with its colour at the edge. */
export function drawEmbed(embed, message, about) {
  const card = h("div", { class: "embed", role: "group", "aria-label": embed.title || embed.author?.name || "Card" },
    h("div", { class: "embed-text" },
      embed.author && drawAuthor(embed.author),
      embed.title && h("h2", { class: "embed-title", dir: "auto" }, embed.url ? link(embed.url, inlineMarkdown(embed.title, about)) : inlineMarkdown(embed.title, about)),
      embed.description && h("div", { class: "embed-description" }, markdown(embed.description, about)),
      drawFields(embed.fields ?? [], about),
    ),
    embed.thumbnail && picture(embed.thumbnail, message, "embed-thumbnail"),
    embed.image && picture(embed.image, message, "embed-image"),
    (embed.footer || embed.timestamp) && drawFooter(embed),
  );
  const color = cssColor(embed.color);
  if (color) card.style.setProperty("--bar", color);
  return card;
}

const link = (url, label) => h("a", { href: /^https?:/.test(url) ? url : undefined, target: "_blank", rel: "noopener noreferrer" }, label);

function drawAuthor(author) {
  return h("p", { class: "embed-author", dir: "auto" },
    icon(author.icon_url),
    author.url ? link(author.url, author.name) : author.name);
}

function drawFooter(embed) {
  const { footer, timestamp } = embed;
  return h("p", { class: "embed-footer", dir: "auto" },
    icon(footer?.icon_url),
    footer?.text,
    footer && timestamp && " · ",
    timestamp && timeElement(Date.parse(timestamp), "f"));
}

/** Neighbouring inline fields stand beside each other, three to a row; any other has a row of its own. */
function drawFields(fields, about) {
  const rows = [];
  for (const field of fields) {
    const row = rows.at(-1);
    if (field.inline && row?.[0].inline && row.length < INLINE_FIELDS_IN_A_ROW_MAX) row.push(field);
    else rows.push([field]);
  }
  return rows.map((row) => h("dl", { class: "field-row" }, row.map((field) =>
    h("div", {}, h("dt", { dir: "auto" }, inlineMarkdown(field.name, about)), h("dd", {}, markdown(field.value, about))))));
}

const pathOf = (url) => {
  const address = localAddress(url);
  return address ? new URL(address, location.href).pathname : null;
};

/** The attachment that a picture of an embed shows, if it is one: there its alternative text is kept. */
export function attachmentOf(media, message) {
  const named = /^attachment:\/\/(.+)$/.exec(media?.url ?? "");
  return (message.attachments ?? []).find((attachment) =>
    named ? attachment.filename === named[1] : media?.url && pathOf(media.url) === pathOf(attachment.url));
}

/** The attachments that no embed shows already. */
export function looseAttachments(message) {
  const shown = new Set((message.embeds ?? []).flatMap((embed) =>
    [embed.image, embed.thumbnail].map((media) => attachmentOf(media, message)).filter(Boolean)));
  return (message.attachments ?? []).filter((attachment) => !shown.has(attachment));
}

function picture(media, message, kind) {
  const attachment = attachmentOf(media, message);
  return drawPicture({
    url: attachment?.url ?? media.url,
    description: media.description ?? attachment?.description,
    width: media.width ?? attachment?.width,
    height: media.height ?? attachment?.height,
    filename: attachment?.filename,
  }, kind);
}

/** Only pictures of the rehearsal itself are loaded: the page asks nobody outside, so a foreign one is named. */
const isOurs = (address) => new URL(address, location.href).origin === location.origin || address.startsWith("data:");

function icon(url) {
  const address = localAddress(url);
  return address && isOurs(address) && h("img", { src: address, alt: "" });
}

/** A picture that opens large; the lack of a description is said, because a rehearsal is there to find it. */
export function drawPicture({ url, description, width, height, filename }, kind) {
  const address = localAddress(url);
  if (!address || !isOurs(address)) return h("p", { class: "md-small" }, `A picture from elsewhere, not loaded: ${url}`);
  const alt = description || `Picture without a description${filename ? `: ${filename}` : ""}`;
  return h("a", { class: `picture ${kind}`, href: address, target: "_blank", rel: "noopener" },
    h("img", { src: address, alt, width, height, decoding: "async" }));
}
