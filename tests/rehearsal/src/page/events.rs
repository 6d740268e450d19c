//! Knows: what of the news a person's page may hear, and how it is written.
//! Never: replays; after a break the page fetches what it shows.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};

use crate::hub::Hub;
use crate::page::{nobody, person};
use crate::world::World;
use crate::world::happening::{InteractionState, PageEvent};

/// How often a silent stream says that it lives. Ours.
const ALIVE_EVERY: Duration = Duration::from_secs(15);

pub(super) async fn events(
    State(hub): State<Arc<Hub>>,
    query: Query<HashMap<String, String>>,
) -> Response {
    let Some(me) = person(&query) else {
        return nobody();
    };
    let news = hub.news();
    let lines = stream::unfold((hub, news), move |(hub, mut news)| async move {
        loop {
            // Who falls behind loses the stream, comes back, and fetches everything again.
            let event = news.recv().await.ok()?;
            if let Some(line) = hub.look(|world| heard(world, me, &event)) {
                let line = Event::default().data(line.to_string());
                return Some((Ok::<_, Infallible>(line), (hub, news)));
            }
        }
    });
    Sse::new(lines)
        .keep_alive(KeepAlive::new().interval(ALIVE_EVERY))
        .into_response()
}

/// The event as this person's page hears it, if at all.
fn heard(world: &World, me: u64, event: &PageEvent) -> Option<Value> {
    let sees = |room: u64| world.can_see(me, room);
    let reads = |room: u64| world.can_read(me, room);
    let is_mine = |only_for: Option<u64>| only_for.is_none_or(|owner| owner == me);
    match event {
        PageEvent::Message {
            room,
            message,
            only_for,
        } if reads(*room) && is_mine(*only_for) => {
            let message = world.shelf.get(*room, *message)?;
            Some(
                json!({"type": "message", "room": room.to_string(), "message": world.message_json(message)}),
            )
        }
        PageEvent::Gone {
            room,
            message,
            only_for,
        } if reads(*room) && is_mine(*only_for) => {
            Some(json!({"type": "gone", "room": room.to_string(), "message": message.to_string()}))
        }
        PageEvent::Interaction { person, news } if *person == me => {
            let state = match news.state {
                InteractionState::Waiting => "waiting",
                InteractionState::Done => "done",
                InteractionState::Failed => "failed",
            };
            let mut line = json!({
                "type": "interaction",
                "id": news.id.to_string(),
                "room": news.room.to_string(),
                "state": state,
            });
            if let Some(message) = news.message {
                line["message"] = json!(message.to_string());
            }
            if news.state == InteractionState::Failed {
                line["error"] = json!("The application did not respond");
            }
            Some(line)
        }
        PageEvent::Modal {
            person,
            id,
            room,
            modal,
        } if *person == me => Some(
            json!({"type": "modal", "id": id.to_string(), "room": room.to_string(), "modal": **modal}),
        ),
        PageEvent::Voice { room } if sees(*room) => {
            let people: Vec<String> = world.people_in(*room).iter().map(u64::to_string).collect();
            Some(json!({"type": "voice", "room": room.to_string(), "people": people}))
        }
        PageEvent::Typing { room, person } if reads(*room) && *person != me => {
            Some(json!({"type": "typing", "room": room.to_string(), "person": person.to_string()}))
        }
        PageEvent::Bot { is_online } => Some(json!({"type": "bot", "online": is_online})),
        PageEvent::Commands => Some(json!({"type": "commands"})),
        PageEvent::Rooms => Some(json!({"type": "rooms"})),
        PageEvent::Languages => Some(json!({"type": "languages"})),
        PageEvent::Schedule => Some(json!({"type": "schedule"})),
        _ => None,
    }
}
