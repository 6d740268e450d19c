// Asks the bot for choices while an option is typed: soon, but not at every key, and the latest question wins.
// It shows nothing; the answers go to whoever asked.

import { act, inWords } from "./api.js";

/** How long typing rests before the bot is asked. Ours. */
const DEBOUNCE_MS = 150;

/** One completer per message box. `answered(choices, error, key)` gets the answer to the latest question only. */
export function createCompleter(answered) {
  let timer = null;
  let underway = null;
  let latest = null;

  function stop() {
    clearTimeout(timer);
    underway?.abort();
    underway = null;
    latest = null;
  }

  async function send(person, deed, key) {
    const mine = new AbortController();
    underway = mine;
    try {
      const { choices, error } = await act(person, deed, mine.signal);
      if (latest === key) answered(choices ?? [], error, key);
    } catch (error) {
      if (latest === key && !mine.signal.aborted) answered([], inWords(error), key);
    }
  }

  return {
    stop,
    /** Asks, unless this very question is the latest already. */
    ask(person, deed) {
      const key = JSON.stringify([person, deed]);
      if (key === latest) return key;
      stop();
      latest = key;
      timer = setTimeout(() => send(person, deed, key), DEBOUNCE_MS);
      return key;
    },
  };
}
