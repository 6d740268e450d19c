//! Discord's own scheduled events: written as ours are, and heard of.
//!
//! Decides nothing.

use std::sync::Arc;
use std::time::Duration;

use poise::serenity_prelude::{
    self as serenity, ChannelId, CreateScheduledEvent, EditScheduledEvent, GuildId, Http,
    HttpError, ScheduledEvent, ScheduledEventId, ScheduledEventStatus, ScheduledEventType,
    Timestamp as Moment, UserId,
};
use tokio::sync::OnceCell;

use crate::app::{Calendar, EventForm, Unkept};
use crate::domain::{EventId, EventState, RoomId, SeenEvent, ServerId, Timestamp};

/// How long a request may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Discord's events, over the wire.
pub(super) struct Events {
    /// With serenity's limiter.
    http: Arc<Http>,
    /// Who we are, once READY says so.
    me: Arc<OnceCell<UserId>>,
}

impl Calendar for Events {
    async fn add(&self, form: &EventForm) -> Result<EventId, Unkept> {
        let event = CreateScheduledEvent::new(ScheduledEventType::Voice, &form.name, at(form.at))
            .channel_id(ChannelId::new(form.room.get()))
            .description(&form.description);
        let guild = GuildId::new(form.server.get());
        let added = self.http.create_scheduled_event(guild, &event, None);
        let added = done(added).await?;
        Ok(EventId::new(added.id.get()))
    }

    async fn write(&self, event: EventId, form: &EventForm) -> Result<(), Unkept> {
        let edit = EditScheduledEvent::new()
            .name(&form.name)
            .description(&form.description)
            .channel_id(ChannelId::new(form.room.get()))
            .start_time(at(form.at));
        self.edit(form.server, event, &edit).await
    }

    async fn turn(
        &self,
        server: ServerId,
        event: EventId,
        state: EventState,
    ) -> Result<(), Unkept> {
        let edit = EditScheduledEvent::new().status(match state {
            EventState::Scheduled => ScheduledEventStatus::Scheduled,
            EventState::Active => ScheduledEventStatus::Active,
            EventState::Completed => ScheduledEventStatus::Completed,
            EventState::Cancelled => ScheduledEventStatus::Canceled,
        });
        self.edit(server, event, &edit).await
    }

    async fn all(&self, server: ServerId) -> Result<Vec<SeenEvent>, Unkept> {
        let guild = GuildId::new(server.get());
        let all = done(self.http.get_scheduled_events(guild, false)).await?;
        let me = self.me.get();
        Ok(all.iter().filter_map(|it| seen(it, me)).collect())
    }
}

impl Events {
    /// Discord's events, asked for as whoever we are.
    pub(super) fn new(http: &Arc<Http>, me: Arc<OnceCell<UserId>>) -> Self {
        let http = Arc::clone(http);
        Self { http, me }
    }

    async fn edit(
        &self,
        server: ServerId,
        event: EventId,
        edit: &EditScheduledEvent<'_>,
    ) -> Result<(), Unkept> {
        let guild = GuildId::new(server.get());
        let event = ScheduledEventId::new(event.get());
        let edited = self.http.edit_scheduled_event(guild, event, edit, None);
        done(edited).await.map(|_| ())
    }
}

/// An event as it stands at Discord; none in a state that we do not know.
pub(super) fn seen(event: &ScheduledEvent, me: Option<&UserId>) -> Option<SeenEvent> {
    let state = match event.status {
        ScheduledEventStatus::Scheduled => EventState::Scheduled,
        ScheduledEventStatus::Active => EventState::Active,
        ScheduledEventStatus::Completed => EventState::Completed,
        ScheduledEventStatus::Canceled => EventState::Cancelled,
        _ => return None,
    };
    Some(SeenEvent {
        event: EventId::new(event.id.get()),
        room: event.channel_id.map(|it| RoomId::new(it.get())),
        at: Timestamp::from_timestamp(event.start_time.unix_timestamp(), 0)?,
        state,
        is_ours: me.is_some() && event.creator_id.as_ref() == me,
    })
}

fn at(at: Timestamp) -> Moment {
    Moment::from(at)
}

async fn done<T>(request: impl Future<Output = serenity::Result<T>>) -> Result<T, Unkept> {
    match tokio::time::timeout(TIMEOUT, request).await {
        Ok(done) => done.map_err(|error| unkept(&error)),
        Err(_) => Err(Unkept::Later { after: None }),
    }
}

/// What an error means for an event (Discord docs, topics/opcodes-and-status-codes, JSON error codes).
fn unkept(error: &serenity::Error) -> Unkept {
    let serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) = error else {
        // Cut off, timed out, or no connection: nothing says that it was wrong.
        return Unkept::Later { after: None };
    };
    let (status, code) = (response.status_code.as_u16(), response.error.code);
    match (status, code) {
        // Unknown event; 180000: one that is over cannot be changed.
        (_, 10070 | 180_000) => Unkept::Missing,
        // Unknown channel, missing access, missing permissions.
        (_, 10003 | 50001 | 50013) => Unkept::Denied,
        // As many as a server may have.
        (_, 30038) => Unkept::Full,
        (429 | 500..=599, _) => Unkept::Later { after: None },
        _ => {
            tracing::error!(status, code, "Discord refused a scheduled event");
            Unkept::Bug
        }
    }
}
