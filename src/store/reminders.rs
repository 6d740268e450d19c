//! What is asked of the tables of reminders: what members asked for, what is due to them, and what was sent.
//!
//! In the clear but for whose it is: nothing of it says anything about anybody's health.

use chrono::TimeDelta;
use rusqlite::{OptionalExtension, Params, Row, params};

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, millis, moment, open_user, unreadable};
use super::seal::MemberKey;
use super::sessions::{is_unread, session_id, session_row};
use super::slip::{self, name, named};
use crate::domain::{
    Diary, DueReminder, Occasion, Reminder, ReminderId, Reminders, Sent, Span, ThroughDay,
    TimeOfDay, Timestamp, UserId,
};

/// What a drink that was logged is called beside what was sent.
const DRINK: &str = "drink";
/// For how long it is kept what was sent and logged (PRODUCT, what gets stored).
const DIARY_KEPT: TimeDelta = TimeDelta::days(30);
/// No day is longer, however clocks are set.
const DAY_AT_MOST: TimeDelta = TimeDelta::hours(26);
/// How many are deleted in one go, so that nobody waits for a sweep.
const SWEPT_MAX: usize = 500;

impl Rows<'_> {
    /// What somebody asked to be reminded of.
    pub(super) fn reminders(&self, key: &MemberKey) -> Result<Option<Reminders>, StoreFault> {
        let sql = "SELECT language, after_minutes, every_minutes, from_minute, to_minute,
                   quiet_from_minute, quiet_to_minute, check_in_minute, is_closed
                   FROM reminder_wish WHERE member_key = ?1";
        let read = self.query_row(sql, [key.0], read_reminders).optional();
        read.map_err(fault)?.transpose()
    }

    /// This takes the place of what they asked for before; nothing of it where there is none.
    pub(super) fn put_reminders(
        &self,
        key: &MemberKey,
        it: Option<&Reminders>,
    ) -> Result<(), StoreFault> {
        let Some(it) = it else {
            let sql = "DELETE FROM reminder_wish WHERE member_key = ?1";
            self.is_removed(self.execute(sql, [key.0]).map_err(fault)?);
            return Ok(());
        };
        // Taken apart, so that a new field does not compile before it is kept too.
        let Reminders {
            language,
            after_minutes,
            through_day,
            quiet: Span { from, to },
            check_in,
            is_closed,
        } = it;
        self.execute(
            "INSERT OR REPLACE INTO reminder_wish (member_key, language, after_minutes, every_minutes,
             from_minute, to_minute, quiet_from_minute, quiet_to_minute, check_in_minute, is_closed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                key.0,
                language.code(),
                after_minutes,
                through_day.map(|it| it.every_minutes),
                through_day.map(|it| it.from.minutes()),
                through_day.map(|it| it.to.minutes()),
                from.minutes(),
                to.minutes(),
                check_in.map(TimeOfDay::minutes),
                is_closed,
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// The same for somebody of whom something is kept.
    pub(super) fn put_wish(&self, user: UserId, it: &Reminders) -> Result<(), StoreFault> {
        self.put_reminders(&self.sealer.name(user), Some(it))
    }

    /// This is due to them, beside what is being sent: in place of what was due for the same reason; of those
    /// after sessions after the same one, and of questions on the next day at the same time.
    pub(super) fn put_reminder(&self, user: UserId, it: Reminder) -> Result<(), StoreFault> {
        let Reminder {
            occasion,
            at,
            session,
        } = it;
        let key = self.sealer.name(user);
        let named = name(Occasion::ALL, &occasion).map_err(|_| unreadable())?;
        let session = session.map(session_row);
        let sql =
            "DELETE FROM reminder WHERE member_key = ?1 AND occasion = ?2 AND sending_at IS NULL
                   AND CASE occasion WHEN 'after_session' THEN session_id IS ?3
                                     WHEN 'check_in' THEN due_at = ?4 ELSE TRUE END";
        self.execute(sql, params![key.0, named, session, millis(at)])
            .map_err(fault)?;
        let sql = "INSERT INTO reminder (member_key, occasion, session_id, due_at, wake_at)
                   VALUES (?1, ?2, ?3, ?4, ?4)";
        let put = self.execute(sql, params![key.0, named, session, millis(at)]);
        put.map(|_| ()).map_err(fault)
    }

    /// None for this reason is due to them any more.
    pub(super) fn drop_reminders(
        &self,
        user: UserId,
        occasion: Occasion,
    ) -> Result<(), StoreFault> {
        let sql = "DELETE FROM reminder WHERE member_key = ?1 AND occasion = ?2";
        let occasion = name(Occasion::ALL, &occasion).map_err(|_| unreadable())?;
        let dropped = self.execute(sql, params![self.sealer.name(user).0, occasion]);
        self.is_removed(dropped.map_err(fault)?);
        Ok(())
    }

    /// What somebody had deleted is not to stay readable in the database's log.
    fn is_removed(&self, rows: usize) {
        if rows != 0 {
            self.removed.set(true);
        }
    }

    /// When the next one is to be looked at.
    pub(super) fn next_reminder(&self) -> Result<Option<Timestamp>, StoreFault> {
        let read = self.query_row("SELECT min(wake_at) FROM reminder", [], |row| row.get(0));
        let wake: Option<i64> = read.map_err(fault)?;
        wake.map(moment).transpose()
    }

    /// Those that are to be looked at by now, the earliest first. One that does not open goes: it would be
    /// due for ever.
    pub(super) fn due_reminders(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DueReminder>, StoreFault> {
        let which = "wake_at <= ?1 ORDER BY wake_at, reminder_id LIMIT ?2";
        let mut statement = self.prepare(&DueRow::selected(which)).map_err(fault)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let read = statement.query_map(params![millis(now), limit], DueRow::read);
        let rows: Vec<DueRow> = read.and_then(Iterator::collect).map_err(fault)?;
        let mut due = Vec::new();
        for row in rows {
            match self.due_reminder(now, &row) {
                Ok(it) => due.push(it),
                Err(fault) if is_unread(&fault) => {
                    tracing::error!(%fault, "a reminder does not open; it is dropped");
                    self.drop_reminder(row.id)?;
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(due)
    }

    /// One of them as it stands now, whenever it is looked at; none where it is not there any more.
    pub(super) fn reminder(
        &self,
        now: Timestamp,
        id: ReminderId,
    ) -> Result<Option<DueReminder>, StoreFault> {
        let sql = DueRow::selected("reminder_id = ?1");
        let read = self.query_row(&sql, [reminder_row(id)], DueRow::read);
        let row = read.optional().map_err(fault)?;
        row.map(|row| self.due_reminder(now, &row)).transpose()
    }

    fn due_reminder(&self, now: Timestamp, row: &DueRow) -> Result<DueReminder, StoreFault> {
        let user = open_user(self.sealer, &row.key, &row.user_sealed)?;
        let member = self.member(user)?.ok_or_else(unreadable)?;
        let mut sent = self.reminded(&row.key, now - DAY_AT_MOST)?.0;
        sent.extend(self.sending(&row.key, row.id)?);
        let occasion = named(Occasion::ALL, &row.occasion).map_err(|_| unreadable())?;
        Ok(DueReminder {
            id: row.id,
            user,
            member,
            reminder: Reminder {
                occasion,
                at: moment(row.due_at)?,
                session: row.session.map(session_id),
            },
            sending: row.sending_at.map(moment).transpose()?,
            sent,
        })
    }

    /// What is on its way to somebody, but for this.
    fn sending(&self, key: &MemberKey, but: ReminderId) -> Result<Vec<Sent>, StoreFault> {
        let sql = "SELECT sending_at, occasion FROM reminder
                   WHERE member_key = ?1 AND sending_at IS NOT NULL AND reminder_id <> ?2";
        Ok(self.sent_rows(sql, params![key.0, reminder_row(but)])?.0)
    }

    /// What somebody was sent since then, and the drinks that they logged, the oldest first.
    fn reminded(&self, key: &MemberKey, since: Timestamp) -> Result<SentAndDrinks, StoreFault> {
        let sql =
            "SELECT at, what FROM diary_line WHERE member_key = ?1 AND ?2 <= at ORDER BY at, what";
        self.sent_rows(sql, params![key.0, millis(since)])
    }

    fn sent_rows(&self, sql: &str, row: impl Params) -> Result<SentAndDrinks, StoreFault> {
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map(row, |row| Ok((row.get(0)?, row.get(1)?)));
        let read: Result<Vec<(i64, String)>, _> = read.and_then(Iterator::collect);
        let (mut sent, mut drinks) = (Vec::new(), Vec::new());
        for (at, what) in read.map_err(fault)? {
            let at = moment(at)?;
            match named(Occasion::ALL, &what) {
                Ok(occasion) => sent.push(Sent { occasion, at }),
                Err(_) => drinks.push(at),
            }
        }
        Ok((sent, drinks))
    }

    /// What is kept of somebody's drinks and reminders since then.
    pub(super) fn diary(&self, user: UserId, since: Timestamp) -> Result<Diary, StoreFault> {
        let key = self.sealer.name(user);
        let (mut sent, drinks) = self.reminded(&key, since)?;
        sent.extend(
            self.sent_rows(
                "SELECT sending_at, occasion FROM reminder
             WHERE member_key = ?1 AND sending_at IS NOT NULL ORDER BY sending_at",
                [key.0],
            )?
            .0,
        );
        let due = self.sent_rows(
            "SELECT due_at, occasion FROM reminder
             WHERE member_key = ?1 AND sending_at IS NULL ORDER BY due_at",
            [key.0],
        )?;
        let due = due.0.iter().map(|it| (it.occasion, it.at)).collect();
        Ok(Diary { sent, drinks, due })
    }

    /// Whether somebody's reminders have ended because of closed direct messages, and they do not know yet.
    pub(super) fn is_closed(&self, user: UserId) -> Result<bool, StoreFault> {
        let sql = "SELECT is_closed FROM reminder_wish WHERE member_key = ?1";
        let read = self.query_row(sql, [self.sealer.name(user).0], |row| row.get(0));
        Ok(read.optional().map_err(fault)?.unwrap_or(false))
    }

    pub(super) fn closed_said(&self, user: UserId) -> Result<(), StoreFault> {
        let sql = "UPDATE reminder_wish SET is_closed = 0 WHERE member_key = ?1";
        let said = self.execute(sql, [self.sealer.name(user).0]);
        said.map(|_| ()).map_err(fault)
    }

    /// It is being sent. Until it is known what became of that it is not looked at for a while.
    pub(super) fn reminding(
        &self,
        id: ReminderId,
        at: Timestamp,
        again_at: Timestamp,
    ) -> Result<(), StoreFault> {
        let sql = "UPDATE reminder SET sending_at = ?2, wake_at = ?3 WHERE reminder_id = ?1";
        let row = params![reminder_row(id), millis(at), millis(again_at)];
        self.execute(sql, row).map(|_| ()).map_err(fault)
    }

    pub(super) fn remind_later(
        &self,
        id: ReminderId,
        at: Timestamp,
        is_tried: bool,
    ) -> Result<(), StoreFault> {
        let sql = "UPDATE reminder SET wake_at = ?2, sending_at = iif(?3, sending_at, NULL)
                   WHERE reminder_id = ?1";
        let row = params![reminder_row(id), millis(at), is_tried];
        self.execute(sql, row).map(|_| ()).map_err(fault)
    }

    pub(super) fn drop_reminder(&self, id: ReminderId) -> Result<(), StoreFault> {
        let sql = "DELETE FROM reminder WHERE reminder_id = ?1";
        let dropped = self.execute(sql, [reminder_row(id)]);
        dropped.map(|_| ()).map_err(fault)
    }

    pub(super) fn put_reminded(&self, user: UserId, sent: Sent) -> Result<(), StoreFault> {
        let what = name(Occasion::ALL, &sent.occasion).map_err(|_| unreadable())?;
        self.put_in_diary(user, sent.at, what)
    }

    pub(super) fn put_drink(&self, user: UserId, at: Timestamp) -> Result<(), StoreFault> {
        self.put_in_diary(user, at, DRINK)
    }

    /// Of whom nothing is kept any more, nothing is kept because something was on its way to them.
    fn put_in_diary(&self, user: UserId, at: Timestamp, what: &str) -> Result<(), StoreFault> {
        let sql = "INSERT OR IGNORE INTO diary_line (member_key, at, what)
                   SELECT member_key, ?2, ?3 FROM member WHERE member_key = ?1";
        let put = self.execute(sql, params![self.sealer.name(user).0, millis(at), what]);
        put.map(|_| ()).map_err(fault)
    }

    /// Deletes some of what was sent or logged 30 days ago. How much; whether there may be more.
    pub(super) fn sweep_reminded(&self, now: Timestamp) -> Result<(usize, bool), StoreFault> {
        let sql = "DELETE FROM diary_line WHERE (member_key, at, what) IN
                   (SELECT member_key, at, what FROM diary_line WHERE at <= ?1 ORDER BY at LIMIT ?2)";
        let limit = i64::try_from(SWEPT_MAX).expect("a small number");
        let deleted = self.execute(sql, params![millis(now - DIARY_KEPT), limit]);
        let deleted = deleted.map_err(fault)?;
        self.is_removed(deleted);
        Ok((deleted, deleted == SWEPT_MAX))
    }
}

/// What somebody was sent, and when they logged a drink.
type SentAndDrinks = (Vec<Sent>, Vec<Timestamp>);

/// A row that is due, as it stands there.
struct DueRow {
    id: ReminderId,
    occasion: String,
    session: Option<i64>,
    due_at: i64,
    sending_at: Option<i64>,
    key: MemberKey,
    user_sealed: Vec<u8>,
}

impl DueRow {
    /// The statement that reads these.
    fn selected(which: &str) -> String {
        format!(
            "SELECT reminder_id, occasion, session_id, due_at, sending_at, member_key, user_sealed
             FROM reminder JOIN member USING (member_key) WHERE {which}"
        )
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: ReminderId::new(row.get::<_, i64>(0)?.cast_unsigned()),
            occasion: row.get(1)?,
            session: row.get(2)?,
            due_at: row.get(3)?,
            sending_at: row.get(4)?,
            key: MemberKey(row.get(5)?),
            user_sealed: row.get(6)?,
        })
    }
}

fn reminder_row(id: ReminderId) -> i64 {
    id.get().cast_signed()
}

fn read_reminders(row: &Row<'_>) -> rusqlite::Result<Result<Reminders, StoreFault>> {
    let language: String = row.get(0)?;
    let minutes = [
        row.get(1)?,
        row.get(2)?,
        row.get(3)?,
        row.get(4)?,
        row.get(7)?,
    ];
    let is_closed: bool = row.get(8)?;
    let quiet: [Option<u16>; 2] = [row.get(5)?, row.get(6)?];
    let read = || {
        let [after_minutes, every, from, to, check_in] = minutes;
        let through_day = match (every, from, to) {
            (Some(every_minutes), Some(from), Some(to)) => Some(ThroughDay {
                every_minutes,
                from: time(from)?,
                to: time(to)?,
            }),
            _ => None,
        };
        let [Some(from), Some(to)] = quiet else {
            return Err(unreadable());
        };
        Ok(Reminders {
            language: slip::language(&language).map_err(|_| unreadable())?,
            after_minutes,
            through_day,
            quiet: Span {
                from: time(from)?,
                to: time(to)?,
            },
            check_in: check_in.map(time).transpose()?,
            is_closed,
        })
    };
    Ok(read())
}

fn time(minutes: u16) -> Result<TimeOfDay, StoreFault> {
    TimeOfDay::from_minutes(minutes).ok_or_else(unreadable)
}
