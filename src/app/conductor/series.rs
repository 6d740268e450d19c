//! Turns about series: what hosts want of them, what opens by itself, and Discord's own events for them.

use std::sync::Arc;

use chrono::{NaiveDateTime, TimeDelta};

use super::Conductor;
use super::sessions::{Who, tell};
use crate::app::Lookups;
use crate::app::turns::log;
use crate::domain::{
    Asker, Change, Decision, EventNews, EventState, Gathering, Hung, Library, Listed,
    MISSED_TOLD_MAX, Meant, NativeEvent, Parcel, Scheduling, SeenEvent, Series, SeriesTold,
    SeriesWants, ServerId, SessionId, SessionTold, Timestamp, Told, Woken, listed,
};
use crate::store::StoreFault;

/// How many series are woken in one turn; those behind them in the next.
const WOKEN_MAX: usize = 64;

/// How old an event has to be for a list without it to say that it was deleted. Ours.
const LISTED_AFTER: TimeDelta = TimeDelta::minutes(1);

/// What became of an event that was to be written at Discord.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventFate {
    /// It is like this now.
    Is(Box<NativeEvent>),
    /// It is tried again then.
    Later(Timestamp),
    /// It is not there any more.
    Gone,
}

impl Conductor {
    /// Schedules a series.
    pub(super) async fn schedule(
        &self,
        library: &Library,
        (user, visit): Who,
        server: Option<ServerId>,
        now: Timestamp,
        wanted: Scheduling,
    ) -> Result<Decision, StoreFault> {
        let Some(server) = server else {
            return Ok(Decision::tell(Told::NoServer));
        };
        let venue = self.venue(server).await?;
        let others = self.store.series_of(server).await?;
        // The same command again, which Discord may send twice, schedules no second one.
        if let Some(there) = others.iter().find(|it| it.id == wanted.id) {
            let zone = there.rule.zone();
            let told = SeriesTold::Scheduled {
                hour: zone.hour(there.next.occurrence.local),
                listed: Box::new(listed(library, there.clone())),
                zone,
                has_event: true,
            };
            return Ok(Decision::tell(Told::Series(told)));
        }
        let asker = Asker {
            user,
            member: None,
            venue: Some(venue),
            now,
        };
        Ok(asker.schedule(library, &visit.badge, wanted, &others))
    }

    /// What a host wants of the series that they name, or of the only one that they could mean.
    pub(super) async fn of_series(
        &self,
        library: &Library,
        (user, visit): Who,
        server: Option<ServerId>,
        now: Timestamp,
        (named, wants): (Option<String>, SeriesWants),
    ) -> Result<Decision, StoreFault> {
        let Some(server) = server else {
            return Ok(Decision::tell(Told::NoServer));
        };
        let venue = self.venue(server).await?;
        if !visit.badge.is_host(&venue.settings) {
            return Ok(tell(SessionTold::OnlyHosts));
        }
        let others = self.store.series_of(server).await?;
        let Some((series, local)) = meant(named.as_deref(), &others) else {
            let all = others.into_iter().map(|it| listed(library, it)).collect();
            let told = match named {
                Some(_) => SeriesTold::NoSuch,
                None => SeriesTold::Choose(all),
            };
            return Ok(Decision::tell(Told::Series(told)));
        };
        // Another routine is rolled from the next session on, whichever was named.
        let local = match wants {
            SeriesWants::Roll(_) => series.next.occurrence.local,
            SeriesWants::Cancel(_) | SeriesWants::Move(_) => local,
        };
        let event = self.store.event_of(series.session(local)).await?;
        // A session whose lobby is open lies behind its series already.
        let lobby = match series.coming(now).next() {
            None => None,
            Some(first) => self.store.gathering(series.session(first.local)).await?,
        };
        let meant = Meant {
            series: series.clone(),
            local,
            event,
            lobby,
        };
        let asker = Asker {
            user,
            member: None,
            venue: Some(venue),
            now,
        };
        Ok(asker.of_series(library, &visit.badge, meant, wants, &others))
    }

