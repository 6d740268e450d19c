//! Knows: every request that came in, counted for ever and the last ones in full.
//! Never: grows without end, or keeps a token.

use std::collections::{BTreeMap, VecDeque};
use std::time::Instant;

/// Requests kept in full. Ours, so that a million do not fill memory.
const DETAILED_MAX: usize = 5_000;
/// Messages kept with when they came: two minutes of 1,500 sessions have 10,000. Ours.
const POSTS_MAX: usize = 100_000;
/// Violations of Discord's description kept in full. Ours.
const VIOLATIONS_MAX: usize = 1_000;

/// One REST request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// In capitals.
    pub method: String,
    /// The path with ids, but with `{token}` where a secret stood.
    pub path: String,
    /// The path with `{id}` where an id stood.
    pub route: String,
    /// The HTTP status.
    pub status: u16,
    /// Discord's code, where the answer was a refusal.
    pub code: Option<u32>,
    /// Unix milliseconds on this Discord's clock.
    pub at_ms: u64,
}

/// One message that was sent into a room, as often as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Post {
    /// Where.
    pub room: u64,
    /// What the sender knows it by.
    pub nonce: Option<String>,
    /// When the request reached this Discord, before anything of it was read.
    pub at: Instant,
    /// What it says, cards and buttons left out.
    pub content: String,
    /// The message that came of it; an earlier one where its nonce was known already.
    pub message: u64,
}

/// The book.
#[derive(Debug, Default)]
pub struct Ledger {
    posts: VecDeque<Post>,
    requests: VecDeque<Request>,
    by_status: BTreeMap<u16, u64>,
    by_route: BTreeMap<String, u64>,
    violations: VecDeque<String>,
    violations_count: u64,
    unguarded: u64,
}

impl Ledger {
    /// Writes down a request.
    pub fn add(&mut self, request: Request) {
        *self.by_status.entry(request.status).or_default() += 1;
        let route = format!("{} {}", request.method, request.route);
        *self.by_route.entry(route).or_default() += 1;
        self.requests.push_back(request);
        if DETAILED_MAX < self.requests.len() {
            self.requests.pop_front();
        }
    }

    /// Writes down a message that was sent.
    pub fn add_post(&mut self, post: Post) {
        self.posts.push_back(post);
        if POSTS_MAX < self.posts.len() {
            self.posts.pop_front();
        }
    }

    /// The last messages that were sent, oldest first.
    pub fn posts(&self) -> Vec<Post> {
        self.posts.iter().cloned().collect()
    }

    /// Writes down a departure from Discord's own description.
    pub fn add_violation(&mut self, violation: String) {
        self.violations_count += 1;
        self.violations.push_back(violation);
        if VIOLATIONS_MAX < self.violations.len() {
            self.violations.pop_front();
        }
    }

    /// Counts a message that did not say whom it may ping.
    pub fn add_unguarded(&mut self) {
        self.unguarded += 1;
    }

    /// How many messages did not say whom they may ping.
    pub fn unguarded(&self) -> u64 {
        self.unguarded
    }

    /// The last requests, oldest first.
    pub fn requests(&self) -> Vec<Request> {
        self.requests.iter().cloned().collect()
    }

    /// How often each status was answered.
    pub fn by_status(&self) -> BTreeMap<u16, u64> {
        self.by_status.clone()
    }

    /// How often each route was asked.
    pub fn by_route(&self) -> BTreeMap<String, u64> {
        self.by_route.clone()
    }

    /// The last violations, oldest first.
    pub fn violations(&self) -> Vec<String> {
        self.violations.iter().cloned().collect()
    }

    /// How many violations there were in all.
    pub fn violations_count(&self) -> u64 {
        self.violations_count
    }
}

/// A path without its secrets, and the route it follows.
pub fn path_and_route(segments: &[&str]) -> (String, String) {
    let (mut path, mut route) = (String::new(), String::new());
    for (index, segment) in segments.iter().enumerate() {
        let is_id = segment.parse::<u64>().is_ok();
        let is_secret = index == 2 && ["interactions", "webhooks"].contains(&segments[0]);
        let (shown, general) = match (is_secret, is_id) {
            (true, _) => ("{token}", "{token}"),
            (false, true) => (*segment, "{id}"),
            (false, false) => (*segment, *segment),
        };
        path.push('/');
        path.push_str(shown);
        route.push('/');
        route.push_str(general);
    }
    (path, route)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_do_not_reach_the_book() {
        let (path, route) = path_and_route(&["webhooks", "12", "secret", "messages", "@original"]);
        assert_eq!(path, "/webhooks/12/{token}/messages/@original");
        assert_eq!(route, "/webhooks/{id}/{token}/messages/@original");
    }
}
