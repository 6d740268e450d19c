-- What a session had come to when it ended, so that its recap is true of one that was stopped early; and cues
-- that never reached their room, so that the next one can say how many there were.
ALTER TABLE session ADD ended_cued INTEGER;
ALTER TABLE session ADD ended_rolled INTEGER;
ALTER TABLE session ADD unheard_since_at INTEGER;
ALTER TABLE session ADD unheard_from INTEGER;
ALTER TABLE session ADD unheard_cues INTEGER;
