// Speaks the page's protocol: four requests and one stream of events.
// It keeps no state of the world and draws nothing.

/** What the stand-in said no to, in a sentence for the person. */
class Refused extends Error {}

/** What to tell the person about a request that failed. */
export const inWords = (error) => (error instanceof Refused ? error.message : `This page made a mistake: ${error}`);

async function json(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused("The rehearsal cannot be reached. Nothing was sent.");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error || `The rehearsal answered ${response.status}.`);
  return body;
}

const as = (person) => `as=${encodeURIComponent(person)}`;

/** Everybody who can be acted as. */
export const fetchPeople = () => json("/people");

/** The world as this person sees it. */
export const fetchView = (person) => json(`/view?${as(person)}`);

/** The messages of a room that this person may see, oldest first. */
export const fetchMessages = async (person, room) =>
  (await json(`/rooms/${encodeURIComponent(room)}/messages?${as(person)}`)).messages;

/** Does something in this person's name; `signal` lets a newer request replace an older one. */
export const act = (person, deed, signal) =>
  json(`/act?${as(person)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(deed),
    signal,
  });

/** How soon, and at most how late, a lost stream is tried again. Ours. */
const RETRY_MS_MIN = 500;
const RETRY_MS_MAX = 8000;

/**
 * Listens to what happens for this person until `close()`.
 *
 * `opened` is called at each connection, the first one included: what happened in between is not
 * replayed, so whoever listens fetches again what it shows. The browser gives up on an HTTP error, so
 * the retrying is done here.
 */
export function listen(person, { opened, heard, lost }) {
  let source = null;
  let timer = null;
  let wait = RETRY_MS_MIN;
  const connect = () => {
    source = new EventSource(`/events?${as(person)}`);
    source.onopen = () => {
      wait = RETRY_MS_MIN;
      opened();
    };
    source.onmessage = (event) => heard(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      lost();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, RETRY_MS_MAX);
    };
  };
  connect();
  return {
    close() {
      clearTimeout(timer);
      source.close();
    },
  };
}

/**
 * The address of a picture or file as this page can load it.
 *
 * Attachments carry Discord's address or the stand-in's full one; only the path leads to the bytes here.
 */
export function localAddress(url) {
  if (!url) return null;
  try {
    const address = new URL(url, location.href);
    if (address.pathname.startsWith("/attachments/")) return address.pathname + address.search;
    return ["http:", "https:", "data:"].includes(address.protocol) ? address.href : null;
  } catch {
    return null;
  }
}
