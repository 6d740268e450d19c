//! What anybody may ask the store about sessions.
//!
//! Each question is asked of the thread that owns the database, and answered as it stands there.

use super::rows::Rows;
use super::sessions::is_unread;
use super::{Store, StoreFault};
use crate::domain::{
    CheckIn, Diary, DueReminder, EventId, Gathering, Holdings, Member, MessageId, NativeEvent,
    Parcel, ReminderId, RoomId, Series, SeriesId, ServerId, SessionId, Timestamp, UserId,
};

impl Store {
    /// A session with everything that belongs to it; nothing where there is none of that id. Times in it
    /// are in whole milliseconds; finer parts were cut off. A seat that does not open is left out.
    pub async fn gathering(&self, session: SessionId) -> Result<Option<Gathering>, StoreFault> {
        self.ask(move |rows| rows.gathering(session)).await
    }

    /// The sessions of a server that are not over, in the order in which they were opened. One that does
    /// not open is left out.
    pub async fn gatherings(&self, server: ServerId) -> Result<Vec<Gathering>, StoreFault> {
        self.ask(move |rows| rows.gatherings(server)).await
    }

    /// The session in a channel that is not over.
    pub async fn session_in(&self, room: RoomId) -> Result<Option<SessionId>, StoreFault> {
        self.ask(move |rows| rows.session_in(room)).await
    }

    /// The sessions that are not over in which somebody has a seat, whatever they do on it.
    pub async fn seated_in(&self, user: UserId) -> Result<Vec<SessionId>, StoreFault> {
        self.ask(move |rows| rows.seated_in(user)).await
    }

    /// The sessions that are to be woken by now, the earliest first, and no more than so many. One that
    /// does not open is ended, since it would be due for ever.
    pub async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<Gathering>, StoreFault> {
        self.ask(move |rows| rows.due(now, limit)).await
    }

    /// When the next session or series is to be woken; never where none is.
    pub async fn next_wake(&self) -> Result<Option<Timestamp>, StoreFault> {
        self.ask(|rows| rows.next_wake()).await
    }

    /// All that has to be sent still, by when it was due, and then by number. What does not read is left out.
    pub async fn outbox(&self) -> Result<Vec<Parcel>, StoreFault> {
        self.ask(|rows| rows.outbox()).await
    }

    /// What is kept of each of these, in the same order, as [`Store::member`] says. Of whom it does not open,
    /// nothing is known: one of them keeps nothing from the others.
    pub async fn members(&self, users: Vec<UserId>) -> Result<Vec<Option<Member>>, StoreFault> {
        let read = move |rows: &Rows<'_>| {
            let members = users.iter().map(|it| match rows.member(*it) {
                Err(fault) if is_unread(&fault) => {
                    tracing::error!(%fault, "somebody with a group is treated as unknown");
                    Ok(None)
                }
                read => read,
            });
            members.collect()
        };
        self.ask(read).await
    }

    /// A series; nothing where there is none of that id.
    pub async fn series(&self, series: SeriesId) -> Result<Option<Series>, StoreFault> {
        self.ask(move |rows| rows.series(series)).await
    }

    /// The series of a server, by when their next session is. One that does not read is left out.
    pub async fn series_of(&self, server: ServerId) -> Result<Vec<Series>, StoreFault> {
        self.ask(move |rows| rows.series_of(server)).await
    }

    /// The series that are to be looked at by now, the earliest first, and no more than so many.
    pub async fn due_series(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<Series>, StoreFault> {
        self.ask(move |rows| rows.due_series(now, limit)).await
    }

    /// Discord's event for a session.
    pub async fn event_of(&self, session: SessionId) -> Result<Option<NativeEvent>, StoreFault> {
        self.ask(move |rows| rows.event_of(session)).await
    }

    /// The event of ours that Discord calls so.
    pub async fn event_called(&self, event: EventId) -> Result<Option<NativeEvent>, StoreFault> {
        self.ask(move |rows| rows.event_called(event)).await
    }

    /// All that is known of Discord's events in a server, by when they are.
    pub async fn events_in(&self, server: ServerId) -> Result<Vec<NativeEvent>, StoreFault> {
        self.ask(move |rows| rows.events_in(server)).await
    }

    /// The events about which something is to be done by now, the earliest first, and no more than so many.
    pub async fn due_events(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<NativeEvent>, StoreFault> {
        self.ask(move |rows| rows.due_events(now, limit)).await
    }

    /// The messages in which cues of a session were said, the oldest first.
    pub async fn said(&self, session: SessionId) -> Result<Vec<MessageId>, StoreFault> {
        self.ask(move |rows| rows.said(session)).await
    }

    /// The reminders that are to be looked at by now, the earliest first, and no more than so many. One that
    /// does not open is dropped.
    pub async fn due_reminders(
        &self,
        now: Timestamp,
        limit: usize,
    ) -> Result<Vec<DueReminder>, StoreFault> {
        self.ask(move |rows| rows.due_reminders(now, limit)).await
    }

    /// A reminder as it stands now, with what has to be known to weigh it once more; none where it is not there
    /// any more.
    pub async fn reminder(
        &self,
        now: Timestamp,
        id: ReminderId,
    ) -> Result<Option<DueReminder>, StoreFault> {
        self.ask(move |rows| rows.reminder(now, id)).await
    }

    /// When the next reminder is to be looked at; never where none is.
    pub async fn next_reminder(&self) -> Result<Option<Timestamp>, StoreFault> {
        self.ask(|rows| rows.next_reminder()).await
    }

    /// What somebody was sent and logged since then, and what is due to them next.
    pub async fn diary(&self, user: UserId, since: Timestamp) -> Result<Diary, StoreFault> {
        self.ask(move |rows| rows.diary(user, since)).await
    }

    /// Whether somebody's reminders have ended because of closed direct messages, and they do not know yet.
    pub async fn is_closed(&self, user: UserId) -> Result<bool, StoreFault> {
        self.ask(move |rows| rows.is_closed(user)).await
    }

    /// Everything that is kept of somebody. Fails where some of it does not open.
    pub async fn holdings(&self, user: UserId) -> Result<Holdings, StoreFault> {
        self.ask(move |rows| rows.holdings(user)).await
    }

    /// How somebody said that they feel, in the order in which they said so.
    pub async fn check_ins(&self, user: UserId) -> Result<Vec<CheckIn>, StoreFault> {
        self.ask(move |rows| rows.check_ins(user)).await
    }

    /// The sessions of these servers that are not over.
    pub async fn live_sessions_of(
        &self,
        servers: Vec<ServerId>,
    ) -> Result<Vec<SessionId>, StoreFault> {
        self.ask(move |rows| rows.sessions_of(&servers)).await
    }
}
