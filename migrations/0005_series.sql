-- Series of sessions, and what of Discord's own events is ours. Nobody stands in here: who scheduled something,
-- and who is interested in an event, is not kept.
-- Times (`_at`) are whole milliseconds since 1970; `local` is what a rule says, in whole seconds as if in UTC.
ALTER TABLE server ADD zone TEXT;
ALTER TABLE server ADD default_room INTEGER;
ALTER TABLE server ADD lobby_minutes INTEGER CHECK (lobby_minutes BETWEEN 1 AND 60);
ALTER TABLE server ADD language TEXT;

-- In which time zone a member lives, where they said so.
ALTER TABLE member ADD zone TEXT;

ALTER TABLE session ADD origin TEXT NOT NULL DEFAULT 'host' CHECK (origin IN ('host', 'series', 'series_late'));
-- Whose session it is to lead, so that it is nobody's once they wish to be forgotten.
ALTER TABLE session ADD lead_key BLOB CHECK (length(lead_key) = 32);
CREATE INDEX session_lead ON session (lead_key) WHERE lead_key IS NOT NULL;

-- `wake_at` is when the series is looked at next; none while the bot is not in the server.
CREATE TABLE series (
    series_id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    routine_id TEXT NOT NULL,
    rule TEXT NOT NULL,
    next_local INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    opens_at INTEGER NOT NULL,
    wake_at INTEGER
) STRICT;

CREATE INDEX series_wake ON series (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX series_server ON series (server_id);

-- Sessions of a series that do not take place.
CREATE TABLE cancelled (
    series_id INTEGER NOT NULL REFERENCES series ON DELETE CASCADE,
    local INTEGER NOT NULL,
    PRIMARY KEY (series_id, local)
) STRICT, WITHOUT ROWID;

-- Discord's event for a session: what it is there, and what it is to be. `try_at` is when something is done about
-- it; none where nothing has to be.
CREATE TABLE native_event (
    session_id INTEGER PRIMARY KEY,
    series_id INTEGER NOT NULL,
    local INTEGER NOT NULL,
    server_id INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    routine_id TEXT NOT NULL,
    at INTEGER NOT NULL,
    wants TEXT NOT NULL CHECK (wants IN ('scheduled', 'active', 'completed', 'cancelled')),
    event_id INTEGER,
    state TEXT CHECK ((state IS NULL) = (event_id IS NULL)),
    is_stale INTEGER NOT NULL CHECK (is_stale IN (0, 1)),
    fault TEXT,
    try_at INTEGER
) STRICT;

CREATE INDEX native_event_try ON native_event (try_at) WHERE try_at IS NOT NULL;
CREATE UNIQUE INDEX native_event_id ON native_event (event_id) WHERE event_id IS NOT NULL;
CREATE INDEX native_event_server ON native_event (server_id);
CREATE INDEX native_event_series ON native_event (series_id);
