// Shows the messages of one room, in order, and keeps the reader's place.
// It asks nobody: messages and events are handed to it, and presses are handed on.

import { byId, h } from "./dom.js";
import { drawMessage, updateMessage } from "./message.js";
import { isBefore, snowflakeTime } from "./time.js";

/** Ours, as many as the stand-in keeps of a room. */
const MESSAGES_SHOWN_MAX = 300;
/** Ours: nearer than this is at the bottom, and messages later than that stand apart. */
const NEAR_BOTTOM_PX = 48;
const TOGETHER_MS_MAX = 5 * 60 * 1000;

/** The log of the page. */
export class Log {
  #scroller = byId("log");
  #list = h("div", { class: "log-list" });
  #more = byId("new-messages");
  /** What is shown by its id: `{ message, article }`, or `{ note, article }` for a line of this window. */
  #shown = new Map();
  #handlers;
  /** Whether the reader is at the bottom, and so wants to stay there. */
  #stuck = true;
  #missed = 0;
  /**
   * The sizes as the reader last saw them. A scroll event that comes before a change of size was dealt with is
   * not the reader's doing, and must not take them away from the bottom.
   */
  #seen = "";
  /** The frame that will show the bottom again, if one is due. */
  #following = null;

  /** `handlers` are what the controls in the messages do. */
  constructor(handlers) {
    this.#handlers = handlers;
    this.#scroller.append(this.#list);
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    this.#more.addEventListener("click", () => {
      this.#toBottom();
      this.#scroller.focus({ preventScroll: true });
    });
    // Pictures change the height after their message was added; who reads at the bottom stays there.
    const keepPlace = new ResizeObserver(() => {
      if (this.#stuck) this.#toBottom();
      this.#seen = this.#sizes();
    });
    keepPlace.observe(this.#list);
    keepPlace.observe(this.#scroller);
  }

  #sizes() {
    return `${this.#scroller.scrollHeight}/${this.#scroller.clientHeight}`;
  }

  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    if (scrollHeight - scrollTop - clientHeight < NEAR_BOTTOM_PX) this.#stuck = true;
    else if (this.#following === null && this.#sizes() === this.#seen) this.#stuck = false;
    if (this.#stuck) this.#setMissed(0);
  }

  #toBottom() {
    this.#stuck = true;
    this.#setMissed(0);
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
  }

  #setMissed(count) {
    this.#missed = count;
    this.#more.hidden = count === 0;
    this.#more.textContent = count > 1 ? `${count} new messages` : "New messages";
  }

  /** A message was added: the reader at the bottom follows, any other is told. */
  #added() {
    if (!this.#stuck) return this.#setMissed(this.#missed + 1);
    // Once a frame is enough, and the sizes alone would not tell: an old message may have left as the new one came.
    this.#following ??= requestAnimationFrame(() => {
      this.#following = null;
      this.#toBottom();
    });
  }

  /** Puts an article where its id belongs; nearly always that is the end. */
  #place(id, article) {
    let after = this.#list.lastElementChild;
    while (after && isBefore(id, after.dataset.messageId ?? "0")) after = after.previousElementSibling;
    if (after) after.after(article);
    else this.#list.prepend(article);
    this.#group(article);
    this.#group(article.nextElementSibling);
    this.#sayWhetherEmpty();
  }

  /** A message soon after one by the same author stands under it without repeating who speaks. */
  #group(article) {
    const above = article?.previousElementSibling;
    const follows = above && article.dataset.author && article.dataset.author === above.dataset.author
      && !article.hasAttribute("data-answers") && ![article, above].some((each) => each.classList.contains("pinged"))
      && article.dataset.ephemeral === above.dataset.ephemeral
      && snowflakeTime(article.dataset.messageId) - snowflakeTime(above.dataset.messageId) < TOGETHER_MS_MAX;
    article?.classList.toggle("follows", Boolean(follows));
  }

  #sayWhetherEmpty() {
    this.#list.querySelector(".empty")?.remove();
    if (this.#shown.size === 0) this.#list.append(h("p", { class: "empty", "data-message-id": "0" }, "Nothing has been said here yet."));
  }

  /** Lets the oldest go, but never from under somebody who reads back. */
  #trim() {
    if (!this.#stuck) return;
    for (const [id, { article }] of this.#shown) {
      if (this.#shown.size <= MESSAGES_SHOWN_MAX) break;
      article.remove();
      this.#shown.delete(id);
    }
  }

  /** Adds a message or brings it up to date; answers whether it was new. */
  #upsert(message) {
    const known = this.#shown.get(message.id);
    if (known) {
      known.message = message;
      updateMessage(known.article, message, this.#handlers);
      this.#group(known.article);
      return false;
    }
    const article = drawMessage(message, this.#handlers);
    this.#shown.set(message.id, { message, article });
    this.#place(message.id, article);
    this.#trim();
    return true;
  }

  /** Shows a room from the start: what was there goes, the end comes into view. */
  open(roomName, messages) {
    // The log is busy until drawn, so that opening a room does not read a hundred messages aloud.
    this.#scroller.setAttribute("aria-busy", "true");
    this.#scroller.setAttribute("aria-label", `Messages in ${roomName}`);
    this.#list.replaceChildren();
    this.#shown.clear();
    for (const message of messages) this.#upsert(message);
    this.#sayWhetherEmpty();
    this.#toBottom();
    requestAnimationFrame(() => this.#scroller.removeAttribute("aria-busy"));
  }

  /** Brings the room up to date after a gap, keeping the place and what only this page knows. */
  catchUp(messages) {
    const there = new Set(messages.map((message) => message.id));
    for (const [id, { note }] of [...this.#shown]) if (!there.has(id) && !note) this.remove(id);
    for (const message of messages) this.receive(message);
  }

  /** A message was written or changed. Answers whether it was new. */
  receive(message) {
    const isNew = this.#upsert(message);
    if (isNew) this.#added();
    return isNew;
  }

  /** A line that only this window shows, such as a command that nobody answered. */
  addNote(id, content, dismiss) {
    const article = h("article", { class: "message note ephemeral", tabindex: "-1", "data-message-id": id, "data-local": true },
      h("p", {}, content),
      h("p", { class: "only-you" }, "Only you can see this · ", h("button", { type: "button", class: "quiet", onclick: dismiss }, "Dismiss")));
    this.#shown.set(id, { note: true, article });
    this.#place(id, article);
    this.#added();
  }

  /** Takes a message away; the focus that was in it goes to the log. */
  remove(id) {
    const known = this.#shown.get(id);
    if (!known) return;
    const hadFocus = known.article.contains(document.activeElement);
    const below = known.article.nextElementSibling;
    known.article.remove();
    this.#shown.delete(id);
    this.#group(below);
    this.#sayWhetherEmpty();
    if (hadFocus) this.#scroller.focus({ preventScroll: true });
  }

  /** Draws a message again because something outside it changed, such as the state of a press. */
  refresh(id) {
    const known = this.#shown.get(id);
    if (known?.message) updateMessage(known.article, known.message, this.#handlers);
  }
}
