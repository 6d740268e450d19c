// Shows the messages of one room, in order, and keeps the reader's place.
// It asks nobody: messages and events are handed to it, and presses are handed on.

import { byId, h } from "./dom.js";
import { drawMessage, updateMessage } from "./message.js";
import { isBefore, snowflakeTime } from "./time.js";

const MESSAGES_SHOWN_MAX = 300;
const NEAR_BOTTOM_PX = 48;
const TOGETHER_MS_MAX = 5 * 60 * 1000;

/** The log of the page; `handlers` are what the controls in it do. */
export function createLog(handlers) {
  const scroller = byId("log");
  const list = h("div", { class: "log-list" });
  const more = byId("new-messages");
  const shown = new Map(); // id -> { message, article } or { note, article }
  scroller.append(list);

  let stuck = true;
  let missed = 0;

  const atBottom = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM_PX;
  const toBottom = () => { scroller.scrollTop = scroller.scrollHeight; };
  const showMissed = () => {
    more.hidden = missed === 0;
    more.textContent = missed > 1 ? `${missed} new messages` : "New messages";
  };

  // The sizes as the reader last saw them. A scroll event that comes before a change of size was dealt with is not
  // the reader's doing, and must not take them away from the bottom.
  let seen = "";
  const sizes = () => `${scroller.scrollHeight}/${scroller.clientHeight}`;

  scroller.addEventListener("scroll", () => {
    if (atBottom()) stuck = true;
    else if (sizes() === seen) stuck = false;
    if (stuck) missed = 0;
    showMissed();
  }, { passive: true });
  // Pictures and fonts change the height after a message was added; who reads at the bottom stays there.
  const keepPlace = new ResizeObserver(() => {
    if (stuck) toBottom();
    seen = sizes();
  });
  keepPlace.observe(list);
  keepPlace.observe(scroller);
  more.addEventListener("click", () => {
    stuck = true;
    missed = 0;
    showMissed();
    toBottom();
    scroller.focus({ preventScroll: true });
  });

  /** Puts an article where its id belongs; nearly always that is the end. */
  function place(id, article) {
    let after = list.lastElementChild;
    while (after && isBefore(id, after.dataset.messageId ?? "0")) after = after.previousElementSibling;
    if (after) after.after(article);
    else list.prepend(article);
    group(article);
    group(article.nextElementSibling);
  }

  /** A message soon after one by the same author stands under it without repeating who speaks. */
  function group(article) {
    const above = article?.previousElementSibling;
    const follows = above && article.dataset.author && article.dataset.author === above.dataset.author
      && !article.hasAttribute("data-answers") && article.dataset.ephemeral === above.dataset.ephemeral
      && snowflakeTime(article.dataset.messageId) - snowflakeTime(above.dataset.messageId) < TOGETHER_MS_MAX;
    article?.classList.toggle("follows", Boolean(follows));
  }

  function trim() {
    for (const [id, { article }] of shown) {
      if (shown.size <= MESSAGES_SHOWN_MAX) break;
      article.remove();
      shown.delete(id);
    }
  }

  function emptyNote() {
    list.querySelector(".empty")?.remove();
    if (shown.size === 0) list.append(h("p", { class: "empty", "data-message-id": "0" }, "Nothing has been said here yet."));
  }

  /** Adds a message or brings it up to date; answers whether it was new. */
  function upsert(message) {
    const known = shown.get(message.id);
    if (known) {
      known.message = message;
      updateMessage(known.article, message, handlers);
      return false;
    }
    const article = drawMessage(message, handlers);
    shown.set(message.id, { message, article });
    place(message.id, article);
    emptyNote();
    trim();
    return true;
  }

  return {
    /** Shows a room from the start: what was there goes, the end comes into view. */
    open(roomName, messages) {
      scroller.setAttribute("aria-busy", "true");
      scroller.setAttribute("aria-label", `Messages in ${roomName}`);
      list.replaceChildren();
      shown.clear();
      missed = 0;
      messages.forEach(upsert);
      emptyNote();
      showMissed();
      stuck = true;
      toBottom();
      // The log is busy until drawn, so that opening a room does not read a hundred messages aloud.
      requestAnimationFrame(() => scroller.removeAttribute("aria-busy"));
    },

    /** Brings the room up to date after a gap, keeping the place and what only this page knows. */
    catchUp(messages) {
      const there = new Set(messages.map((message) => message.id));
      for (const [id, { note }] of [...shown]) if (!there.has(id) && !note) this.remove(id);
      messages.forEach((message) => this.receive(message));
    },

    /** A message was written or changed. Answers whether it was new. */
    receive(message) {
      const isNew = upsert(message);
      if (isNew && !stuck) {
        missed += 1;
        showMissed();
      }
      return isNew;
    },

    /** A line that only this window shows, such as a command that nobody answered. */
    addNote(id, content, dismiss) {
      const article = h("article", { class: "message note ephemeral", tabindex: "-1", "data-message-id": id, "data-local": true },
        h("p", {}, content),
        h("p", { class: "only-you" }, "Only you can see this · ", h("button", { type: "button", class: "quiet", onclick: dismiss }, "Dismiss")));
      shown.set(id, { note: true, article });
      place(id, article);
      emptyNote();
      if (!stuck) {
        missed += 1;
        showMissed();
      }
    },

    /** Takes a message away; the focus that was in it goes to the log. */
    remove(id) {
      const known = shown.get(id);
      if (!known) return;
      const hadFocus = known.article.contains(document.activeElement);
      const below = known.article.nextElementSibling;
      known.article.remove();
      shown.delete(id);
      group(below);
      if (hadFocus) scroller.focus({ preventScroll: true });
      emptyNote();
    },

    /** Draws a message again because something outside it changed, such as the state of a press. */
    refresh(id) {
      const known = shown.get(id);
      if (known?.message) updateMessage(known.article, known.message, handlers);
    },
  };
}
