// The two choices of language: what the person's Discord speaks, and what the server does.
// It keeps neither; the stand-in remembers them, and says what they are.

import { byId, h } from "./dom.js";
import { world } from "./world.js";

/** A few of Discord's languages, by the names its own settings give them. */
const LANGUAGES = {
  "en-US": "English, US",
  "en-GB": "English, UK",
  "es-ES": "Español",
  "es-419": "Español de Latinoamérica",
  fr: "Français",
  de: "Deutsch",
};

/** Shows both choices; `choose({ locale, guild? })` is asked for another, the server's where `guild` is named. */
export function showLanguages(choose) {
  fill(byId("language"), world.locale, (locale) => choose({ locale }));
  const { guild } = world;
  byId("guild-language-choice").hidden = !guild;
  if (!guild) return;
  byId("guild-language-label").textContent = `Language of ${guild.name}`;
  byId("guild-language-note").textContent = guild.can_manage ? "" : "Only those who manage it choose this.";
  const select = byId("guild-language");
  select.disabled = !guild.can_manage;
  fill(select, guild.locale, (locale) => choose({ locale, guild: guild.id }));
}

/** Drawn anew only where something differs, so that an open list stays open. */
function fill(select, locale, choose) {
  // One that the page does not offer may have been set from elsewhere.
  const offered = { ...LANGUAGES, [locale]: LANGUAGES[locale] ?? locale };
  const codes = Object.keys(offered);
  if (codes.join() !== [...select.options].map((option) => option.value).join()) {
    select.replaceChildren(...codes.map((code) => h("option", { value: code, lang: code }, offered[code])));
  }
  select.value = locale;
  select.dataset.locale = locale;
  select.onchange = () => choose(select.value);
}
