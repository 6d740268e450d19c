// Draws one message as an article, part by part.
// It keeps nothing: a part is drawn again only where the message's own data changed.

import { localAddress } from "./api.js";
import { drawComponents, keepUnsent, showPresses } from "./components.js";
import { avatar, h } from "./dom.js";
import { drawEmbed, drawPicture, looseAttachments } from "./embed.js";
import { markdown } from "./markdown-view.js";
import { snowflakeTime, stamp } from "./time.js";
import { wasTouched } from "./waiting.js";
import { personById, roleName, userName, world } from "./world.js";

/** Message flags (Discord docs, resources/message). */
const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;
const SUPPRESS_EMBEDS = 1 << 2;
const SUPPRESS_NOTIFICATIONS = 1 << 12;

export const isEphemeral = (message) => Boolean(message.flags & EPHEMERAL);
export const isLoading = (message) => Boolean(message.flags & LOADING);
export const isSilent = (message) => Boolean(message.flags & SUPPRESS_NOTIFICATIONS);

/** Whether the message truly pinged the person acting: the stand-in leaves in `mentions` only who it may ping. */
export function pingsMe(message) {
  return message.author.id !== world.me.id
    && (Boolean(message.mention_everyone) || (message.mentions ?? []).some((user) => user.id === world.me.id));
}

// Each part with what it depends on; the order is the order on the page.
const PARTS = [
  ["reference", (m) => [m.interaction_metadata, m.interaction, m.referenced_message?.content, m.message_reference], drawReference],
  ["head", (m) => [m.author, m.tts, m.flags, m.edited_timestamp, m.mentions, m.mention_everyone], drawHead],
  ["content", (m) => [m.content, m.flags, m.mention_everyone], drawContent],
  ["embeds", (m) => [m.embeds, m.flags, m.attachments], drawEmbeds],
  ["attachments", (m) => [m.attachments, m.embeds], drawAttachments],
  ["components", (m) => [m.components], drawComponents],
  ["foot", (m) => [m.flags], drawFoot],
];

/** A new article for the message; `handlers` are what its controls do. */
export function drawMessage(message, handlers) {
  const article = h("article", { class: "message", tabindex: "-1", "data-message-id": message.id });
  article.parts = new Map();
  updateMessage(article, message, handlers);
  return article;
}

/** Brings an article up to date, touching only the parts that changed, so that focus and choices stay. */
export function updateMessage(article, message, handlers) {
  const quiet = article.parts.size > 0 && !article.loading && !wasTouched(message.id);
  if (quiet) article.setAttribute("aria-live", "off");
  else article.removeAttribute("aria-live");
  article.loading = isLoading(message);
  article.classList.toggle("ephemeral", isEphemeral(message));
  article.classList.toggle("pinged", pingsMe(message));
  article.toggleAttribute("data-ephemeral", isEphemeral(message));
  article.toggleAttribute("data-loading", isLoading(message));
  article.toggleAttribute("data-answers", !isFollowUp(message) && Boolean(message.interaction_metadata?.name || message.interaction || message.message_reference));
  article.dataset.author = message.author.id;
  article.setAttribute("aria-labelledby", `head-${message.id}`);
  const focused = article.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  for (const [name, depends, draw] of PARTS) {
    const key = JSON.stringify(depends(message));
    const old = article.parts.get(name);
    if (old?.key === key) continue;
    const node = draw(message, handlers) ?? h("div", { hidden: true });
    if (old && name === "components") keepUnsent(old.node, node);
    if (old) old.node.replaceWith(node);
    else article.append(node);
    article.parts.set(name, { key, node });
  }
  showPresses(article, message);
  if (focused && !article.contains(document.activeElement)) refocus(article, focused);
}

/** Gives the focus to the control that took the place of the one that had it, else to the message. */
function refocus(article, key) {
  const control = article.querySelector(`[data-key="${CSS.escape(key)}"]`);
  (control ?? article).focus({ preventScroll: true });
}

