//! Knows: how Discord says no, to an application (JSON) and to a person (a sentence).
//! Never: decides whether to.

use serde_json::{Map, Value, json};

/// An error as Discord's REST API answers it (Discord docs, topics/opcodes-and-status-codes and reference, "Error Messages").
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Discord's own JSON error code.
    pub code: u32,
    /// The text beside the code.
    pub message: &'static str,
    /// The nested tree that says which field of a form is wrong; only with code 50035.
    pub errors: Option<Value>,
}

impl Refusal {
    const fn new(status: u16, code: u32, message: &'static str) -> Refusal {
        Refusal {
            status,
            code,
            message,
            errors: None,
        }
    }

    /// The body of the answer.
    pub fn body(&self) -> Value {
        match &self.errors {
            Some(errors) => json!({"message": self.message, "code": self.code, "errors": errors}),
            None => json!({"message": self.message, "code": self.code}),
        }
    }

    /// The same to a person: each fault with the field that has it, or the message where no field is to blame.
    pub fn sentence(&self) -> String {
        let mut said = Vec::new();
        if let Some(errors) = &self.errors {
            collect(errors, "", &mut said);
        }
        match said.is_empty() {
            true => self.message.to_owned(),
            false => said.join(" "),
        }
    }
}

/// Walks down the tree of a form's faults, and says each with its path.
fn collect(tree: &Value, path: &str, said: &mut Vec<String>) {
    for (step, below) in tree.as_object().into_iter().flatten() {
        if step != "_errors" {
            let path = format!("{path}{}{step}", if path.is_empty() { "" } else { "." });
            collect(below, &path, said);
            continue;
        }
        let messages = below.as_array().into_iter().flatten();
        let messages = messages.filter_map(|fault| fault["message"].as_str());
        said.extend(messages.map(|message| format!("{path}: {message}")));
    }
}

pub const UNAUTHORIZED: Refusal = Refusal::new(401, 0, "401: Unauthorized");
pub const NOT_IMPLEMENTED: Refusal = Refusal::new(501, 0, "the stand-in does not know this route");
pub const UNKNOWN_APPLICATION: Refusal = Refusal::new(404, 10002, "Unknown Application");
pub const UNKNOWN_CHANNEL: Refusal = Refusal::new(404, 10003, "Unknown Channel");
pub const UNKNOWN_GUILD: Refusal = Refusal::new(404, 10004, "Unknown Guild");
pub const UNKNOWN_MEMBER: Refusal = Refusal::new(404, 10007, "Unknown Member");
pub const UNKNOWN_MESSAGE: Refusal = Refusal::new(404, 10008, "Unknown Message");
pub const UNKNOWN_USER: Refusal = Refusal::new(404, 10013, "Unknown User");
pub const UNKNOWN_WEBHOOK: Refusal = Refusal::new(404, 10015, "Unknown Webhook");
pub const UNKNOWN_INTERACTION: Refusal = Refusal::new(404, 10062, "Unknown interaction");
pub const UNKNOWN_COMMAND: Refusal = Refusal::new(404, 10063, "Unknown application command");
pub const UNKNOWN_VOICE_STATE: Refusal = Refusal::new(404, 10065, "Unknown Voice State");
pub const UNKNOWN_EVENT: Refusal = Refusal::new(404, 10070, "Unknown Guild Scheduled Event");
pub const TOO_MANY_COMMANDS: Refusal = Refusal::new(
    400,
    30032,
    "Maximum number of application commands reached (100)",
);
pub const TOO_MANY_EVENTS: Refusal = Refusal::new(
    400,
    30038,
    "Maximum number of uncompleted guild scheduled events reached (100)",
);
pub const ENTITY_TOO_LARGE: Refusal = Refusal::new(413, 40005, "Request entity too large");
pub const ALREADY_ACKNOWLEDGED: Refusal =
    Refusal::new(400, 40060, "Interaction has already been acknowledged.");
pub const TOO_MANY_FOLLOWUPS: Refusal = Refusal::new(
    400,
    40094,
    "This interaction has reached the maximum number of follow-up messages",
);
pub const MISSING_ACCESS: Refusal = Refusal::new(403, 50001, "Missing Access");
pub const NOT_THE_AUTHOR: Refusal =
    Refusal::new(403, 50005, "Cannot edit a message authored by another user");
pub const EMPTY_MESSAGE: Refusal = Refusal::new(400, 50006, "Cannot send an empty message");
pub const CLOSED_TO_YOU: Refusal = Refusal::new(403, 50007, "Cannot send messages to this user");
pub const MISSING_PERMISSIONS: Refusal = Refusal::new(403, 50013, "Missing Permissions");
pub const NOT_BULK: Refusal = Refusal::new(
    400,
    50016,
    "Provided too few or too many messages to delete. Must provide at least 2 and at most 100 messages to delete.",
);
pub const INVALID_WEBHOOK_TOKEN: Refusal = Refusal::new(401, 50027, "Invalid Webhook Token");
pub const TOO_OLD_TO_BULK_DELETE: Refusal =
    Refusal::new(400, 50034, "A message provided was too old to bulk delete");
pub const INVALID_API_VERSION: Refusal = Refusal::new(400, 50041, "Invalid API version provided.");
pub const NOT_JSON: Refusal = Refusal::new(400, 50109, "The request body contains invalid JSON.");
pub const NO_MUTUAL_GUILDS: Refusal = Refusal::new(
    403,
    50278,
    "Cannot send messages to this user due to having no mutual guilds",
);
pub const REPLY_NEEDS_HISTORY: Refusal = Refusal::new(
    400,
    160002,
    "Cannot reply without permission to read message history",
);
pub const EVENT_ALREADY_OVER: Refusal = Refusal::new(400, 180000, "Cannot update a finished event");

/// Collects every fault of a form, as the nested tree of code 50035.
#[derive(Debug, Default)]
pub struct Faults {
    tree: Map<String, Value>,
}

impl Faults {
    /// Notes one fault at a dotted path, such as `embeds.0.title`.
    pub fn add(&mut self, path: &str, code: &str, message: impl Into<String>) {
        let mut here = &mut self.tree;
        for step in path.split('.').filter(|step| !step.is_empty()) {
            here = here
                .entry(step)
                .or_insert_with(|| Value::Object(Map::new()))
                .as_object_mut()
                .expect("the tree holds objects wherever a step leads");
        }
        let list = here.entry("_errors").or_insert_with(|| json!([]));
        if let Value::Array(list) = list {
            list.push(json!({"code": code, "message": message.into()}));
        }
    }

    /// Nothing, or the refusal that lists all that was noted.
    pub fn settle(self) -> Result<(), Refusal> {
        match self.tree.is_empty() {
            true => Ok(()),
            false => Err(Refusal {
                status: 400,
                code: 50035,
                message: "Invalid Form Body",
                errors: Some(Value::Object(self.tree)),
            }),
        }
    }
}

/// A form with a single fault.
pub fn bad_form(path: &str, code: &str, message: impl Into<String>) -> Refusal {
    let mut faults = Faults::default();
    faults.add(path, code, message);
    faults.settle().expect_err("a fault was just noted")
}
