-- Who is kept, and what their screening left behind.
-- A plain column never depends on an outcome: an expiry beside the day of use would tell it. Neither does the
-- presence of a row: what has expired is sealed anew as nothing, in the same size.
CREATE TABLE member (
    member_key BLOB PRIMARY KEY NOT NULL CHECK (length(member_key) = 32),
    user_sealed BLOB NOT NULL,
    dm_consent_sealed BLOB NOT NULL,
    used_day INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE clearance (
    member_key BLOB PRIMARY KEY NOT NULL REFERENCES member ON DELETE CASCADE,
    sealed BLOB NOT NULL
) STRICT;

-- A text that everybody knows, sealed: by it a wrong key is recognised before anything is written.
CREATE TABLE seal (
    seal_id INTEGER PRIMARY KEY CHECK (seal_id = 1),
    sealed BLOB NOT NULL
) STRICT;
