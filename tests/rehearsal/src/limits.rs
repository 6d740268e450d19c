//! Discord's rate limits, as a bot meets them: buckets per route, one limit over all, and a ban for those who do not listen.
//!
//! It is pure: time is told in Unix milliseconds, and nothing here waits or answers by itself.
//! Discord publishes the global limit and the ban only; the figures per route are what its headers have been seen to say.
//! Clients are to read the headers, so a client that is right here by knowing the table is wrong.

use std::collections::HashMap;

use serde_json::{Value, json};

/// Requests a second of one bot, over all routes.
///
/// Discord docs, topics/rate-limits, "Global Rate Limit".
pub const GLOBAL_REQUESTS_MAX: u64 = 50;

/// The window of [`GLOBAL_REQUESTS_MAX`] (same docs).
pub const GLOBAL_WINDOW_MS: u64 = 1000;

/// Answers of 401, 403 and 429 that an address may draw within [`INVALID_WINDOW_MS`] before it is shut out.
///
/// Discord docs, topics/rate-limits, "Invalid Request Limit".
pub const INVALID_REQUESTS_MAX: u64 = 10_000;

/// The window of [`INVALID_REQUESTS_MAX`]: ten minutes (same docs).
pub const INVALID_WINDOW_MS: u64 = 10 * 60 * 1000;

/// How many windows may pile up before the ones that have ended are swept out. Ours.
const SWEEP_AT: usize = 4096;

/// What one route allows, per channel, guild or webhook.
struct Allowance {
    method: &'static str,
    template: &'static str,
    requests_max: u64,
    window_ms: u64,
}

/// The routes whose allowance the headers of Discord's answers have been seen to say; any other has [`READS`] or
/// [`WRITES`]. Discord publishes none of these figures and may change each of them any day.
const ALLOWANCES: &[Allowance] = &[
    allow("POST", "/channels/{major}/messages", 5, 5000),
    allow("PATCH", "/channels/{major}/messages/{id}", 5, 5000),
    allow("DELETE", "/channels/{major}/messages/{id}", 5, 1000),
    allow("POST", "/channels/{major}/typing", 5, 5000),
    allow("POST", "/users/@me/channels", 10, 10_000),
    allow("POST", "/webhooks/{major}/{major}", 5, 2000),
    allow("GET", "/webhooks/{major}/{major}/messages/{id}", 5, 2000),
    allow("PATCH", "/webhooks/{major}/{major}/messages/{id}", 5, 2000),
    allow("DELETE", "/webhooks/{major}/{major}/messages/{id}", 5, 2000),
    allow("PUT", "/applications/{id}/commands", 5, 20_000),
    allow("POST", "/applications/{id}/commands", 5, 20_000),
    allow("GET", "/gateway/bot", 5, 5000),
];

/// What a reading route allows unless the table says otherwise. Ours.
const READS: (u64, u64) = (30, 10_000);

/// What a writing route allows unless the table says otherwise. Ours.
const WRITES: (u64, u64) = (10, 10_000);

const fn allow(
    method: &'static str,
    template: &'static str,
    requests_max: u64,
    window_ms: u64,
) -> Allowance {
    Allowance {
        method,
        template,
        requests_max,
        window_ms,
    }
}

/// Every bucket of one bot.
#[derive(Debug, Default)]
pub struct Buckets {
    routes: HashMap<String, Window>,
    of_the_bot: Window,
    of_the_address: Window,
    invalid: Window,
    /// Whether the limit over all routes is off, so that a bot's own pace can be seen.
    is_unlimited: bool,
    /// How many times as fast as real time routes take requests again; 0 and 1 are real time.
    speed: u64,
}

/// What a request is told about its limits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    /// Headers of the answer, whether it is refused or not; names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// Why the request is refused with 429, if it is.
    pub refused: Option<RetryAfter>,
}

/// A refusal and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryAfter {
    /// Milliseconds until the window ends.
    pub wait_ms: u64,
    /// Whether it was the limit over all routes.
    pub global: bool,
}

