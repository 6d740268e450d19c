-- Group sessions: what everybody in the room may know of one stands in the clear, and so that it goes on after
-- the power was cut. Who does what there is sealed: no plain column, no row being there and no length tells it.
-- Times (`_at`) are whole milliseconds since 1970; finer parts are cut off.
ALTER TABLE server ADD host_role INTEGER;
ALTER TABLE server ADD read_aloud INTEGER NOT NULL DEFAULT 0 CHECK (read_aloud IN (0, 1));
ALTER TABLE server ADD tidy INTEGER NOT NULL DEFAULT 0 CHECK (tidy IN (0, 1));

-- Areas that are off for today. Empty bytes mean none; whatever is written from now on is of one length.
ALTER TABLE member ADD resting_sealed BLOB NOT NULL DEFAULT x'';

-- What is said in sessions, in every language, under the hash of its text: written once for all of them.
CREATE TABLE timeline (
    timeline_key BLOB PRIMARY KEY NOT NULL CHECK (length(timeline_key) = 32),
    written TEXT NOT NULL
) STRICT;

-- `has_tokens` says that somebody there was given something to be answered by, whatever it was for.
CREATE TABLE session (
    session_id INTEGER PRIMARY KEY,
    server_id INTEGER NOT NULL,
    room_id INTEGER NOT NULL,
    language TEXT NOT NULL,
    routine_id TEXT NOT NULL,
    plan TEXT NOT NULL,
    phase TEXT NOT NULL CHECK (phase IN ('lobby', 'rolling', 'paused', 'over')),
    starts_at INTEGER CHECK ((starts_at IS NOT NULL) = (phase = 'lobby')),
    anchor_at INTEGER CHECK ((anchor_at IS NOT NULL) = (phase = 'rolling')),
    cued INTEGER CHECK ((cued IS NOT NULL) = (phase IN ('rolling', 'paused'))),
    elapsed INTEGER CHECK ((elapsed IS NOT NULL) = (phase = 'paused')),
    resume_by_at INTEGER CHECK ((resume_by_at IS NOT NULL) = (phase = 'paused')),
    held TEXT CHECK ((held IS NOT NULL) = (phase = 'paused')),
    ending TEXT CHECK ((ending IS NOT NULL) = (phase = 'over')),
    ended_at INTEGER CHECK ((ended_at IS NOT NULL) = (phase = 'over')),
    wake_at INTEGER CHECK ((wake_at IS NULL) = (phase = 'over')),
    read_aloud INTEGER NOT NULL CHECK (read_aloud IN (0, 1)),
    tidy INTEGER NOT NULL CHECK (tidy IN (0, 1)),
    sent INTEGER NOT NULL,
    card_message_id INTEGER,
    card_at INTEGER CHECK ((card_at IS NULL) = (card_message_id IS NULL)),
    timeline_key BLOB NOT NULL REFERENCES timeline,
    lead_sealed BLOB NOT NULL,
    has_tokens INTEGER NOT NULL CHECK (has_tokens IN (0, 1)),
    opened_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_wake ON session (wake_at) WHERE wake_at IS NOT NULL;
CREATE INDEX session_server ON session (server_id) WHERE phase <> 'over';
-- No channel has two sessions at once.
CREATE UNIQUE INDEX session_room ON session (room_id) WHERE phase <> 'over';
CREATE INDEX session_tokens ON session (session_id) WHERE has_tokens = 1;
CREATE INDEX session_ended ON session (ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX session_timeline ON session (timeline_key);

-- `seat_number` is the order in which they came; a seat that is taken anew keeps it.
CREATE TABLE seat (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    member_key BLOB NOT NULL CHECK (length(member_key) = 32),
    seat_number INTEGER NOT NULL,
    attended_seconds INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (session_id, member_key)
) STRICT;

CREATE INDEX seat_member ON seat (member_key);

-- What was not sent yet.
CREATE TABLE parcel (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    number INTEGER NOT NULL,
    what TEXT NOT NULL,
    place INTEGER,
    missed INTEGER,
    held TEXT,
    line_until_at INTEGER,
    due_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;

-- The messages in which cues were said.
CREATE TABLE said (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    message_id INTEGER NOT NULL,
    PRIMARY KEY (session_id, message_id)
) STRICT, WITHOUT ROWID;

-- What was done to a session. What it was is sealed together with who did it, since "I stopped" is a line too.
CREATE TABLE host_log (
    session_id INTEGER NOT NULL REFERENCES session ON DELETE CASCADE,
    line_number INTEGER NOT NULL,
    done_at INTEGER NOT NULL,
    member_key BLOB CHECK (length(member_key) = 32),
    sealed BLOB NOT NULL,
    PRIMARY KEY (session_id, line_number)
) STRICT, WITHOUT ROWID;

CREATE INDEX host_log_member ON host_log (member_key) WHERE member_key IS NOT NULL;

-- How somebody said that they feel. Outlives its session.
CREATE TABLE check_in (
    member_key BLOB NOT NULL REFERENCES member ON DELETE CASCADE,
    session_id INTEGER NOT NULL,
    said_day INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (member_key, session_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX check_in_day ON check_in (said_day);
