//! Turns about sessions: what somebody wants of one, what is due, and what became of what was sent.

use super::Conductor;
use crate::app::Presence;
use crate::app::turns::log;
use crate::domain::{
    Asker, Change, Control, Decision, Ending, Gathering, Input, Language, Library, Listing,
    Opening, Parcel, Phase, RoomId, ServerId, SessionId, SessionTold, Timestamp, Told, UserId,
    Venue, Visit, Wants, What,
};
use crate::store::StoreFault;

/// How many sessions are woken in one turn; those behind them in the next.
const WOKEN_MAX: usize = 64;

/// Who wants something, and how they came.
pub(super) type Who = (UserId, Visit);

impl Conductor {
    /// What somebody wants of a session.
    pub(super) async fn within(
        &self,
        library: &Library,
        (user, visit): Who,
        server: Option<ServerId>,
        now: Timestamp,
        (session, wants): (SessionId, Wants),
    ) -> Result<Decision, StoreFault> {
        let member = match (self.store.member(user).await, wants) {
            (Err(fault), wants) if wants.leads_away() => {
                log(&fault);
                None
            }
            // Nothing of them is needed for what they do as a host.
            (_, Wants::Control(_)) => None,
            (read, _) => read?,
        };
        let asker = |venue| Asker {
            user,
            member: member.as_ref(),
            venue,
            now,
        };
        let read = self.gathering_and_venue(session).await;
        let (gathering, venue) = match read {
            Ok(Some(read)) => read,
            // What leads away from harm does so whatever became of the session.
            Ok(None) => {
                let told = asker(None).without(library, session, wants);
                return Ok(told.unwrap_or_else(|| tell(SessionTold::NoSession)));
            }
            Err(fault) => {
                let told = asker(None).without(library, session, wants);
                let told = told.inspect(|_| _ = log(&fault));
                return told.ok_or(fault);
            }
        };
        // What is set in one server makes nobody a host of another one's session.
        let is_elsewhere = server != Some(venue.id);
        match wants {
            Wants::Control(_) if is_elsewhere => Ok(tell(SessionTold::OnlyHosts)),
            _ => Ok(asker(Some(venue)).within(library, gathering, visit, wants)),
        }
    }

    async fn gathering_and_venue(
        &self,
        session: SessionId,
    ) -> Result<Option<(Gathering, Venue)>, StoreFault> {
        let Some(gathering) = self.store.gathering(session).await? else {
            return Ok(None);
        };
        let venue = self.venue(gathering.session.server).await?;
        Ok(Some((gathering, venue)))
    }

    /// Opens a session.
    pub(super) async fn open(
        &self,
        (user, visit): Who,
        server: Option<ServerId>,
        now: Timestamp,
        opening: Opening,
    ) -> Result<Decision, StoreFault> {
        let venue = match server {
            None => None,
            Some(server) => Some(self.venue(server).await?),
        };
        // The same command again, which Discord may send twice, opens no second one.
        if let Some(gathering) = self.store.gathering(opening.session).await? {
            let panel = gathering.panel(visit.language, None);
            return Ok(tell(SessionTold::Panel(Box::new(panel))));
        }
        let taken = match opening.room {
            None => false,
            Some(room) => self.store.session_in(room).await?.is_some(),
        };
        let asker = Asker {
            user,
            member: None,
            venue,
            now,
        };
        Ok(asker.open(visit, opening, taken))
    }

    /// What a host does to the session that they name, or to the only one that they could mean.
    pub(super) async fn lead(
        &self,
        library: &Library,
        who: Who,
        server: Option<ServerId>,
        now: Timestamp,
        (named, room, control): (Option<String>, Option<RoomId>, Control),
    ) -> Result<Decision, StoreFault> {
        let Some(server) = server else {
            return Ok(Decision {
                told: Told::NoServer,
                changes: Vec::new(),
            });
        };
        let venue = self.venue(server).await?;
        if !who.1.badge.is_host(&venue.settings) {
            return Ok(tell(SessionTold::OnlyHosts));
        }
        let all = self.store.gatherings(server).await?;
        let listings = || all.iter().map(|it| it.listing(who.1.language)).collect();
        let is_named = |it: &&Gathering| {
            let id = it.session.id.get().to_string();
            named.as_deref() == Some(id.as_str())
        };
        let is_here = |it: &&Gathering| Some(it.session.room) == room;
        let meant = match (&named, all.as_slice()) {
            (_, []) => return Ok(tell(SessionTold::NoSession)),
            (Some(_), all) => all.iter().find(is_named),
            (None, [only]) => Some(only),
            (None, all) => all.iter().find(is_here),
        };
        match meant {
            Some(gathering) => {
                let wanted = (gathering.session.id, Wants::Control(control));
                self.within(library, who, Some(server), now, wanted).await
            }
            None => Ok(tell(SessionTold::Listed {
                sessions: listings(),
                series: Vec::new(),
                choose: true,
            })),
        }
    }

    /// Every session of a server, and every series.
    pub(super) async fn listed(
        &self,
        library: &Library,
        server: Option<ServerId>,
        language: Language,
    ) -> Result<Decision, StoreFault> {
        match server {
            None => Ok(Decision {
                told: Told::NoServer,
                changes: Vec::new(),
            }),
            Some(server) => Ok(tell(SessionTold::Listed {
                sessions: self.listings(server, language).await?,
                series: self.listed_series(library, server).await?,
                choose: false,
            })),
        }
    }

