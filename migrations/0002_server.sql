-- What is set in a server. Nothing of a member stands here, and nothing that says who is in it.
-- `gone_day` is the day on which the bot was found to be removed; while it is in the server there is none.
CREATE TABLE server (
    server_id INTEGER PRIMARY KEY,
    adults_only INTEGER NOT NULL CHECK (adults_only IN (0, 1)),
    gone_day INTEGER
) STRICT;
