//! Everything that is kept changes here, one turn at a time.
//!
//! A turn reads what it needs, lets `domain` decide, keeps what was decided together with what has to be
//! sent because of it, and only then says so. Must never log who asked or what came out. Remembers
//! nothing between turns.

mod own;
mod reminders;
mod series;
mod sessions;
mod settled;

use std::sync::Arc;

use secrecy::ExposeSecret;

pub use self::reminders::{Note, NoteFate};
pub use self::series::EventFate;
use super::turns::{broken, log};
use crate::domain::{
    Asker, Badge, Change, Decision, Intent, Language, Library, Loss, MessageId, Parcel, ServerId,
    ServerNews, Timestamp, Token, Told, UserId, Venue, Visit, Word, decide,
};
use crate::present::{self, PrivateCard, Request, Signet};
use crate::store::{Store, StoreFault};

/// How long an interaction's token is good for, less what an answer may take on its way (Discord docs,
/// receiving-and-responding: 15 minutes).
const TOKEN_LASTS: chrono::TimeDelta = chrono::TimeDelta::seconds(15 * 60 - 10);

/// Takes turns.
pub struct Conductor {
    store: Arc<Store>,
    signet: Signet,
}

/// What somebody wants, as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who.
    pub user: UserId,
    /// In which server; none in direct messages.
    pub server: Option<ServerId>,
    /// What their press or command brings along.
    pub came: Came,
    /// What they want.
    pub request: Request,
}

/// What only a press or a command brings along.
#[derive(Clone)]
pub struct Came {
    /// What it can be answered by for a while.
    pub token: String,
    /// What they read.
    pub language: Language,
    /// What they may do in the server.
    pub badge: Badge,
}

impl std::fmt::Debug for Came {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Came(…)")
    }
}

impl Came {
    fn visit(&self, now: Timestamp) -> Visit {
        Visit {
            token: Token {
                text: self.token.clone(),
                until: now + TOKEN_LASTS,
            },
            language: self.language,
            badge: self.badge.clone(),
        }
    }
}

/// What a turn came to.
#[derive(Debug)]
pub struct Turned {
    /// What whoever asked is told.
    pub card: PrivateCard,
    /// What has to be sent because of it. It is kept until that is settled.
    pub parcels: Vec<Parcel>,
}

/// What a turn decided, once it is kept.
struct Decided {
    told: Told,
    /// Whether their reminders have ended, which they do not know yet.
    is_closed: bool,
    parcels: Vec<Parcel>,
}

/// What became of a parcel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was delivered.
    Done,
    /// It was delivered, and stands in this message.
    Posted(MessageId),
    /// Whoever it was for was told, as far as they could be.
    Whispered {
        /// Those whose direct messages turned out to be closed.
        closed: Vec<UserId>,
        /// Those who know now that they have moved up.
        told: Vec<UserId>,
    },
    /// It came too late, or could not be delivered for a reason that concerns it alone.
    Dropped,
    /// Nothing can be said in its room any more.
    Lost(Loss),
}

impl Conductor {
    /// Takes turns on this store.
    pub fn new(store: Store) -> Self {
        let signet = Signet::new(*store.press_key().expose_secret());
        Self {
            store: Arc::new(store),
            signet,
        }
    }

    /// What is kept, to be read.
    pub(super) fn store(&self) -> Arc<Store> {
        Arc::clone(&self.store)
    }

    /// One turn: what somebody asked for at that moment. Never fails: where we broke, it says so.
    pub async fn turn(&self, library: &Library, asked: Asked, now: Timestamp) -> Turned {
        // Whoever needs help is told where to get it, whether or not anything can be kept.
        let help = asked.request.help();
        let user = asked.user;
        match self.decided(library, asked, now).await {
            Ok(Decided {
                told,
                is_closed,
                parcels,
            }) => {
                let card = present::told(library, &self.signet, user, &told);
                let card = match is_closed {
                    true => card.followed_by(library.words.get(Word::HydrationClosed)),
                    false => card,
                };
                Turned { card, parcels }
            }
            Err(fault) => {
                let reference = log(&fault);
                Turned {
                    card: broken(library, &reference, help),
                    parcels: Vec::new(),
                }
            }
        }
    }

