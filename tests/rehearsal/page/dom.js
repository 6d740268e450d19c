// Makes DOM nodes from plain values.
// It never parses text as HTML, so nothing a message says can become markup.

/** An element: `h("p", { class: "note", onclick: f }, "text", child)`. Empty children and attributes are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** An SVG element, for the few drawings of the page itself. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** The element with this id, which index.html is known to hold. */
export function byId(id) {
  return document.getElementById(id);
}

/** A colour of ours as CSS: Discord gives numbers, people carry strings, 0 means none. */
export function cssColor(color) {
  if (typeof color === "number") return color === 0 ? null : `#${color.toString(16).padStart(6, "0")}`;
  return /^#[0-9a-f]{3,8}$/i.test(color ?? "") ? color : null;
}

/** The round mark beside a name: the bot's knot, or a person's first letter on their colour. */
export function avatar(name, color, isBot) {
  const mark = h("span", { class: isBot ? "avatar bot" : "avatar", "aria-hidden": "true" });
  if (isBot) {
    mark.append(svg("svg", { viewBox: "0 0 32 32" }, svg("path", { d: "M3 21c7 0 9-12 15-12a5.5 5.5 0 0 1 0 11C12 20 13 9 29 9" })));
  } else {
    mark.append([...(name || "?")][0].toUpperCase());
    const own = cssColor(color);
    if (own) mark.style.setProperty("--own", own);
  }
  return mark;
}

const announceAt = () => byId("announce");

/** Says one thing to screen readers, without moving the focus. */
export function announce(text) {
  const line = announceAt();
  if (line.textContent !== text) line.textContent = text;
}
