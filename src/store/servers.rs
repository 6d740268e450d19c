//! What is asked of the table of servers: what is set there, and which of them the bot has left.
//!
//! Knows no member. What is set says nothing of anybody, so it stands in the clear.

use rusqlite::{OptionalExtension, params};

use super::StoreFault;
use super::connection::fault;
use super::rows::{Rows, day};
use super::slip::language;
use crate::domain::{Language, RoleId, RoomId, Server, ServerId, Timestamp, Zone};

/// How many days after the bot was removed what was set is deleted (PRODUCT, what gets stored).
const GONE_DAYS_MAX: i64 = 30;

impl Rows<'_> {
    /// What is set in a server; nothing where nothing ever was, or it is gone.
    pub(super) fn server(&self, server: ServerId) -> Result<Option<Server>, StoreFault> {
        let read = self.query_row(
            "SELECT adults_only, host_role, read_aloud, tidy, zone, default_room, lobby_minutes,
             language FROM server WHERE server_id = ?1",
            [row_id(server)],
            |row| {
                let (host_role, room): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(5)?);
                let (zone, spoken): (Option<String>, Option<String>) = (row.get(4)?, row.get(7)?);
                Ok(Server {
                    adults_only: row.get(0)?,
                    host_role: host_role.map(|it| RoleId::new(it.cast_unsigned())),
                    read_aloud: row.get(2)?,
                    tidy: row.get(3)?,
                    zone: zone.and_then(|it| Zone::named(&it)),
                    room: room.map(|it| RoomId::new(it.cast_unsigned())),
                    lobby_minutes: row.get(6)?,
                    language: spoken.and_then(|it| language(&it).ok()),
                })
            },
        );
        read.optional().map_err(fault)
    }

    /// Every server in which something is set, those that were left among them.
    pub(super) fn servers(&self) -> Result<Vec<ServerId>, StoreFault> {
        let sql = "SELECT server_id FROM server";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let read = statement.query_map([], |row| {
            Ok(ServerId::new(row.get::<_, i64>(0)?.cast_unsigned()))
        });
        read.and_then(Iterator::collect).map_err(fault)
    }

    /// Whoever sets something is there, so the server was not left.
    pub(super) fn settle(&self, server: ServerId, settings: Server) -> Result<(), StoreFault> {
        // Taken apart, so that a new setting does not compile before it is kept too.
        let Server {
            adults_only,
            host_role,
            read_aloud,
            tidy,
            zone,
            room,
            lobby_minutes,
            language,
        } = settings;
        let host_role = host_role.map(|it| it.get().cast_signed());
        let room = room.map(|it| it.get().cast_signed());
        self.execute(
            "INSERT INTO server (server_id, adults_only, host_role, read_aloud, tidy, zone,
                 default_room, lobby_minutes, language, gone_day)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, NULL)
                 ON CONFLICT (server_id) DO UPDATE SET
                 adults_only = excluded.adults_only, host_role = excluded.host_role,
                 read_aloud = excluded.read_aloud, tidy = excluded.tidy, zone = excluded.zone,
                 default_room = excluded.default_room, lobby_minutes = excluded.lobby_minutes,
                 language = excluded.language, gone_day = NULL",
            params![
                row_id(server),
                adults_only,
                host_role,
                read_aloud,
                tidy,
                zone.map(Zone::name),
                room,
                lobby_minutes,
                language.map(Language::code),
            ],
        )
        .map(|_| ())
        .map_err(fault)
    }

    /// Marks these as left today, but those that were left before. How many it marked.
    pub(super) fn left(&self, now: Timestamp, servers: &[ServerId]) -> Result<usize, StoreFault> {
        servers.iter().try_for_each(|it| self.pause_series(*it))?;
        let sql = "UPDATE server SET gone_day = ?2 WHERE server_id = ?1 AND gone_day IS NULL";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let mark = |it: &ServerId| statement.execute(params![row_id(*it), day(now)]);
        servers
            .iter()
            .map(mark)
            .sum::<Result<_, _>>()
            .map_err(fault)
    }

    /// Marks these as not left. How many were.
    pub(super) fn is_back(&self, servers: &[ServerId]) -> Result<usize, StoreFault> {
        servers.iter().try_for_each(|it| self.resume_series(*it))?;
        let sql = "UPDATE server SET gone_day = NULL
                   WHERE server_id = ?1 AND gone_day IS NOT NULL";
        let mut statement = self.prepare(sql).map_err(fault)?;
        let mark = |it: &ServerId| statement.execute([row_id(*it)]);
        servers
            .iter()
            .map(mark)
            .sum::<Result<_, _>>()
            .map_err(fault)
    }

    /// Deletes what was set in servers that were left long enough ago. How many there were.
    pub(super) fn sweep_servers(&self, now: Timestamp) -> Result<usize, StoreFault> {
        // A series is scheduled in no server without a zone, which is set there.
        let sql = "DELETE FROM series WHERE server_id IN
                   (SELECT server_id FROM server WHERE gone_day + ?1 <= ?2)";
        let gone = self.execute(sql, [GONE_DAYS_MAX, day(now)]);
        let gone = gone.map_err(fault)?;
        let sql = "DELETE FROM server WHERE gone_day + ?1 <= ?2";
        let deleted = self.execute(sql, [GONE_DAYS_MAX, day(now)]);
        let deleted = deleted.map_err(fault)? + gone + self.sweep_events()?;
        if deleted != 0 {
            self.removed.set(true);
        }
        Ok(deleted)
    }
}

/// SQLite counts with a sign; no bit is lost.
pub(super) fn row_id(server: ServerId) -> i64 {
    server.get().cast_signed()
}
