//! Misbehaviour on request: what goes wrong next, and how many times.
//!
//! It knows a list of plans and hands each out as often as it was asked to.
//! It never decides by chance and never touches a socket; REST and gateway play what they take.

use std::{
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use serde_json::json;

/// The plans of one rehearsal, shared by all who hold a clone.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    shared: Arc<Shared>,
}

/// One thing that is to go wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A REST request that the matcher fits meets this fault.
    Rest(Matcher, RestFault),
    /// A dispatch of this event (`"MESSAGE_CREATE"`, ...) never reaches anyone.
    DropDispatch(String),
    /// A dispatch of this event is sent twice, the second time with the next sequence number.
    ReplayDispatch(String),
}

/// Which requests a fault waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matcher {
    /// The method in capitals, or any when absent.
    pub method: Option<String>,
    /// A part of the path; an empty text fits every path.
    pub path_part: String,
}

/// What happens to a REST request.
#[derive(Clone, Debug, PartialEq)]
pub enum RestFault {
    /// Refused as too many; without headers it looks like the refusal of the proxy in front of Discord.
    TooManyRequests {
        /// Whether the answer is Discord's own, with its headers and JSON body.
        with_headers: bool,
        /// Whether the limit is the bot's global one.
        global: bool,
        /// How long the client is told to wait.
        retry_after: Duration,
    },
    /// An answer in the 500s with a short HTML body, as a proxy gives it; the request is not handled.
    ServerError(u16),
    /// Handled as usual, but only after this long.
    Slow(Duration),
    /// The connection ends without an answer.
    CutOff {
        /// Whether the request takes effect before the cut.
        after_handling: bool,
    },
    /// A refusal in Discord's form; the request is not handled.
    Status {
        /// The HTTP status.
        code: u16,
        /// Discord's own code in the body.
        json_code: u64,
        /// The message in the body.
        message: String,
    },
}

/// What happens to a dispatch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DispatchFault {
    /// It is lost.
    Drop,
    /// It is sent twice.
    Replay,
}

/// A ready-made answer that replaces the real one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Faults {
    /// Nothing goes wrong until a plan is laid.
    pub fn new() -> Faults {
        Faults::default()
    }

    /// Plans a fault for the next `times` requests or dispatches it fits.
    ///
    /// Plans are tried in the order in which they were laid, one per request.
    pub fn plan(&self, fault: Fault, times: usize) {
        if times == 0 {
            return;
        }
        let mut plans = self.plans();
        plans.push(Plan { fault, left: times });
        self.shared.outstanding.fetch_add(times, Ordering::Release);
    }

    /// Plans a REST fault for the next `times` requests with this method (`""` for any) and path part.
    pub fn plan_rest(&self, method: &str, path_part: &str, fault: RestFault, times: usize) {
        self.plan(Fault::Rest(Matcher::new(method, path_part), fault), times);
    }

    /// Takes the fault that this request is to meet, if one is planned.
    pub fn take_rest(&self, method: &str, path: &str) -> Option<RestFault> {
        self.take(|fault| match fault {
            Fault::Rest(matcher, fault) if matcher.fits(method, path) => Some(fault.clone()),
            _ => None,
        })
    }

    /// Takes the fault that a dispatch of this event is to meet, if one is planned.
    pub fn take_dispatch(&self, event: &str) -> Option<DispatchFault> {
        self.take(|fault| match fault {
            Fault::DropDispatch(name) if name == event => Some(DispatchFault::Drop),
            Fault::ReplayDispatch(name) if name == event => Some(DispatchFault::Replay),
            _ => None,
        })
    }

    /// How many times a planned fault has still to happen.
    pub fn outstanding(&self) -> usize {
        self.shared.outstanding.load(Ordering::Acquire)
    }

    /// Forgets every plan.
    pub fn clear(&self) {
        let mut plans = self.plans();
        plans.clear();
        self.shared.outstanding.store(0, Ordering::Release);
    }

    fn take<T>(&self, fits: impl Fn(&Fault) -> Option<T>) -> Option<T> {
        // Under load nothing is planned, and then this is all that a dispatch pays.
        if self.outstanding() == 0 {
            return None;
        }
        let mut plans = self.plans();
        let (index, taken) = plans
            .iter()
            .enumerate()
            .find_map(|(index, plan)| fits(&plan.fault).map(|taken| (index, taken)))?;
        plans[index].left -= 1;
        if plans[index].left == 0 {
            plans.remove(index);
        }
        self.shared.outstanding.fetch_sub(1, Ordering::Release);
        Some(taken)
    }

    fn plans(&self) -> MutexGuard<'_, Vec<Plan>> {
        // A list of plans is whole after every step, so a holder that panicked left nothing half done.
        self.shared
            .plans
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Matcher {
    /// Fits requests with this method (`""` for any) whose path contains `path_part`.
    pub fn new(method: &str, path_part: &str) -> Matcher {
        Matcher {
            method: (!method.is_empty()).then(|| method.to_ascii_uppercase()),
            path_part: path_part.to_owned(),
        }
    }

    fn fits(&self, method: &str, path: &str) -> bool {
        self.method.as_deref().is_none_or(|wanted| wanted == method)
            && path.contains(&self.path_part)
    }
}

