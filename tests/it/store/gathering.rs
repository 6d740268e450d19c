//! A session comes back as it was kept: every phase, every seat, every line, what is said in it.

use std::sync::Arc;

use chrono::TimeDelta;
use unknot::domain::{
    Change, Did, Ending, Gathering, Held, Language, Lead, LogLine, Manner, MessageId, Origin,
    Outcome, Phase, RoomId, RoutineId, Seat, SeatPlace, ServerId, SessionId, Shown, Stance,
    Timestamp, UserId,
};
use unknot::store::Store;

use super::made::{
    commit, full_seat, kept, note, open, opened, run, seat_of, sit, then, timelines, token,
};
use super::verbs::stores;
use super::{at, keep, last_time, member, mia, noah, now};
use crate::library;

fn phases() -> Vec<Phase> {
    let mut phases = vec![
        Phase::Lobby { starts_at: then() },
        Phase::Rolling {
            anchor: Timestamp::UNIX_EPOCH - TimeDelta::milliseconds(1),
            cued: 0,
        },
        Phase::Rolling {
            anchor: at("9999-12-31T23:59:59.999Z"),
            cued: 3,
        },
    ];
    phases.extend(Held::ALL.iter().zip([0, 1]).map(|((_, why), cued)| {
        let elapsed = TimeDelta::milliseconds(i64::from(u32::MAX) * 1000 * cued);
        Phase::Paused {
            elapsed,
            cued: usize::try_from(cued).unwrap(),
            resume_by: then(),
            why: *why,
        }
    }));
    phases.extend(Held::ALL.iter().map(|(_, why)| Phase::Paused {
        elapsed: TimeDelta::milliseconds(1),
        cued: 2,
        resume_by: then(),
        why: *why,
    }));
    let over = |(_, ending): &(&str, Ending)| Phase::Over {
        ending: *ending,
        at: then(),
        cued: 3,
        rolled: TimeDelta::milliseconds(12_345),
    };
    phases.extend(Ending::ALL.iter().map(over));
    phases
}

#[tokio::test]
async fn every_phase_comes_back_opened_or_run_into() {
    let (stores, _data) = stores();
    for store in stores {
        commit(&store, vec![open(&opened(1))]).await;
        for (phase, id) in phases().into_iter().zip(2..) {
            let mut begun = opened(id);
            begun.session.phase = phase;
            commit(&store, vec![open(&begun)]).await;
            assert_eq!(kept(&store, id).await, begun);
            let mut run_into = opened(1);
            run_into.session.phase = phase;
            commit(&store, vec![run(&run_into.session)]).await;
            assert_eq!(kept(&store, 1).await, run_into);
        }
    }
}

#[tokio::test]
async fn a_session_comes_back_exactly_at_its_extremes() {
    let (stores, _data) = stores();
    for store in stores {
        let mut most = opened(u64::MAX);
        most.session.server = ServerId::new(u64::MAX);
        most.session.room = RoomId::new(u64::MAX);
        most.manner = Manner {
            read_aloud: true,
            tidy: false,
            origin: Origin::SeriesLate,
        };
        most.sent = u32::MAX;
        most.card = Some(Shown {
            message: MessageId::new(u64::MAX),
            at: then(),
        });
        most.lead = Lead {
            user: Some(UserId::new(u64::MAX)),
            token: Some(token(last_time())),
            language: Language::Spanish,
        };
        let mut least = opened(0);
        least.manner.tidy = true;
        least.session.plan = Vec::new();
        commit(&store, vec![open(&most), open(&least)]).await;
        assert_eq!(kept(&store, u64::MAX).await, most);
        assert_eq!(kept(&store, 0).await, least);
        assert_eq!(store.gathering(SessionId::new(5)).await.unwrap(), None);
    }
}

#[tokio::test]
async fn every_routine_is_said_as_it_was_even_by_a_store_that_has_just_opened() {
    let data = super::Data::new();
    let routines: Vec<RoutineId> = library().routines.into_keys().collect();
    let sessions: Vec<Gathering> = (routines.iter().zip(1..))
        .map(|(routine, id)| Gathering {
            timelines: timelines(routine.as_str()),
            ..opened(id)
        })
        .collect();
    let store = data.store().unwrap();
    // The second time they are there already.
    let again = sessions.iter().map(|it| {
        let mut again = it.clone();
        again.session.id = SessionId::new(it.session.id.get() + 1000);
        again.session.room = RoomId::new(it.session.id.get());
        again
    });
    let changes = sessions.iter().cloned().chain(again);
    let changes = changes.map(|it| open(&it)).collect();
    commit(&store, changes).await;
    has(&store, &sessions).await;
    drop(store);
    has(&data.store().unwrap(), &sessions).await;
}

async fn has(store: &Store, sessions: &[Gathering]) {
    for it in sessions {
        let first = kept(store, it.session.id.get()).await;
        assert_eq!(first, *it);
        // What was read once is read no second time.
        let again = kept(store, it.session.id.get() + 1000).await;
        assert!(Arc::ptr_eq(&first.timelines, &again.timelines));
    }
}