    /// The sessions of a server that are not over.
    async fn listings(
        &self,
        server: ServerId,
        language: Language,
    ) -> Result<Vec<Listing>, StoreFault> {
        let all = self.store.gatherings(server).await?;
        Ok(all.iter().map(|it| it.listing(language)).collect())
    }

    /// Whoever has been asked everything takes their place in the sessions for which they were.
    pub(super) async fn screened_for(
        &self,
        user: UserId,
        now: Timestamp,
        mut decision: Decision,
    ) -> Result<Decision, StoreFault> {
        let (Told::Rolls(clearance) | Told::Waits(clearance, _)) = &decision.told else {
            return Ok(decision);
        };
        let clearance = clearance.clone();
        let kept = decision.changes.iter().find_map(|change| match change {
            Change::Keep { member, .. } => Some(member.clone()),
            _ => None,
        });
        for session in self.store.seated_in(user).await? {
            let Some(gathering) = self.store.gathering(session).await? else {
                continue;
            };
            let venue = self.venue(gathering.session.server).await?;
            let asker = Asker {
                user,
                member: kept.as_ref(),
                venue: Some(venue),
                now,
            };
            if let Some(sits) = asker.screened_for(gathering, &clearance) {
                decision.told = sits.told;
                decision.changes.extend(sits.changes);
            }
        }
        Ok(decision)
    }

    /// Whoever is forgotten leaves every session, so that those who wait move up and no card names them.
    pub(super) async fn leaves_all(&self, user: UserId, now: Timestamp, decision: &mut Decision) {
        let is_forgotten = |it: &Change| matches!(it, Change::Forget { .. });
        if !decision.changes.iter().any(is_forgotten) {
            return;
        }
        // Nothing that does not open here keeps anybody from being forgotten.
        let sessions = self.store.seated_in(user).await;
        let sessions = sessions.inspect_err(|fault| _ = log(fault));
        for session in sessions.unwrap_or_default() {
            let read = self.store.gathering(session).await;
            let read = read.inspect_err(|fault| _ = log(fault));
            let asker = Asker {
                user,
                member: None,
                venue: None,
                now,
            };
            if let Ok(Some(gathering)) = read {
                let left = asker.leave(gathering).changes;
                decision.changes.splice(0..0, left);
            }
        }
    }

    /// When something is due next.
    pub async fn next_wake(&self) -> Result<Option<Timestamp>, StoreFault> {
        self.store.next_wake().await
    }

    /// Everything that has yet to be sent, as it is kept.
    pub async fn outbox(&self) -> Result<Vec<Parcel>, StoreFault> {
        self.store.outbox().await
    }

    /// Takes what is due in sessions by now. What has to be sent because of it.
    pub async fn wake(
        &self,
        now: Timestamp,
        presence: &Presence,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let mut woken = Vec::new();
        for mut gathering in self.store.due(now, WOKEN_MAX).await? {
            let befallen = gathering.befall(now, Input::Wake);
            let befallen = befallen.expect("nothing refuses to be woken");
            log_phase(&gathering, &befallen);
            let attended = attended(&gathering, &befallen, presence);
            woken.push(attended.into_iter().chain(befallen).collect());
        }
        let all: Vec<Change> = woken.concat();
        let fault = match self.keep(now, all).await {
            Ok(parcels) => return Ok(parcels),
            Err(fault) => fault,
        };
        // One of them cannot be kept: that keeps nothing from the others.
        let mut parcels = Vec::new();
        let mut is_kept = woken.is_empty();
        for changes in woken {
            match self.keep(now, changes).await {
                Ok(sent) => {
                    is_kept = true;
                    parcels.extend(sent);
                }
                Err(fault) => _ = log(&fault),
            }
        }
        is_kept.then_some(parcels).ok_or(fault)
    }
}

pub(super) fn tell(told: SessionTold) -> Decision {
    Decision {
        told: Told::Session(told),
        changes: Vec::new(),
    }
}

/// Those with the group who are in its voice channel while a cue is said are counted as there for as long
/// as it takes.
fn attended(gathering: &Gathering, befallen: &[Change], presence: &Presence) -> Option<Change> {
    let place = befallen.iter().find_map(|change| match change {
        Change::Send(Parcel {
            what: What::Cue { place, .. },
            ..
        }) => Some(*place),
        _ => None,
    })?;
    let session = &gathering.session;
    let with_us = gathering.seats.with_us();
    let users = presence.among(session.server, session.room, &with_us);
    (!users.is_empty()).then(|| Change::Attend {
        session: session.id,
        users,
        seconds: session.plan.get(place).copied().unwrap_or_default(),
    })
}

/// Says in the log where a session went by itself. Nobody is named.
pub(super) fn log_phase(gathering: &Gathering, befallen: &[Change]) {
    let session = gathering.session.id.get();
    match gathering.session.phase {
        Phase::Paused { why, .. } if !befallen.is_empty() => {
            tracing::warn!(session.id = session, ?why, "a session is held");
        }
        Phase::Over { ending, .. } if !befallen.is_empty() => match ending {
            Ending::Done | Ending::Stopped => {
                tracing::info!(session.id = session, ?ending, "a session is over");
            }
            _ => tracing::warn!(session.id = session, ?ending, "a session is over"),
        },
        _ => {}
    }
}