impl RestFault {
    /// The answer that this fault puts in the place of the real one.
    ///
    /// None for the faults that are not an answer: slowness and a cut.
    pub fn answer(&self) -> Option<Answer> {
        match self {
            RestFault::TooManyRequests {
                with_headers: false,
                ..
            } => Some(html(429)),
            RestFault::TooManyRequests {
                with_headers: true,
                global,
                retry_after,
            } => Some(too_many(*global, *retry_after)),
            RestFault::ServerError(status) => Some(html(*status)),
            RestFault::Status {
                code,
                json_code,
                message,
            } => Some(Answer {
                status: *code,
                headers: vec![("content-type", "application/json".to_owned())],
                body: json!({"code": json_code, "message": message}).to_string(),
            }),
            RestFault::Slow(_) | RestFault::CutOff { .. } => None,
        }
    }
}

/// Discord's refusal: the wait in whole seconds in the header, exact in the body.
///
/// Discord docs, topics/rate-limits, "Exceeding a rate limit".
fn too_many(global: bool, retry_after: Duration) -> Answer {
    let whole_seconds = retry_after.as_millis().div_ceil(1000);
    let mut headers = vec![
        ("content-type", "application/json".to_owned()),
        ("retry-after", whole_seconds.to_string()),
        (
            "x-ratelimit-scope",
            if global { "global" } else { "user" }.to_owned(),
        ),
    ];
    if global {
        headers.push(("x-ratelimit-global", "true".to_owned()));
    }
    let body = json!({
        "message": "You are being rate limited.",
        "retry_after": retry_after.as_secs_f64(),
        "global": global,
    });
    Answer {
        status: 429,
        headers,
        body: body.to_string(),
    }
}

fn html(status: u16) -> Answer {
    Answer {
        status,
        headers: vec![("content-type", "text/html".to_owned())],
        body: format!("<html><head><title>{status}</title></head></html>"),
    }
}

#[derive(Debug, Default)]
struct Shared {
    plans: Mutex<Vec<Plan>>,
    outstanding: AtomicUsize,
}

#[derive(Debug)]
struct Plan {
    fault: Fault,
    left: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_happens_as_often_as_planned_and_no_more() {
        let faults = Faults::new();
        faults.plan_rest("POST", "/messages", RestFault::ServerError(502), 2);
        let path = "/api/v10/channels/1/messages";
        assert_eq!(faults.outstanding(), 2);
        assert_eq!(
            faults.take_rest("POST", path),
            Some(RestFault::ServerError(502))
        );
        assert_eq!(
            faults.take_rest("POST", path),
            Some(RestFault::ServerError(502))
        );
        assert_eq!(faults.take_rest("POST", path), None);
        assert_eq!(faults.outstanding(), 0);
    }

    #[test]
    fn a_fault_waits_for_its_method_and_path() {
        let faults = Faults::new();
        faults.plan_rest("PATCH", "/webhooks/", RestFault::ServerError(500), 1);
        assert_eq!(faults.take_rest("POST", "/api/v10/webhooks/1/x"), None);
        assert_eq!(faults.take_rest("PATCH", "/api/v10/channels/1"), None);
        assert!(faults.take_rest("PATCH", "/api/v10/webhooks/1/x").is_some());
    }

    #[test]
    fn plans_are_taken_in_the_order_in_which_they_were_laid() {
        let faults = Faults::new();
        faults.plan_rest("", "", RestFault::ServerError(500), 1);
        faults.plan_rest("", "", RestFault::ServerError(503), 1);
        assert_eq!(
            faults.take_rest("GET", "/"),
            Some(RestFault::ServerError(500))
        );
        assert_eq!(
            faults.take_rest("GET", "/"),
            Some(RestFault::ServerError(503))
        );
    }

    #[test]
    fn a_dispatch_fault_waits_for_its_event() {
        let faults = Faults::new();
        faults.plan(Fault::DropDispatch("MESSAGE_CREATE".into()), 1);
        faults.plan(Fault::ReplayDispatch("GUILD_DELETE".into()), 1);
        assert_eq!(faults.take_dispatch("TYPING_START"), None);
        assert_eq!(
            faults.take_dispatch("GUILD_DELETE"),
            Some(DispatchFault::Replay)
        );
        assert_eq!(
            faults.take_dispatch("MESSAGE_CREATE"),
            Some(DispatchFault::Drop)
        );
        assert_eq!(faults.take_dispatch("MESSAGE_CREATE"), None);
    }

    #[test]
    fn clearing_forgets_what_was_planned() {
        let faults = Faults::new();
        faults.plan(Fault::DropDispatch("MESSAGE_CREATE".into()), 3);
        faults.clear();
        assert_eq!(faults.outstanding(), 0);
        assert_eq!(faults.take_dispatch("MESSAGE_CREATE"), None);
    }

    #[test]
    fn a_refusal_says_the_exact_wait_in_the_body_and_rounds_the_header_up() {
        let fault = RestFault::TooManyRequests {
            with_headers: true,
            global: true,
            retry_after: Duration::from_millis(1500),
        };
        let answer = fault.answer().unwrap();
        assert_eq!(answer.status, 429);
        assert!(answer.headers.contains(&("retry-after", "2".to_owned())));
        assert!(
            answer
                .headers
                .contains(&("x-ratelimit-global", "true".to_owned()))
        );
        let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(body["retry_after"], 1.5);
        assert_eq!(body["global"], true);
    }

    #[test]
    fn a_refusal_without_headers_says_nothing_a_client_could_wait_by() {
        let fault = RestFault::TooManyRequests {
            with_headers: false,
            global: false,
            retry_after: Duration::from_secs(1),
        };
        let answer = fault.answer().unwrap();
        assert_eq!(answer.status, 429);
        assert_eq!(
            answer.headers,
            [("content-type", "text/html".to_owned())].to_vec()
        );
    }
}
