//! What is told to one person beside the room: their own cues, a seat that became free, and what a host
//! has to know.
//!
//! Who is told something, and what, is looked up at that moment and stands in no parcel.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::bag::{Bag, Failed, nonce};
use crate::app::conductor::Fate;
use crate::app::delivery::{Delivery, Gone, Undelivered};
use crate::domain::{
    Doing, Gathering, Member, Parcel, RoomId, Seat, SeatPlace, SessionTold, Timestamp, Token, Told,
    UserId, adapt, theirs,
};
use crate::present::{self, OwnCue, PrivateCard};

/// When to try again where the token of a press is not known yet: the press may not have been answered.
const TOKEN_AGAIN_AFTER: Duration = Duration::from_secs(1);
/// How long to wait between two tries of something private.
const REPEAT_AFTER: Duration = Duration::from_secs(1);
/// What a host has not heard of that happened so long ago, they are told.
const NEWS_LAST: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Somebody who is to be told something, and the ways to them.
#[derive(Clone)]
struct To {
    user: UserId,
    /// What their last press left behind.
    token: Option<Token>,
    /// Whether a direct message may be sent.
    direct: bool,
}

impl To {
    fn seat(seat: &Seat, member: Option<&Member>) -> Self {
        Self {
            user: seat.user,
            token: seat.token.clone(),
            direct: !seat.dms_closed && member.is_some_and(|it| it.dm_consent),
        }
    }
}

/// Whether somebody was told.
enum Reached {
    /// They were.
    Yes,
    /// Their direct messages are closed.
    Closed,
    /// Neither way is open, or it came too late.
    No,
}

impl<D: Delivery> Bag<D> {
    /// Tells everybody who does a cue otherwise how they do it.
    pub(super) async fn whisper_all(
        self: &Arc<Self>,
        parcel: &Parcel,
        gathering: &Gathering,
        place: usize,
    ) -> Fate {
        let seats: Vec<&Seat> = gathering
            .seats
            .0
            .iter()
            .filter(|it| it.place.is_in())
            .collect();
        let users: Vec<UserId> = seats.iter().map(|it| it.user).collect();
        let Some(members) = self.members(parcel, &users).await else {
            return Fate::Dropped;
        };
        let own = seats.into_iter().zip(members).filter_map(|(seat, member)| {
            let card = self.own_cue(gathering, seat, member.as_ref(), parcel, place)?;
            Some((To::seat(seat, member.as_ref()), card))
        });
        let (closed, _) = self.tell_all(parcel, own.collect()).await;
        Fate::Whispered {
            closed,
            told: Vec::new(),
        }
    }

    async fn members(&self, parcel: &Parcel, users: &[UserId]) -> Option<Vec<Option<Member>>> {
        let members = || self.store.members(users.to_vec());
        self.read(parcel.until, members).await
    }

    /// A cue as somebody does it; nothing where they do it as the group does.
    fn own_cue(
        &self,
        gathering: &Gathering,
        seat: &Seat,
        member: Option<&Member>,
        parcel: &Parcel,
        place: usize,
    ) -> Option<PrivateCard> {
        let lookups = self.lookups();
        let library = lookups.speaking([seat.language]).library();
        let own = OwnCue {
            session: gathering.session.id,
            timeline: gathering.timeline(seat.language)?,
            place,
            until: parcel.until,
            dms_failed: seat.dms_closed && member.is_some_and(|it| it.dm_consent),
        };
        match Gathering::doing(seat, member, self.clock.now()) {
            Doing::Nothing => None,
            Doing::Breathes => Some(present::breathe_whisper(library, own)),
            Doing::Rolls(limits) => {
                let adapted = adapt(own.timeline, &limits);
                let steps: Vec<_> = adapted.during(place).collect();
                adapted
                    .differs(place)
                    .then(|| present::whisper(library, own, &steps))
            }
        }
    }

    /// Tells whoever has moved up that they have, with their version. Whoever could not be reached is told
    /// at their next press.
    pub(super) async fn tell_moved_up(
        self: &Arc<Self>,
        parcel: &Parcel,
        gathering: &Gathering,
    ) -> Fate {
        let moved = |it: &&Seat| it.place == SeatPlace::MovedUp;
        let seats: Vec<&Seat> = gathering.seats.0.iter().filter(moved).collect();
        let users: Vec<UserId> = seats.iter().map(|it| it.user).collect();
        let Some(members) = self.members(parcel, &users).await else {
            return Fate::Dropped;
        };
        let cards = seats.into_iter().zip(members).map(|(seat, member)| {
            let card = self.seated(gathering, seat, member.as_ref());
            (To::seat(seat, member.as_ref()), card)
        });
        let (closed, told) = self.tell_all(parcel, cards.collect()).await;
        Fate::Whispered { closed, told }
    }

    fn seated(&self, gathering: &Gathering, seat: &Seat, member: Option<&Member>) -> PrivateCard {
        let lookups = self.lookups();
        let library = lookups.speaking([seat.language]).library();
        let theirs = theirs(gathering, seat, member, self.clock.now());
        let told = Told::Session(SessionTold::Seated(Box::new(theirs)));
        // Nothing on this card is signed, since nothing on it is a page of the check.
        present::told(library, &present::Signet::new([0; 32]), seat.user, &told)
    }