    /// Reads, decides, and keeps what was decided.
    async fn decided(
        &self,
        library: &Library,
        asked: Asked,
        now: Timestamp,
    ) -> Result<Decided, StoreFault> {
        let Asked {
            user,
            server,
            came,
            request,
        } = asked;
        let visit = came.visit(now);
        let is_help = request.help().is_some();
        let decision = match request {
            Request::Intent(intent) => self.of_member(library, user, server, now, intent).await?,
            Request::Signed { token, picked } => {
                let intent = self.signet.open(library, user, &token, &picked);
                self.of_member(library, user, server, now, intent).await?
            }
            Request::In { session, wants } => {
                let who = (user, visit);
                self.within(library, who, server, now, (session, wants))
                    .await?
            }
            Request::Open(opening) => {
                let who = (user, visit);
                self.open(who, server, now, *opening).await?
            }
            Request::Lead {
                named,
                room,
                control,
            } => {
                let who = (user, visit);
                let wanted = (named, room, control);
                self.lead(library, who, server, now, wanted).await?
            }
            Request::Hydrate(wants) => {
                let language = visit.language;
                self.hydrate(user, language, now, *wants).await?
            }
            Request::Own(own) => self.own(user, now, own).await?,
            Request::Sessions => self.listed(library, server, visit.language).await?,
            Request::Schedule(wanted) => {
                let who = (user, visit);
                self.schedule(library, who, server, now, *wanted).await?
            }
            Request::Series { named, wants } => {
                let who = (user, visit);
                self.of_series(library, who, server, now, (named, wants))
                    .await?
            }
        };
        let mut decision = self.screened_for(user, now, decision).await?;
        self.leaves_all(user, now, &mut decision).await;
        self.reopened(now, &mut decision).await?;
        // Nothing stands beside where to get help.
        let is_closed = !is_help && self.tell_closed(user, &mut decision).await;
        Ok(Decided {
            parcels: self.keep(now, decision.changes).await?,
            told: decision.told,
            is_closed,
        })
    }

    /// What somebody wants of what is kept of them.
    async fn of_member(
        &self,
        library: &Library,
        user: UserId,
        server: Option<ServerId>,
        now: Timestamp,
        intent: Intent,
    ) -> Result<Decision, StoreFault> {
        let read = match intent {
            // Not about them, so nothing of them is read.
            Intent::Settings { .. } => Ok(None),
            _ => self.store.member(user).await,
        };
        let member = match (read, &intent) {
            // What does not open can be deleted all the same.
            (Err(fault), Intent::Forget) => {
                log(&fault);
                return Ok(Decision {
                    told: Told::Forgotten { was_known: true },
                    changes: vec![Change::Forget { user }],
                });
            }
            // A stop is kept in place of what does not open.
            (Err(fault), Intent::NeedHelp(_)) => {
                log(&fault);
                None
            }
            (read, _) => read?,
        };
        let venue = match server.filter(|_| intent.looks_at_the_server()) {
            None => None,
            Some(id) => Some(self.venue(id).await?),
        };
        let asker = Asker {
            user,
            member: member.as_ref(),
            venue,
            now,
        };
        let mut decision = decide(library, asker, intent);
        if let Told::Forgotten { was_known } = &mut decision.told
            && !*was_known
        {
            // A seat or a session that they led is kept of whoever was never a member. What does not open was
            // there.
            let holdings = self.store.holdings(user).await;
            *was_known = !holdings.is_ok_and(|it| it.is_nothing());
        }
        Ok(decision)
    }

    /// What is set in a server.
    async fn venue(&self, id: ServerId) -> Result<Venue, StoreFault> {
        let settings = self.store.server(id).await?.unwrap_or_default();
        Ok(Venue { id, settings })
    }

    /// Keeps all of it, or nothing. What has to be sent because of it.
    async fn keep(
        &self,
        now: Timestamp,
        mut changes: Vec<Change>,
    ) -> Result<Vec<Parcel>, StoreFault> {
        let due = self.remind_after(now, &changes).await;
        // What cannot be read of reminders keeps nothing from being kept.
        changes.extend(due.inspect_err(|fault| _ = log(fault)).unwrap_or_default());
        let parcels = changes.iter().filter_map(|change| match change {
            Change::Send(parcel) => Some(*parcel),
            _ => None,
        });
        let parcels = parcels.collect();
        if !changes.is_empty() {
            self.store.commit(now, changes).await?;
        }
        Ok(parcels)
    }

    /// Keeps what was heard of servers. A session in one that was left is over.
    pub async fn hear(&self, now: Timestamp, news: ServerNews) -> Result<Vec<Parcel>, StoreFault> {
        let known = match news {
            ServerNews::All { .. } => self.store.known_servers().await?,
            ServerNews::Left(_) | ServerNews::Here(_) => Vec::new(),
        };
        let (left, here) = news.sort(&known);
        let mut parcels = Vec::new();
        if !left.is_empty() {
            parcels = self.lose_servers(now, left.clone()).await?;
            let servers = self.store.left(now, left).await?;
            if servers != 0 {
                tracing::info!(
                    servers,
                    "removed from servers; what is set there goes in 30 days"
                );
            }
        }
        if !here.is_empty() {
            let servers = self.store.is_back(here).await?;
            if servers != 0 {
                tracing::info!(servers, "back in servers; what is set there stays");
            }
        }
        Ok(parcels)
    }

    /// Deletes what has ended. How much.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, StoreFault> {
        self.store.sweep(now).await
    }

    /// Deletes the tokens that are worth nothing any more.
    pub(super) async fn forget_tokens(&self, now: Timestamp) {
        if let Err(fault) = self.store.forget_tokens(now).await {
            log(&fault);
        }
    }
}
