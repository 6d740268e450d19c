//! Knows: what a person can do in this Discord, and how they wait for what comes of it.
//! Never: does what Discord's client would not let a person do; it says why instead.

mod answer;

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::oneshot;

use crate::hub::Hub;
use crate::world::World;
use crate::world::command::{Command, Objection};
use crate::world::interaction::{Arrival, Deed};
use crate::world::invocation::Started;
use crate::world::message::LOADING;
use crate::world::options;
use crate::world::refusal::Refusal;

pub use crate::people::answer::{Answer, Button, Choice, Seen};

/// How long a person looks for something before giving up, in real time. Ours: nothing that works takes this long.
const PATIENCE: Duration = Duration::from_secs(10);

/// A place where messages are: a channel, in Discord's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Room(pub u64);

/// Somebody with an account.
#[derive(Clone)]
pub struct Person {
    hub: Arc<Hub>,
    id: u64,
}

impl Person {
    pub(crate) fn new(hub: Arc<Hub>, id: u64) -> Person {
        Person { hub, id }
    }

    /// The user id.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The name others see.
    pub fn name(&self) -> String {
        self.hub.look(|world| world.user(self.id).shown_as.clone())
    }

    /// Uses a command, `"session start"` for a subcommand, and waits for the answer; where that is deferred, for the
    /// message that follows.
    pub async fn command(&self, room: Room, name: &str, options: Value) -> Answer {
        let started = fire(&self.hub, self.id, room, name, &options);
        self.await_answer(room, started).await
    }

    /// Types in the option `focused` and waits for what is offered.
    pub async fn autocomplete(
        &self,
        room: Room,
        name: &str,
        focused: &str,
        options: Value,
    ) -> Vec<Choice> {
        let started = fire_autocomplete(&self.hub, self.id, room, name, focused, &options);
        self.await_answer(room, started).await.choices()
    }

    /// Presses a button, named by its label or its custom id.
    pub async fn press(&self, message: &impl AsRef<Seen>, button: &str) -> Answer {
        self.use_component(message.as_ref(), button, None).await
    }

    /// Chooses from a menu, named by its placeholder or its custom id.
    pub async fn select(&self, message: &impl AsRef<Seen>, menu: &str, values: &[&str]) -> Answer {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        self.use_component(message.as_ref(), menu, Some(&values))
            .await
    }

    async fn use_component(&self, seen: &Seen, name: &str, values: Option<&[String]>) -> Answer {
        let room = seen.room();
        let started = match seen.custom_id_of(name) {
            Some(custom_id) => self.hub.change(|world| {
                world.use_component(self.id, room.0, seen.id(), &custom_id, values)
            }),
            None => Err(Objection(format!(
                "That message has nothing called {name}."
            ))),
        };
        self.await_answer(room, started).await
    }

    /// Sends back the form that an answer opened.
    pub async fn submit(&self, opened: &Answer, values: Value) -> Answer {
        let started = match opened.interaction() {
            Some(modal) => self
                .hub
                .change(|world| world.submit_modal(self.id, modal, &values)),
            None => Err(Objection(String::from("No form is open."))),
        };
        self.await_answer(opened.room(), started).await
    }

    async fn await_answer(&self, room: Room, started: Result<Started, Objection>) -> Answer {
        let started = match started {
            Ok(started) => started,
            Err(objection) => return Answer::objected(room, objection),
        };
        // The sweep drops the sender after three seconds, so this wait has an end.
        let Ok(arrival) = started.arrival.await else {
            return Answer::missed(room, started.id);
        };
        if arrival.kind == 5
            && let Some(message) = arrival.message
        {
            self.until(|world| match world.shelf.get(room.0, message) {
                Some(message) if message.flags & LOADING != 0 => None,
                Some(_) | None => Some(()),
            })
            .await;
        }
        let modal = self.hub.look(|world| {
            world
                .interactions
                .modal(started.id)
                .map(|modal| (*modal.json).clone())
        });
        let seen = arrival
            .message
            .and_then(|message| self.look_at(room, message));
        Answer::arrived(room, started.id, arrival, seen, modal)
    }

    /// One message, if this person sees it.
    pub fn look_at(&self, room: Room, message: u64) -> Option<Seen> {
        self.hub.look(|world| {
            let found = world
                .shelf
                .get(room.0, message)
                .filter(|message| message.is_for(self.id))?;
            world
                .can_read(self.id, room.0)
                .then(|| Seen::new(room, world.message_json(found)))
        })
    }

    /// All messages this person sees in a room, oldest first.
    pub fn sees(&self, room: Room) -> Vec<Seen> {
        self.hub.look(|world| {
            let messages = world
                .shelf
                .room(room.0)
                .filter(|message| message.is_for(self.id));
            match world.can_read(self.id, room.0) {
                true => messages
                    .map(|message| Seen::new(room, world.message_json(message)))
                    .collect(),
                false => Vec::new(),
            }
        })
    }