impl RetryAfter {
    /// The body of the 429.
    ///
    /// Discord docs, topics/rate-limits, "Rate Limit Response Structure".
    pub fn body(&self) -> Value {
        json!({
            "message": "You are being rate limited.",
            "retry_after": seconds(self.wait_ms),
            "global": self.global,
        })
    }
}

impl Buckets {
    /// Full buckets.
    pub fn new() -> Buckets {
        Buckets::default()
    }

    /// Full buckets, without the limit over all routes.
    pub fn without_global() -> Buckets {
        Buckets {
            is_unlimited: true,
            ..Buckets::default()
        }
    }

    /// The same in a Discord whose clock runs faster: what a hurried session says in a room is as much
    /// for that clock as it would be for a real one.
    pub fn hurried(self, speed: u32) -> Buckets {
        Buckets {
            speed: u64::from(speed),
            ..self
        }
    }

    /// Counts a request, or refuses it.
    ///
    /// The path may carry `/api/v10` and a query; `authorized` says whether the request named the bot.
    pub fn take(&mut self, now_ms: u64, method: &str, path: &str, authorized: bool) -> Verdict {
        if let Some(wait_ms) = self.shut_out(now_ms) {
            return refuse(
                Vec::new(),
                "global",
                RetryAfter {
                    wait_ms,
                    global: true,
                },
            );
        }
        let route = Route::of(path);
        if route.is_under_global && !self.is_unlimited {
            let window = match authorized {
                true => &mut self.of_the_bot,
                false => &mut self.of_the_address,
            };
            if let Err(wait_ms) = window.take(now_ms, GLOBAL_REQUESTS_MAX, GLOBAL_WINDOW_MS) {
                return refuse(
                    Vec::new(),
                    "global",
                    RetryAfter {
                        wait_ms,
                        global: true,
                    },
                );
            }
        }
        if route.is_callback {
            return Verdict::default();
        }
        self.take_from_bucket(now_ms, method, &route)
    }

    /// Counts an answer; 401, 403 and 429 bring the ban nearer.
    pub fn count_answer(&mut self, now_ms: u64, status: u16) {
        if matches!(status, 401 | 403 | 429) {
            // Past the line there is nothing more to count: the address is shut out already.
            let _ = self
                .invalid
                .take(now_ms, INVALID_REQUESTS_MAX, INVALID_WINDOW_MS);
        }
    }

    /// How many of the answers in the present ten minutes were 401, 403 or 429.
    pub fn invalid_requests(&self, now_ms: u64) -> u64 {
        self.invalid.used_at(now_ms)
    }

    /// How long the address is shut out still, if it is.
    fn shut_out(&self, now_ms: u64) -> Option<u64> {
        let is_over = INVALID_REQUESTS_MAX <= self.invalid.used_at(now_ms);
        is_over.then(|| self.invalid.ends_ms - now_ms)
    }

    fn take_from_bucket(&mut self, now_ms: u64, method: &str, route: &Route) -> Verdict {
        let (requests_max, window_ms) = allowance(method, &route.template);
        let window_ms = (window_ms / self.speed.max(1)).max(1);
        let bucket = bucket_name(method, &route.template);
        if SWEEP_AT <= self.routes.len() {
            self.routes.retain(|_, window| now_ms < window.ends_ms);
        }
        let window = self
            .routes
            .entry(format!("{bucket}:{}", route.major))
            .or_default();
        let taken = window.take(now_ms, requests_max, window_ms);
        let headers = vec![
            ("x-ratelimit-limit", requests_max.to_string()),
            (
                "x-ratelimit-remaining",
                (requests_max - window.used).to_string(),
            ),
            (
                "x-ratelimit-reset",
                format!("{:.3}", seconds(window.ends_ms)),
            ),
            (
                "x-ratelimit-reset-after",
                format!("{:.3}", seconds(window.ends_ms - now_ms)),
            ),
            ("x-ratelimit-bucket", bucket),
        ];
        match taken {
            Ok(()) => Verdict {
                headers,
                refused: None,
            },
            Err(wait_ms) => refuse(
                headers,
                "user",
                RetryAfter {
                    wait_ms,
                    global: false,
                },
            ),
        }
    }
}

