//! What is told to one person beside the room: their own cues, a seat that became free, and what a host
//! has to know.
//!
//! Who is told something, and what, is looked up at that moment and stands in no parcel.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::bag::{Bag, Failed, nonce};
use crate::app::conductor::Fate;
use crate::app::delivery::{Delivery, Gone};
use crate::domain::{
    Doing, Gathering, Member, Parcel, Seat, SeatPlace, SessionTold, Timestamp, Told, UserId, adapt,
    theirs,
};
use crate::present::{self, PrivateCard};

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
        let users = seats.iter().map(|it| it.user).collect();
        let members = match self.store.members(users).await {
            Ok(members) => members,
            Err(fault) => {
                tracing::error!(session.id = parcel.session.get(), %fault, "private cues could not be made");
                return Fate::Dropped;
            }
        };
        let now = self.clock.now();
        let own = seats.into_iter().zip(members).filter_map(|(seat, member)| {
            let doing = Gathering::doing(seat, member.as_ref(), now);
            let card = self.own_cue(gathering, seat, &doing, place, parcel.until)?;
            Some((seat.clone(), member, card))
        });
        let (closed, _) = self.tell_all(parcel, own.collect()).await;
        Fate::Whispered {
            closed,
            told: Vec::new(),
        }
    }

    /// A cue as somebody does it; nothing where they do it as the group does.
    fn own_cue(
        &self,
        gathering: &Gathering,
        seat: &Seat,
        doing: &Doing,
        place: usize,
        until: Timestamp,
    ) -> Option<PrivateCard> {
        let lookups = self.lookups();
        let library = lookups.speaking([seat.language]).library();
        let timeline = gathering.timeline(seat.language)?;
        let session = gathering.session.id;
        match doing {
            Doing::Nothing => None,
            Doing::Breathes => Some(present::breathe_whisper(
                library, session, timeline, place, until,
            )),
            Doing::Rolls(limits) => {
                let adapted = adapt(timeline, limits);
                let steps: Vec<_> = adapted.during(place).collect();
                adapted
                    .differs(place)
                    .then(|| present::whisper(library, session, timeline, place, &steps, until))
            }
        }
    }

    /// Tells whoever has moved up that they have, with their version.
    pub(super) async fn tell_moved_up(
        self: &Arc<Self>,
        parcel: &Parcel,
        gathering: &Gathering,
    ) -> Fate {
        let moved = |it: &&Seat| it.place == SeatPlace::MovedUp;
        let seats: Vec<&Seat> = gathering.seats.0.iter().filter(moved).collect();
        let users: Vec<UserId> = seats.iter().map(|it| it.user).collect();
        let members = match self.store.members(users.clone()).await {
            Ok(members) => members,
            Err(fault) => {
                tracing::error!(session.id = parcel.session.get(), %fault, "a seat could not be told of");
                return Fate::Dropped;
            }
        };
        let cards = seats.into_iter().zip(members).map(|(seat, member)| {
            let card = self.seated(gathering, seat, member.as_ref());
            (seat.clone(), member, card)
        });
        let (closed, _) = self.tell_all(parcel, cards.collect()).await;
        Fate::Whispered {
            closed,
            told: users,
        }
    }

    fn seated(&self, gathering: &Gathering, seat: &Seat, member: Option<&Member>) -> PrivateCard {
        let lookups = self.lookups();
        let library = lookups.speaking([seat.language]).library();
        let theirs = theirs(gathering, seat, member, self.clock.now());
        let told = Told::Session(SessionTold::Seated(Box::new(theirs)));
        // Nothing on this card is signed, since nothing on it is a page of the check.
        present::told(library, &present::Signet::new([0; 32]), seat.user, &told)
    }

    /// Tells the one who leads what they have to know.
    pub(super) async fn tell_host(&self, parcel: &Parcel, gathering: &Gathering) -> Fate {
        let lead = &gathering.lead;
        let lookups = self.lookups();
        let library = lookups.speaking([lead.language]).library();
        let card = present::host_news(library, &gathering.panel(lead.language, None));
        let now = self.clock.now();
        if let Some(token) = lead.token.as_ref().filter(|it| now < it.until) {
            let tried = self
                .tries(parcel.until, || self.delivery.whisper(&token.text, &card))
                .await;
            if tried.is_ok() {
                return Fate::Done;
            }
        }
        // It stands in the log, which they see at their next press.
        Fate::Dropped
    }

    /// Tells each of these what is theirs, all at once. Whose direct messages are closed, and how many
    /// were told.
    async fn tell_all(
        self: &Arc<Self>,
        parcel: &Parcel,
        cards: Vec<(Seat, Option<Member>, PrivateCard)>,
    ) -> (Vec<UserId>, usize) {
        let mut telling = JoinSet::new();
        for (number, (seat, member, card)) in cards.into_iter().enumerate() {
            let (bag, parcel) = (Arc::clone(self), *parcel);
            telling.spawn(async move {
                let reached = bag
                    .tell(&parcel, number, &seat, member.as_ref(), &card)
                    .await;
                (seat.user, reached)
            });
        }
        let (mut closed, mut told) = (Vec::new(), 0);
        while let Some(done) = telling.join_next().await {
            match done {
                Ok((_, Reached::Yes)) => told += 1,
                Ok((user, Reached::Closed)) => closed.push(user),
                // One that broke has said so, and breaks no other.
                Ok((_, Reached::No)) | Err(_) => {}
            }
        }
        (closed, told)
    }

    /// Tells one person: where they last pressed a button, else by direct message if they agreed to that.
    async fn tell(
        &self,
        parcel: &Parcel,
        number: usize,
        seat: &Seat,
        member: Option<&Member>,
        card: &PrivateCard,
    ) -> Reached {
        let now = self.clock.now();
        if let Some(token) = seat.token.as_ref().filter(|it| now < it.until) {
            let tried = self
                .tries(parcel.until, || self.delivery.whisper(&token.text, card))
                .await;
            match tried {
                Ok(()) => return Reached::Yes,
                Err(Failed::Dropped) => return Reached::No,
                // The token was good for less long than we thought.
                Err(Failed::Gone(_)) => {}
            }
        }
        if seat.dms_closed || !member.is_some_and(|it| it.dm_consent) {
            return Reached::No;
        }
        // One to open the conversation, one to write there.
        self.permit().await;
        self.permit().await;
        let nonce = format!("{}.{number}", nonce(parcel));
        let tried = self
            .tries(parcel.until, || {
                self.delivery.direct(seat.user, card, &nonce)
            })
            .await;
        match tried {
            Ok(()) => Reached::Yes,
            Err(Failed::Gone(Gone::Direct)) => Reached::Closed,
            Err(_) => Reached::No,
        }
    }
}