/** A further message of an answer stands under the first, which already says who asked. */
const isFollowUp = (message) => Boolean(message.interaction_metadata?.original_response_message_id);

function drawReference(message) {
  const from = message.interaction_metadata ?? message.interaction;
  const name = message.interaction_metadata?.name ?? message.interaction?.name;
  if (isFollowUp(message)) return null;
  if (from && name && (from.type ?? 2) === 2) {
    const who = from.user ? userName(from.user.id, [from.user]) : "Somebody";
    return h("p", { class: "reference" }, h("b", {}, who), " used ", h("span", { class: "command-name" }, `/${name}`));
  }
  const earlier = message.referenced_message;
  if (earlier) {
    const text = (earlier.content || earlier.embeds?.[0]?.title || "a message").slice(0, 90);
    return h("p", { class: "reference" }, "Reply to ", h("b", {}, nameOf(earlier)), `: ${text}`);
  }
  return message.message_reference ? h("p", { class: "reference" }, "Reply to a message that is gone") : null;
}

const nameOf = (message) => userName(message.author.id, [message.author]) ?? "Somebody";

const badge = (text, title) => h("span", { class: "badge", title }, text);

function drawHead(message) {
  const { author } = message;
  return h("header", { class: "message-head", id: `head-${message.id}` },
    avatar(nameOf(message), personById(author.id)?.color, author.bot),
    h("span", { class: "author", dir: "auto" }, nameOf(message)), " ",
    author.bot && h("span", { class: "bot-mark" }, "bot"), " ",
    stamp(snowflakeTime(message.id)), " ",
    message.edited_timestamp && h("span", { class: "edited", title: new Date(message.edited_timestamp).toLocaleString() }, "edited"), " ",
    message.tts && badge("spoken", "Sent as text-to-speech"), " ",
    isSilent(message) && badge("silent", "Sent without a notification"), " ",
    pingsMe(message) && h("span", { class: "badge ping" }, "mentions you"),
    (message.mention_roles ?? []).map((id) => h("span", { class: "badge" }, `mentions @${roleName(id) ?? "a role"}`)));
}

/** What the texts of a message may do, for the markdown. */
const textRights = (message, handlers) => ({
  mentions: message.mentions ?? [],
  everyone: Boolean(message.mention_everyone),
  useCommand: handlers.useCommand,
});

function drawContent(message, handlers) {
  if (isLoading(message) && !message.content) {
    return h("p", { class: "loading" }, h("span", { class: "dots", "aria-hidden": "true" }), `${nameOf(message)} is thinking…`);
  }
  return message.content ? h("div", { class: "content" }, markdown(message.content, textRights(message, handlers))) : null;
}

function drawEmbeds(message, handlers) {
  if (!message.embeds?.length || message.flags & SUPPRESS_EMBEDS) return null;
  return h("div", { class: "embeds" }, message.embeds.map((embed) => drawEmbed(embed, message, textRights(message, handlers))));
}

function drawAttachments(message) {
  const attachments = looseAttachments(message);
  if (!attachments.length) return null;
  return h("div", { class: "attachments" }, attachments.map((attachment) =>
    (attachment.content_type ?? "").startsWith("image/") || attachment.width
      ? drawPicture(attachment, "attached")
      : h("p", { class: "file" }, h("a", { href: localAddress(attachment.url), download: attachment.filename }, attachment.filename), ` ${sizeOf(attachment.size)}`,
          attachment.description && h("span", { class: "file-about" }, attachment.description))));
}

function sizeOf(bytes) {
  if (!(bytes >= 0)) return "";
  return bytes < 1024 ? `${bytes} bytes` : bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

function drawFoot(message, handlers) {
  if (!isEphemeral(message)) return null;
  return h("p", { class: "only-you" }, "Only you can see this · ",
    h("button", { type: "button", class: "quiet", "data-key": "dismiss", onclick: () => handlers.dismiss(message.id) }, "Dismiss"));
}