    /// The series of a server, as whoever asks calls them, and why one has no event at Discord.
    pub(in crate::app) async fn listed_series(
        &self,
        library: &Library,
        server: ServerId,
    ) -> Result<Vec<Listed>, StoreFault> {
        let series = self.store.series_of(server).await?;
        let events = self.store.events_in(server).await?;
        let of = |it: &Series| {
            let session = it.session(it.next.occurrence.local);
            events.iter().find(|event| event.session == session)
        };
        let listed = series.into_iter().map(|it| Listed {
            fault: of(&it).and_then(|event| event.fault),
            ..listed(library, it)
        });
        Ok(listed.collect())
    }

    /// Lobbies of series open otherwise than before, where that was set just now.
    pub(super) async fn reopened(
        &self,
        now: Timestamp,
        decision: &mut Decision,
    ) -> Result<(), StoreFault> {
        let Told::Settings { is, was: Some(was) } = &decision.told else {
            return Ok(());
        };
        let lead = is.lobby_lead();
        if lead == was.lobby_lead() {
            return Ok(());
        }
        let server = decision.changes.iter().find_map(|it| match it {
            Change::Settle { server, .. } => Some(*server),
            _ => None,
        });
        let Some(server) = server else { return Ok(()) };
        for mut series in self.store.series_of(server).await? {
            series.open_before(now, lead);
            decision.changes.push(Change::PutSeries(Box::new(series)));
        }
        Ok(())
    }

    /// Takes what is due of series by now. What has to be sent because of it.
    pub async fn wake_series(
        &self,
        lookups: &Lookups,
        now: Timestamp,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let mut parcels = Vec::new();
        for series in self.store.due_series(now, WOKEN_MAX).await? {
            let id = series.id;
            let kept = match self.woken(lookups, now, series).await {
                Ok(changes) => self.keep(now, changes).await,
                Err(fault) => Err(fault),
            };
            match kept {
                Ok(sent) => parcels.extend(sent),
                Err(fault) => {
                    log(&fault);
                    // It keeps nothing from the others, and is looked at again.
                    let at = now + TimeDelta::seconds(1);
                    let again = Change::WakeSeries { series: id, at };
                    self.keep(now, vec![again]).await?;
                }
            }
        }
        Ok(parcels)
    }

    async fn woken(
        &self,
        lookups: &Lookups,
        now: Timestamp,
        series: Series,
    ) -> Result<Vec<Change>, StoreFault> {
        let settings = self.venue(series.server).await?.settings;
        let lead = settings.lobby_lead();
        let is_taken = self.store.session_in(series.room).await?.is_some();
        let (occurrence, opened) = match series.wake(now, is_taken) {
            Woken::Sleeps => {
                let at = series.next.opens_at;
                let series = series.id;
                return Ok(vec![Change::WakeSeries { series, at }]);
            }
            Woken::Waits(at) => {
                let series = series.id;
                return Ok(vec![Change::WakeSeries { series, at }]);
            }
            Woken::Opens {
                occurrence,
                starts_at,
                is_late,
            } => (occurrence, Some((starts_at, is_late))),
            Woken::Missed(occurrence) => (occurrence, None),
        };
        let spoken = (Arc::new(lookups.timelines(&series.routine)), &settings);
        // A routine that was taken out of the content is rolled by nobody.
        if spoken.0.is_empty() {
            tracing::error!(
                series.id = series.id.get(),
                "a scheduled routine is not in the content; its session does not take place"
            );
        }
        let (id, session) = (series.id, series.session(occurrence.local));
        let mut changes = Vec::new();
        let no_event = Change::WantEvent {
            session,
            wants: EventState::Cancelled,
        };
        let (after, shown) = match opened {
            Some(starts) => {
                tracing::info!(session.id = session.get(), "a scheduled session opens");
                let opened = Gathering::scheduled(&series, occurrence, starts, spoken, now);
                if opened.is_none() {
                    changes.push(no_event);
                }
                (series.advanced(now, lead), opened)
            }
            None => {
                tracing::warn!(session.id = session.get(), "a scheduled session was missed");
                changes.push(no_event);
                let (after, last) = series.clone().caught_up(now, lead);
                let missed = Gathering::missed(&series, last, spoken, now, MISSED_TOLD_MAX);
                (after, missed)
            }
        };
        match after {
            Some(after) => changes.extend(after.begun()),
            None => changes.push(Change::DropSeries(id)),
        }
        changes.extend(shown.unwrap_or_default());
        Ok(changes)
    }

