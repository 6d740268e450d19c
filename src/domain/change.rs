//! What a decision changes in what is kept: the only way in which anything is ever kept.

use super::{
    CheckIn, EventState, Gathering, Lead, LogLine, Member, MessageId, NativeEvent, Occasion,
    Parcel, Reminder, ReminderId, Reminders, Seat, Sent, Series, SeriesId, Server, ServerId,
    Session, SessionId, Shown, Timestamp, Unheard, UserId,
};

/// What a decision changes in what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// This takes the place of whatever was kept of them.
    Keep {
        /// Whose.
        user: UserId,
        /// What is kept from now on.
        member: Member,
    },
    /// Nothing of them is kept any more.
    Forget {
        /// Whose.
        user: UserId,
    },
    /// This is set in a server from now on, in which the bot is.
    Settle {
        /// Which.
        server: ServerId,
        /// All that is set there.
        settings: Server,
    },
    /// A session is there from now on. Its seats and its log are empty.
    Open(Box<Gathering>),
    /// A session is in this phase from now on, and is to be woken when that says so.
    Run(Box<Session>),
    /// Somebody leads a session from now on.
    Lead {
        /// Which.
        session: SessionId,
        /// Who.
        lead: Lead,
    },
    /// This takes the place of their seat, or is added behind the others.
    Seat {
        /// In which session.
        session: SessionId,
        /// Theirs.
        seat: Box<Seat>,
    },
    /// Somebody is in a session no more.
    Unseat {
        /// In which.
        session: SessionId,
        /// Who.
        user: UserId,
    },
    /// A line is added to a session's log.
    Log {
        /// Of which.
        session: SessionId,
        /// What.
        line: LogLine,
    },
    /// Something is to be sent. Of cards that were not sent yet, this is the only one left.
    Send(Parcel),
    /// A parcel needs to be sent no more.
    Settled(Parcel),
    /// A card stands in a room.
    Show {
        /// Of which session.
        session: SessionId,
        /// Which message.
        shown: Shown,
    },
    /// A cue was said in this message, so that it can be deleted at the end.
    Said {
        /// In which session.
        session: SessionId,
        /// Which message.
        message: MessageId,
    },
    /// These cues never reached the room; none is missing where there are none.
    Unheard {
        /// Of which session.
        session: SessionId,
        /// Which.
        unheard: Option<Unheard>,
    },
    /// These were in the voice channel for so long.
    Attend {
        /// In which session.
        session: SessionId,
        /// Who, as far as they have a seat.
        users: Vec<UserId>,
        /// For how long.
        seconds: u32,
    },
    /// A series is like this from now on.
    PutSeries(Box<Series>),
    /// A series is over, or cancelled.
    DropSeries(SeriesId),
    /// A series is looked at again then, and not before.
    WakeSeries {
        /// Which.
        series: SeriesId,
        /// When.
        at: Timestamp,
    },
    /// Discord's event for a session is like this, or is to be.
    PutEvent(Box<NativeEvent>),
    /// Discord's event for a session, if there is one, is to be in this state.
    WantEvent {
        /// For which.
        session: SessionId,
        /// In which state.
        wants: EventState,
    },
    /// What has to be done about Discord's event for a session is done then, and not before.
    TryEvent {
        /// For which.
        session: SessionId,
        /// When.
        at: Timestamp,
    },
    /// Nothing is known any more of Discord's event for a session.
    DropEvent(SessionId),
    /// Somebody asked for something, of whom something is kept.
    Heard {
        /// Who.
        user: UserId,
    },
    /// This takes the place of what somebody asked to be reminded of. Nothing is heard of them by that.
    Wish {
        /// Who.
        user: UserId,
        /// This.
        reminders: Reminders,
    },
    /// Somebody is reminded then.
    Remind {
        /// Who.
        user: UserId,
        /// Of what, and when.
        reminder: Reminder,
    },
    /// Somebody is not reminded for this reason any more.
    RemindNoMore {
        /// Who.
        user: UserId,
        /// For which.
        occasion: Occasion,
    },
    /// A reminder is being sent.
    Reminding {
        /// Which.
        reminder: ReminderId,
        /// Since when.
        at: Timestamp,
        /// When it is looked at again, where nobody has said by then what became of it.
        again_at: Timestamp,
    },
    /// A reminder is looked at again then, and not before.
    RemindLater {
        /// Which.
        reminder: ReminderId,
        /// When.
        at: Timestamp,
        /// Whether it may be there already. One that is not counts for nothing until it is sent.
        is_tried: bool,
    },
    /// A reminder is worth nothing any more.
    RemindNot(ReminderId),
    /// Somebody was sent a reminder.
    Reminded {
        /// Which. It is not there any more.
        reminder: ReminderId,
        /// Who.
        user: UserId,
        /// Of what, and when.
        sent: Sent,
    },
    /// Somebody logged a drink.
    Drank {
        /// Who.
        user: UserId,
        /// When. One at the same moment counts once.
        at: Timestamp,
    },
    /// Somebody knows by now that their reminders have ended.
    ClosedSaid {
        /// Who.
        user: UserId,
    },
    /// Somebody said how they feel.
    CheckIn {
        /// Who.
        user: UserId,
        /// What they said.
        check_in: Box<CheckIn>,
    },
}
