// What this window knows of the rehearsal: who acts, in which language, the rooms, the people, the commands, the events.
// It only remembers; it asks nobody and draws nothing.

/** Filled by `learn`; read by everybody. */
export const world = {
  me: null,
  locale: "en-US",
  guild: null,
  app: { id: "0", name: "Unknot" },
  people: [],
  rooms: [],
  roles: [],
  commands: [],
  events: [],
  botOnline: false,
};

/** Takes in an answer of GET /view. */
export function learn(view) {
  world.me = view.me;
  world.locale = view.locale;
  world.guild = view.guild;
  world.app = view.app;
  world.people = view.people;
  world.rooms = view.rooms;
  // The @everyone role alone carries its sign in its name.
  world.roles = view.roles.map((role) => ({ ...role, name: role.name.replace(/^@/, "") }));
  world.commands = view.commands;
  world.events = view.events;
  world.botOnline = view.bot_online;
}

/** The room with this id, or nothing. */
export const roomById = (id) => world.rooms.find((room) => room.id === id);

/** The person with this id, or nothing. */
export const personById = (id) => world.people.find((person) => person.id === id);

/** A name for a user id: a person's, the bot's, or what the message itself brings along. */
export function userName(id, mentions = []) {
  if (id === world.app.id) return world.app.name;
  const known = personById(id);
  if (known) return known.name;
  const mentioned = mentions.find((user) => user.id === id);
  return mentioned ? mentioned.global_name || mentioned.username : null;
}

/** The name of a role, or nothing. */
export const roleName = (id) => world.roles.find((each) => each.id === id)?.name ?? null;

/** The chat-input commands that the person may use in this room. */
export function commandsIn(room) {
  if (!room || room.can_use_commands === false) return [];
  const usable = new Set(room.commands ?? world.commands.map((command) => command.id));
  return world.commands.filter((command) => (command.type ?? 1) === 1 && usable.has(command.id));
}

/** The rooms of the same guild, for channel options; `types` are Discord's channel types. */
export function channelsNear(room, types) {
  const kinds = { 0: "text", 2: "voice" };
  const wanted = types?.length ? types.map((type) => kinds[type]) : Object.values(kinds);
  return world.rooms.filter((each) => each.guild_id && each.guild_id === room?.guild_id && wanted.includes(each.kind));
}

/** The roles of the room's guild that a person can choose. */
export function rolesNear(room) {
  return room?.guild_id ? world.roles.filter((role) => role.guild_id === room.guild_id) : [];
}