    /// Keeps what is heard of Discord's own events: what people do to ours there happens here too.
    pub async fn hear_of_events(
        &self,
        now: Timestamp,
        news: EventNews,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let heard: Vec<(NativeEvent, Option<SeenEvent>)> = match news {
            EventNews::Is(seen) => {
                let ours = self.store.event_called(seen.event).await?;
                ours.map(|it| (it, Some(seen))).into_iter().collect()
            }
            EventNews::Deleted(event) => {
                let ours = self.store.event_called(event).await?;
                ours.map(|it| (it, None)).into_iter().collect()
            }
            EventNews::All { server, events } => {
                let ours = self.store.events_in(server).await?.into_iter();
                let known = ours.filter_map(|it| Some((it.is?.0, it)));
                let seen = known.filter_map(|(id, it)| {
                    let seen = events.iter().find(|seen| seen.event == id);
                    // The list may have been made before the event was.
                    let is_told = seen.is_some() || id.made_at() + LISTED_AFTER <= now;
                    is_told.then_some((it, seen.copied()))
                });
                seen.collect()
            }
        };
        let mut parcels = Vec::new();
        for (event, seen) in heard {
            let session = event.session.get();
            let changes = self.heard(now, event, seen).await?;
            let is_followed = !changes.is_empty();
            parcels.extend(self.keep(now, changes).await?);
            if is_followed {
                tracing::info!(
                    session.id = session,
                    "what was done to an event is done here"
                );
            }
        }
        Ok(parcels)
    }

    /// What comes of what an event is at Discord; of none if it is not there.
    async fn heard(
        &self,
        now: Timestamp,
        event: NativeEvent,
        seen: Option<SeenEvent>,
    ) -> Result<Vec<Change>, StoreFault> {
        let hung = Hung {
            series: self.store.series(event.series).await?,
            gathering: self.store.gathering(event.session).await?,
            event,
        };
        let lead = self.venue(hung.event.server).await?.settings.lobby_lead();
        Ok(hung.heard(seen, now, lead))
    }

    /// Keeps what became of an event that was to be written at Discord.
    pub async fn event_kept(
        &self,
        now: Timestamp,
        session: SessionId,
        fate: EventFate,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let there = self.store.event_of(session).await?;
        let changes = match (fate, there) {
            (EventFate::Later(at), Some(_)) => vec![Change::TryEvent { session, at }],
            // Somebody has deleted it, and nothing was heard of that.
            (EventFate::Gone, Some(event)) => self.heard(now, event, None).await?,
            (EventFate::Later(_) | EventFate::Gone, None) => Vec::new(),
            (EventFate::Is(is), there) => {
                let put = NativeEvent::after(*is, there);
                vec![Change::PutEvent(Box::new(put))]
            }
        };
        self.keep(now, changes).await
    }
}

/// Which series and session somebody means: the one that is named, or the next of the only one there is. What
/// was offered is `<series>` or `<series>/<what its rule says>`.
fn meant(named: Option<&str>, all: &[Series]) -> Option<(Series, NaiveDateTime)> {
    let next = |it: &Series| (it.clone(), it.next.occurrence.local);
    let Some(named) = named else {
        return match all {
            [only] => Some(next(only)),
            _ => None,
        };
    };
    let (id, local) = named.split_once('/').unwrap_or((named, ""));
    let series = all.iter().find(|it| it.id.get().to_string() == id)?;
    match local {
        "" => Some(next(series)),
        local => {
            let seconds = local.parse().ok()?;
            let local = Timestamp::from_timestamp(seconds, 0)?.naive_utc();
            Some((series.clone(), local))
        }
    }
}