#[tokio::test]
async fn finer_parts_of_a_time_are_cut_off_and_sealed_times_are_exact() {
    let (stores, _data) = stores();
    for store in stores {
        let mut fine = opened(1);
        fine.session.phase = Phase::Rolling {
            anchor: then() + TimeDelta::nanoseconds(999_999),
            cued: 1,
        };
        fine.lead.token = Some(token(now()));
        commit(&store, vec![open(&fine)]).await;
        let mut cut = fine.clone();
        cut.session.phase = Phase::Rolling {
            anchor: then(),
            cued: 1,
        };
        assert_eq!(kept(&store, 1).await, cut);
        let wake = store.next_wake().await.unwrap();
        assert_eq!(wake, cut.session.next_deadline());
    }
}

#[tokio::test]
async fn seats_come_back_in_the_order_in_which_they_came() {
    let (stores, _data) = stores();
    for store in stores {
        commit(&store, vec![open(&opened(1)), open(&opened(2))]).await;
        let users: Vec<UserId> = [9, 3, 7, u64::MAX, 1].map(UserId::new).to_vec();
        for user in &users {
            commit(&store, vec![sit(1, seat_of(*user))]).await;
        }
        commit(&store, vec![sit(2, full_seat(UserId::new(3)))]).await;
        // A seat that is taken anew stays where it was, a second time too.
        for (_, stance) in Stance::ALL {
            for (_, place) in SeatPlace::ALL {
                let anew = Seat {
                    stance: *stance,
                    place: *place,
                    ..full_seat(users[1])
                };
                commit(&store, vec![sit(1, anew.clone())]).await;
                let seats = kept(&store, 1).await.seats;
                let there: Vec<UserId> = seats.0.iter().map(|it| it.user).collect();
                assert_eq!(there, users);
                assert_eq!(seats.of(users[1]), Some(&anew));
                assert_eq!(seats.of(users[0]), Some(&seat_of(users[0])));
            }
        }
        let unseat = |user| Change::Unseat {
            session: SessionId::new(1),
            user,
        };
        commit(&store, vec![unseat(users[4]), unseat(users[0])]).await;
        // Whoever comes back is the last.
        commit(&store, vec![sit(1, seat_of(users[0]))]).await;
        let seats = kept(&store, 1).await.seats.0;
        let there: Vec<UserId> = seats.iter().map(|it| it.user).collect();
        assert_eq!(there, [users[1], users[2], users[3], users[0]]);
        let elsewhere = kept(&store, 2).await.seats.0;
        assert_eq!(elsewhere, [full_seat(UserId::new(3))]);
    }
}

#[tokio::test]
async fn how_long_somebody_was_there_is_only_added_to() {
    let (stores, _data) = stores();
    for store in stores {
        let attend = |users: Vec<UserId>, seconds| Change::Attend {
            session: SessionId::new(1),
            users,
            seconds,
        };
        let lies = Seat {
            attended_seconds: 999,
            ..seat_of(mia())
        };
        commit(&store, vec![open(&opened(1)), sit(1, lies.clone())]).await;
        commit(&store, vec![attend(vec![mia(), noah(), mia()], 30)]).await;
        commit(&store, vec![sit(1, lies), attend(vec![mia()], 12)]).await;
        let seats = kept(&store, 1).await.seats.0;
        assert_eq!(seats.len(), 1, "nobody gets a seat by being there");
        assert_eq!(seats[0].attended_seconds, 42);
        commit(&store, vec![attend(vec![mia()], u32::MAX)]).await;
        let seats = kept(&store, 1).await.seats.0;
        assert_eq!(seats[0].attended_seconds, u32::MAX);
    }
}

#[tokio::test]
async fn every_line_of_a_log_comes_back_and_the_last_ten_are_shown() {
    let (stores, _data) = stores();
    for store in stores {
        commit(&store, vec![open(&opened(1)), open(&opened(2))]).await;
        let who = [Some(mia()), None, Some(noah())].into_iter().cycle();
        let mut lines = Vec::new();
        let mut dids: Vec<Did> = Did::ALL.iter().map(|(_, did)| *did).collect();
        dids.extend(Held::ALL.iter().map(|(_, why)| Did::Held(*why)));
        dids.extend(Ending::ALL.iter().map(|(_, ending)| Did::Ended(*ending)));
        for (did, who) in dids.into_iter().zip(who) {
            let line = LogLine {
                at: then(),
                who,
                did,
            };
            lines.push(line);
            commit(&store, vec![note(1, line)]).await;
            let from = lines.len().saturating_sub(10);
            assert_eq!(kept(&store, 1).await.log, lines[from..]);
        }
        assert_eq!(kept(&store, 2).await.log, []);
    }
}

#[tokio::test]
async fn whoever_leads_and_what_is_shown_is_replaced() {
    let (stores, _data) = stores();
    for store in stores {
        let mut expected = opened(1);
        commit(
            &store,
            vec![open(&expected), keep(mia(), member(Outcome::Clear))],
        )
        .await;
        for (user, until) in [(mia(), Some(now())), (noah(), None)] {
            expected.lead = Lead {
                user: Some(user),
                token: until.map(token),
                language: Language::Spanish,
            };
            expected.card = Some(Shown {
                message: MessageId::new(user.get()),
                at: then(),
            });
            let session = expected.session.id;
            let changes = vec![
                Change::Lead {
                    session,
                    lead: expected.lead.clone(),
                },
                Change::Show {
                    session,
                    shown: expected.card.unwrap(),
                },
            ];
            commit(&store, changes).await;
            assert_eq!(kept(&store, 1).await, expected);
        }
    }
}
