//! What is asked of the loop that takes turns, and where it is waited for.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use super::{Turn, Turns, Waiting, broken};
use crate::app::Lookups;
use crate::app::conductor::{Asked, EventFate, Fate, Note, NoteFate};
use crate::dice;
use crate::domain::{EventNews, Language, Parcel, RoomId, ServerNews, SessionId};
use crate::present::PrivateCard;

/// How long somebody who needs help waits for their turn: half of what Discord waits for an answer.
const HELP_TIMEOUT: Duration = Duration::from_millis(1_500);

impl Turns {
    /// What somebody is told who asks for this.
    pub async fn ask(
        &self,
        lookups: Arc<Lookups>,
        spoken: Vec<Language>,
        asked: Asked,
    ) -> PrivateCard {
        let (answer, answered) = oneshot::channel();
        let help = asked.request.help();
        let turn = Turn {
            lookups: Arc::clone(&lookups),
            spoken: spoken.clone(),
            asked,
            answer,
        };
        // A turn that broke drops its answer; so does a house that is closing.
        let turn = async {
            self.queue.send(Waiting::Turn(Box::new(turn))).await.ok()?;
            answered.await.ok()
        };
        let library = lookups.speaking(spoken).library();
        let card = match help {
            None => turn.await,
            // Whatever keeps the turn, which goes on: they are told while Discord still waits.
            Some(_) => {
                let told = tokio::time::timeout(HELP_TIMEOUT, turn).await;
                told.unwrap_or_default()
            }
        };
        card.unwrap_or_else(|| {
            let reference = dice::reference();
            tracing::error!(
                reference,
                "a turn broke or is late, or the house is closing"
            );
            broken(library, &reference, help)
        })
    }

    /// Has it kept what was heard of Discord's own events.
    pub async fn note_events(&self, news: EventNews) {
        // A house that is closing hears it again when it opens.
        _ = self.queue.send(Waiting::Events(news)).await;
    }

    /// What became of an event that was to be written at Discord; waits until it is kept.
    pub async fn event_kept(&self, session: SessionId, fate: EventFate) {
        let (kept, is_kept) = oneshot::channel();
        let waiting = Waiting::EventKept {
            session,
            fate,
            kept,
        };
        // A house that is closing looks for it when it opens.
        if self.queue.send(waiting).await.is_ok() {
            _ = is_kept.await;
        }
    }

    /// Has it kept what was heard of servers, after what was asked for before.
    pub async fn note(&self, news: ServerNews) {
        // A house that is closing hears it again when it opens.
        _ = self.queue.send(Waiting::News(news)).await;
    }

    /// A channel was deleted.
    pub async fn room_gone(&self, room: RoomId) {
        // A house that is closing finds out when it next writes there.
        _ = self.queue.send(Waiting::RoomGone(room)).await;
    }

    /// What became of something that was to be sent.
    pub fn settle(&self, parcel: Parcel, fate: Fate) {
        // A house that is closing sends it again when it opens, with the same nonce.
        _ = self.settled.send((parcel, fate));
    }

    /// The reminders that are to be sent now, and whether any were due; nothing where that could not be read,
    /// or the house is closing.
    pub async fn due_reminders(&self) -> Option<(Vec<Note>, bool)> {
        let (answer, answered) = oneshot::channel();
        self.queue.send(Waiting::DueReminders(answer)).await.ok()?;
        answered.await.ok()
    }

    /// What became of reminders that were to be sent.
    pub async fn reminded(&self, fates: Vec<(Note, NoteFate)>) {
        // A house that is closing sends them again when it opens, with the same nonce.
        _ = self.queue.send(Waiting::Reminded(fates)).await;
    }
}
