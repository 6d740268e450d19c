-- Sessions: what is said in them, where they are, who is in them, and what has yet to be sent.
-- Times are milliseconds since 1970. What a member does in a session, their token and their areas are sealed;
-- who rolls, breathes or watches shows in no column and no size.
ALTER TABLE server ADD COLUMN host_role INTEGER;
ALTER TABLE server ADD COLUMN read_aloud INTEGER NOT NULL DEFAULT 0 CHECK (read_aloud IN (0, 1));
ALTER TABLE server ADD COLUMN tidy INTEGER NOT NULL DEFAULT 0 CHECK (tidy IN (0, 1));

-- Areas that are off for today. Empty until it is written for the first time, for everybody alike.
ALTER TABLE member ADD COLUMN resting_sealed BLOB NOT NULL DEFAULT x'';

-- What is said, in every language, called after its own SHA-256: sessions of one routine share it.
CREATE TABLE timeline (
    timeline_key BLOB PRIMARY KEY NOT NULL CHECK (length(timeline_key) = 32),
    written TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    session_id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    routine_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    phase TEXT NOT NULL,
    wake_at INTEGER,
    ended_at INTEGER,
    read_aloud INTEGER NOT NULL CHECK (read_aloud IN (0, 1)),
    tidy INTEGER NOT NULL CHECK (tidy IN (0, 1)),
    sent INTEGER NOT NULL,
    card_message_id INTEGER,
    card_at INTEGER,
    timeline_key BLOB NOT NULL REFERENCES timeline,
    lead_sealed BLOB NOT NULL
) STRICT;
CREATE INDEX session_due ON session (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX session_of_server ON session (server_id) WHERE ended_at IS NULL;
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX session_of_timeline ON session (timeline_key);
-- One session at a time in each channel.
CREATE UNIQUE INDEX session_in_room ON session (room_id) WHERE ended_at IS NULL;

CREATE TABLE seat (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    member_key BLOB NOT NULL CHECK (length(member_key) = 32),
    seat_number INTEGER NOT NULL,
    attended_seconds INTEGER NOT NULL DEFAULT 0,
    sealed BLOB NOT NULL,
    PRIMARY KEY (session_id, member_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX seat_of_member ON seat (member_key);

-- What has yet to be sent. Facts that the whole room may know, so in the clear.
CREATE TABLE parcel (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    parcel_number INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (session_id, parcel_number)
) STRICT, WITHOUT ROWID;

-- The messages in which cues were said, to be deleted at the end where the server wants that.
CREATE TABLE said (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (session_id, message_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE host_log (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    line_number INTEGER NOT NULL,
    logged_at INTEGER NOT NULL,
    did TEXT NOT NULL,
    member_key BLOB,
    who_sealed BLOB,
    PRIMARY KEY (session_id, line_number)
) STRICT, WITHOUT ROWID;
CREATE INDEX host_log_of_member ON host_log (member_key) WHERE member_key IS NOT NULL;

-- What members say of themselves at the end. `used_day` is the day it was said on, for the year that it is kept.
CREATE TABLE check_in (
    member_key BLOB NOT NULL REFERENCES member ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    used_day INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (member_key, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX check_in_of_day ON check_in (used_day);