/// Discord docs, topics/rate-limits, "Header Format": the wait in the header is whole seconds.
fn refuse(mut headers: Vec<(&'static str, String)>, scope: &str, refused: RetryAfter) -> Verdict {
    headers.push(("retry-after", refused.wait_ms.div_ceil(1000).to_string()));
    headers.push(("x-ratelimit-scope", scope.to_owned()));
    if refused.global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    Verdict {
        headers,
        refused: Some(refused),
    }
}

/// A count that starts again when its time is over.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    used: u64,
    ends_ms: u64,
}

impl Window {
    /// Counts one, or says how long until there is room.
    fn take(&mut self, now_ms: u64, max: u64, window_ms: u64) -> Result<(), u64> {
        if self.ends_ms <= now_ms {
            self.used = 0;
            self.ends_ms = now_ms + window_ms;
        }
        if max <= self.used {
            return Err(self.ends_ms - now_ms);
        }
        self.used += 1;
        Ok(())
    }

    fn used_at(&self, now_ms: u64) -> u64 {
        if now_ms < self.ends_ms { self.used } else { 0 }
    }
}

/// A path, reduced to what limits are counted by.
#[derive(Debug, PartialEq, Eq)]
struct Route {
    /// The path with every id replaced.
    template: String,
    /// The ids that have buckets of their own.
    major: String,
    /// Whether the global limit counts it.
    ///
    /// Discord docs, topics/rate-limits, "Global Rate Limit": interaction endpoints are not bound to it.
    is_under_global: bool,
    /// An interaction's first answer, which has no bucket: its id is used once.
    is_callback: bool,
}

impl Route {
    fn of(path: &str) -> Route {
        let path = path.split('?').next().unwrap_or_default();
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        let mut segments: Vec<&str> = match segments.next() {
            Some("api") => segments.collect(),
            Some(first) => std::iter::once(first).chain(segments).collect(),
            None => Vec::new(),
        };
        if segments.first().is_some_and(|first| is_version(first)) {
            segments.remove(0);
        }
        let resource = segments.first().copied().unwrap_or_default();
        let is_webhook_of_interaction = resource == "webhooks" && 2 < segments.len();
        let mut template = String::new();
        let mut major = Vec::new();
        for (place, segment) in segments.iter().enumerate() {
            template.push('/');
            template.push_str(match (resource, place) {
                ("channels" | "guilds" | "webhooks", 1) | ("webhooks", 2) => {
                    major.push(*segment);
                    "{major}"
                }
                ("interactions", 1 | 2) => "{id}",
                _ if is_id(segment) => "{id}",
                _ => segment,
            });
        }
        Route {
            template,
            major: major.join("/"),
            is_under_global: resource != "interactions" && !is_webhook_of_interaction,
            is_callback: resource == "interactions",
        }
    }
}

fn is_version(segment: &str) -> bool {
    segment
        .strip_prefix('v')
        .is_some_and(|number| number.parse::<u8>().is_ok())
}

/// A snowflake, or the word that stands for the id of an interaction's own answer.
fn is_id(segment: &str) -> bool {
    segment == "@original" || segment.bytes().all(|byte| byte.is_ascii_digit())
}

fn allowance(method: &str, template: &str) -> (u64, u64) {
    let known = ALLOWANCES
        .iter()
        .find(|line| line.method == method && line.template == template);
    match known {
        Some(line) => (line.requests_max, line.window_ms),
        None if method == "GET" => READS,
        None => WRITES,
    }
}

/// An opaque name, the same for every request of a route: FNV-1a over method and template.
fn bucket_name(method: &str, template: &str) -> String {
    let hash = method
        .bytes()
        .chain(template.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    format!("{hash:016x}")
}

/// Milliseconds as seconds; a Unix time stays far below the 2^53 where a float would round.
fn seconds(ms: u64) -> f64 {
    ms as f64 / 1000.0
}

#[cfg(test)]
mod tests;