    /// Waits until this person sees a message that fits, also one that is there already.
    ///
    /// # Panics
    /// If none comes within ten seconds.
    pub async fn waits_for(&self, room: Room, fits: impl Fn(&Seen) -> bool) -> Seen {
        let mut news = self.hub.news();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            if let Some(seen) = self.sees(room).into_iter().find(&fits) {
                return seen;
            }
            match tokio::time::timeout_at(deadline, news.recv()).await {
                Ok(Ok(_) | Err(RecvError::Lagged(_))) => {}
                Ok(Err(RecvError::Closed)) | Err(_) => {
                    panic!(
                        "{} saw no such message; there is {:#?}",
                        self.name(),
                        self.sees(room)
                    );
                }
            }
        }
    }

    /// Waits for the world to come to a state that pages hear of; gives nothing if it does not within ten seconds.
    pub async fn until<T>(&self, reached: impl Fn(&World) -> Option<T>) -> Option<T> {
        let mut news = self.hub.news();
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            if let Some(value) = self.hub.look(&reached) {
                return Some(value);
            }
            match tokio::time::timeout_at(deadline, news.recv()).await {
                Ok(Ok(_) | Err(RecvError::Lagged(_))) => {}
                Ok(Err(RecvError::Closed)) | Err(_) => return None,
            }
        }
    }

    /// Writes a message.
    pub fn say(&self, room: Room, content: &str) -> Result<Seen, Objection> {
        self.hub
            .change(|world| world.say(self.id, room.0, content))
            .map(|json| Seen::new(room, json))
    }

    /// Enters a voice channel.
    pub fn join_voice(&self, room: Room) -> Result<(), Objection> {
        self.hub
            .change(|world| world.move_voice(self.id, Some(room.0)))
    }

    /// Leaves voice.
    pub fn leave_voice(&self) -> Result<(), Objection> {
        self.hub.change(|world| world.move_voice(self.id, None))
    }

    /// Schedules an event by hand, with the body Discord's REST takes.
    pub fn schedule_event(&self, guild: u64, body: Value) -> Result<Value, Refusal> {
        self.hub
            .change(|world| world.schedule(self.id, guild, &body))
    }

    /// Changes a scheduled event by hand.
    pub fn edit_event(&self, guild: u64, event: u64, body: Value) -> Result<Value, Refusal> {
        self.hub
            .change(|world| world.reschedule(self.id, guild, event, &body))
    }

    /// Starts a scheduled event by hand.
    pub fn start_event(&self, guild: u64, event: u64) -> Result<Value, Refusal> {
        self.edit_event(guild, event, json!({"status": 2}))
    }

    /// Cancels a scheduled event by hand.
    pub fn cancel_event(&self, guild: u64, event: u64) -> Result<Value, Refusal> {
        self.edit_event(guild, event, json!({"status": 4}))
    }

    /// Deletes a scheduled event by hand.
    pub fn delete_event(&self, guild: u64, event: u64) -> Result<(), Refusal> {
        self.hub
            .change(|world| world.unschedule(self.id, guild, event))
    }

    /// Says whether this person is interested in an event.
    pub fn follow_event(&self, event: u64, is_interested: bool) -> Result<(), Refusal> {
        self.hub
            .change(|world| world.set_interest(self.id, event, is_interested))
    }
}

/// A person's command, sent off without waiting; the receiver resolves at the callback.
pub(crate) fn fire(
    hub: &Hub,
    person: u64,
    room: Room,
    name: &str,
    options: &Value,
) -> Result<Started, Objection> {
    hub.change(|world| {
        let (command, path) = find_command(world, room, name)?;
        let list = options::from_named(&command.definition.options, &path, options)?;
        world.use_command(person, room.0, &command, &list, Deed::Command)
    })
}

/// A person's typing, sent off without waiting; the receiver resolves when choices are offered.
pub(crate) fn fire_autocomplete(
    hub: &Hub,
    person: u64,
    room: Room,
    name: &str,
    focused: &str,
    options: &Value,
) -> Result<Started, Objection> {
    hub.change(|world| {
        let (command, path) = find_command(world, room, name)?;
        let mut list = options::from_named(&command.definition.options, &path, options)?;
        mark_focus(&mut list, focused);
        world.use_command(person, room.0, &command, &list, Deed::Autocomplete)
    })
}

/// What a fired command is awaited by.
pub type Callback = oneshot::Receiver<Arrival>;

fn find_command<'a>(
    world: &mut World,
    room: Room,
    name: &'a str,
) -> Result<(Arc<Command>, Vec<&'a str>), Objection> {
    let gone = || Objection(String::from("That room is gone."));
    let guild = world.channel(room.0).map_err(|_| gone())?.guild();
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    let command = world
        .commands
        .around(guild)
        .find(|command| command.definition.name == first);
    match command {
        Some(command) => Ok((command.clone(), words.collect())),
        None => Err(Objection(format!("There is no command /{first} here."))),
    }
}

/// Puts the cursor in an option, adding it if nothing was typed there yet.
fn mark_focus(list: &mut Value, focused: &str) {
    let Some(options) = list.as_array_mut() else {
        return;
    };
    let nested = options
        .iter_mut()
        .find(|option| option.get("options").is_some());
    if let Some(nested) = nested {
        return mark_focus(&mut nested["options"], focused);
    }
    match options.iter_mut().find(|option| option["name"] == focused) {
        Some(option) => option["focused"] = json!(true),
        None => options.push(json!({"name": focused, "value": "", "focused": true})),
    }
}
