-- What members asked to be reminded of, what is due to them, and what was sent. `is_closed`: all of it ended
-- because their direct messages are closed, which they do not know yet. By their key, and in the clear:
-- nothing of it says anything about anybody's health.
-- Times (`_at`) are whole milliseconds since 1970; minutes are those of a day, where the member lives.
CREATE TABLE reminder_wish (
    member_key BLOB PRIMARY KEY NOT NULL REFERENCES member ON DELETE CASCADE,
    language TEXT NOT NULL,
    after_minutes INTEGER,
    every_minutes INTEGER,
    from_minute INTEGER,
    to_minute INTEGER,
    quiet_from_minute INTEGER NOT NULL,
    quiet_to_minute INTEGER NOT NULL,
    check_in_minute INTEGER,
    is_closed INTEGER NOT NULL CHECK (is_closed IN (0, 1)),
    CHECK ((every_minutes IS NULL) = (from_minute IS NULL)),
    CHECK ((every_minutes IS NULL) = (to_minute IS NULL))
) STRICT, WITHOUT ROWID;

-- `wake_at` is when it is looked at next: when it is due, or later where it has to wait. `sending_at` is since
-- when it is being sent; it stays until it is known what became of that. No id is given out twice: what became of
-- one that is gone by then touches no other.
CREATE TABLE reminder (
    reminder_id INTEGER PRIMARY KEY AUTOINCREMENT,
    member_key BLOB NOT NULL REFERENCES member ON DELETE CASCADE,
    occasion TEXT NOT NULL CHECK (occasion IN ('through_day', 'after_session', 'snoozed', 'check_in')),
    session_id INTEGER,
    due_at INTEGER NOT NULL,
    wake_at INTEGER NOT NULL,
    sending_at INTEGER
) STRICT;

CREATE INDEX reminder_wake ON reminder (wake_at);
CREATE INDEX reminder_member ON reminder (member_key);

-- What was sent, by its occasion, and the drinks that were logged (`drink`). Gone after 30 days.
CREATE TABLE diary_line (
    member_key BLOB NOT NULL REFERENCES member ON DELETE CASCADE,
    at INTEGER NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (member_key, at, what)
) STRICT, WITHOUT ROWID;

CREATE INDEX diary_line_at ON diary_line (at);