    /// Tells the one who leads what they have to know. It stands in the log, too, which they see at their
    /// next press.
    pub(super) async fn tell_host(
        self: &Arc<Self>,
        parcel: &Parcel,
        gathering: &Gathering,
    ) -> Fate {
        let lead = &gathering.lead;
        // Nobody leads it yet, or any more: it stands in the log for whoever takes it over.
        let Some(user) = lead.user else {
            return Fate::Done;
        };
        let lookups = self.lookups();
        let library = lookups.speaking([lead.language]).library();
        let now = self.clock.now();
        let stopped = gathering.stopped_since(now - NEWS_LAST);
        let card = present::host_news(library, &gathering.panel(lead.language, None), &stopped);
        let member = match self.members(parcel, &[user]).await {
            Some(members) => members.into_iter().next().flatten(),
            None => return Fate::Dropped,
        };
        let to = To {
            user,
            token: gathering.lead_token(now).cloned(),
            direct: member.is_some_and(|it| it.dm_consent),
        };
        _ = self.tell_all(parcel, vec![(to, card)]).await;
        Fate::Done
    }

    /// Tells each of these what is theirs, all at once. Whose direct messages are closed, and who was told.
    async fn tell_all(
        self: &Arc<Self>,
        parcel: &Parcel,
        cards: Vec<(To, PrivateCard)>,
    ) -> (Vec<UserId>, Vec<UserId>) {
        let mut telling = JoinSet::new();
        for (number, (to, card)) in cards.into_iter().enumerate() {
            let (bag, parcel) = (Arc::clone(self), *parcel);
            telling.spawn(async move {
                let reached = bag.tell(&parcel, number, &to, &card).await;
                (to.user, reached)
            });
        }
        let (mut closed, mut told) = (Vec::new(), Vec::new());
        while let Some(done) = telling.join_next().await {
            match done {
                Ok((user, Reached::Yes)) => told.push(user),
                Ok((user, Reached::Closed)) => closed.push(user),
                // One that broke has said so, and breaks no other.
                Ok((_, Reached::No)) | Err(_) => {}
            }
        }
        (closed, told)
    }

    /// Tells one person: where they last pressed a button, else by direct message if they agreed to that.
    async fn tell(&self, parcel: &Parcel, number: usize, to: &To, card: &PrivateCard) -> Reached {
        let now = self.clock.now();
        if let Some(token) = to.token.as_ref().filter(|it| now < it.until) {
            match self.whisper(parcel, &token.text, card).await {
                Ok(()) => return Reached::Yes,
                Err(Failed::Dropped | Failed::Later(_)) => return Reached::No,
                // The token was good for less long than we thought.
                Err(Failed::Gone(_)) => {}
            }
        }
        if !to.direct {
            return Reached::No;
        }
        let nonce = format!("{}.{number}", nonce(parcel));
        match self.direct(parcel.until, to.user, card, &nonce).await {
            Ok(()) => Reached::Yes,
            Err(Failed::Gone(Gone::Direct)) => Reached::Closed,
            Err(_) => Reached::No,
        }
    }

    /// Tells somebody where they last pressed a button. A press that has just been made may not have been
    /// answered yet, and nobody can be told anything by it until then.
    async fn whisper(
        &self,
        parcel: &Parcel,
        token: &str,
        card: &PrivateCard,
    ) -> Result<(), Failed> {
        let mut was_unknown = false;
        loop {
            let whisper = self.delivery.whisper(token, card);
            let wait = match self.once(parcel.until, whisper).await {
                Err(Failed::Gone(Gone::Token)) if !was_unknown => {
                    was_unknown = true;
                    TOKEN_AGAIN_AFTER
                }
                Err(Failed::Later(after)) => after.unwrap_or(REPEAT_AFTER),
                tried => return tried,
            };
            tokio::time::sleep(wait).await;
        }
    }

    async fn direct(
        &self,
        until: Timestamp,
        user: UserId,
        card: &PrivateCard,
        nonce: &str,
    ) -> Result<(), Failed> {
        let conversation = match self.conversation_with(user) {
            Some(known) => known,
            None => {
                let open = || self.delivery.conversation(user);
                let opened: RoomId = self.permitted(until, open).await?;
                self.remember(user, opened);
                opened
            }
        };
        let write = || self.delivery.direct(conversation, card, nonce);
        self.permitted(until, write).await
    }

    /// Tries until it is there, or worth nothing any more, each time as one more request.
    async fn permitted<T, Try>(
        &self,
        until: Timestamp,
        attempt: impl Fn() -> Try,
    ) -> Result<T, Failed>
    where
        Try: Future<Output = Result<T, Undelivered>>,
    {
        loop {
            if !self.permit(until).await {
                return Err(Failed::Dropped);
            }
            match self.once(until, attempt()).await {
                Err(Failed::Later(after)) => {
                    tokio::time::sleep(after.unwrap_or(REPEAT_AFTER)).await;
                }
                tried => return tried,
            }
        }
    }
}
