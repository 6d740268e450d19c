//! The words of the gateway protocol: what a client says, and the frames it hears.
//!
//! It knows JSON shapes; it never decides what happens.

use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use twilight_model::gateway::{CloseCode, OpCode};

/// Why a connection is closed: the code, and the words in the close frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) code: CloseCode,
    pub(super) reason: &'static str,
}

/// What a client said.
#[derive(Debug)]
pub(super) enum Said {
    Heartbeat,
    Identify(Identify),
    Resume(Resume),
    /// A presence, which nobody here looks at.
    Presence,
}

/// Discord docs, events/gateway-events, "Identify Structure".
///
/// The presence is not read: its `since` may be a number, null, or the object that serenity sends.
#[derive(Debug, Deserialize)]
pub(super) struct Identify {
    pub(super) token: String,
    pub(super) intents: u64,
    pub(super) shard: Option<[u64; 2]>,
    #[serde(rename = "properties")]
    _properties: serde_json::Map<String, Value>,
}

/// Discord docs, events/gateway-events, "Resume Structure".
#[derive(Debug, Deserialize)]
pub(super) struct Resume {
    pub(super) token: String,
    pub(super) session_id: String,
    pub(super) seq: u64,
}

#[derive(Deserialize)]
struct Payload {
    op: u64,
    #[serde(default)]
    d: Value,
}

const UNDECODABLE: Refused = Refused {
    code: CloseCode::DecodeError,
    reason: "Error while decoding payload.",
};

const UNKNOWN_OPCODE: Refused = Refused {
    code: CloseCode::UnknownOpcode,
    reason: "Unknown opcode.",
};

/// Reads what a client sent, or says with which code to close.
pub(super) fn read(text: &str) -> Result<Said, Refused> {
    let payload: Payload = serde_json::from_str(text).map_err(|_| UNDECODABLE)?;
    let op = u8::try_from(payload.op).ok().and_then(OpCode::from);
    match op.ok_or(UNKNOWN_OPCODE)? {
        OpCode::Heartbeat if payload.d.is_null() || payload.d.is_u64() => Ok(Said::Heartbeat),
        OpCode::Heartbeat => Err(UNDECODABLE),
        OpCode::Identify => parse(payload.d).map(Said::Identify),
        OpCode::Resume => parse(payload.d).map(Said::Resume),
        OpCode::PresenceUpdate if payload.d.is_object() => Ok(Said::Presence),
        OpCode::PresenceUpdate => Err(UNDECODABLE),
        // Voice connections and member lists are not played; to swallow them would be to guess.
        OpCode::VoiceStateUpdate | OpCode::RequestGuildMembers => Err(Refused {
            code: CloseCode::UnknownOpcode,
            reason: "The stand-in does not play this opcode.",
        }),
        _ => Err(UNKNOWN_OPCODE),
    }
}

fn parse<T: serde::de::DeserializeOwned>(data: Value) -> Result<T, Refused> {
    serde_json::from_value(data).map_err(|_| UNDECODABLE)
}

/// The first frame of a connection.
pub(super) fn hello(heartbeat_interval: Duration) -> String {
    let interval = u64::try_from(heartbeat_interval.as_millis()).unwrap_or(u64::MAX);
    json!({"t": null, "s": null, "op": OpCode::Hello, "d": {"heartbeat_interval": interval}})
        .to_string()
}

/// The answer to a heartbeat.
pub(super) fn heartbeat_ack() -> String {
    json!({"t": null, "s": null, "op": OpCode::HeartbeatAck, "d": null}).to_string()
}

/// The wish that the client reconnect.
pub(super) fn reconnect() -> String {
    json!({"t": null, "s": null, "op": OpCode::Reconnect, "d": null}).to_string()
}

/// The word that the session is not valid (any more).
pub(super) fn invalid_session(resumable: bool) -> String {
    json!({"t": null, "s": null, "op": OpCode::InvalidSession, "d": resumable}).to_string()
}

/// A dispatch around data that is JSON already.
///
/// Spliced as text: the data is the same for every session and only the number differs.
pub(super) fn dispatch(event: &str, sequence: u64, data: &str) -> String {
    let mut frame = String::with_capacity(data.len() + event.len() + 48);
    frame.push_str(r#"{"t":""#);
    frame.push_str(event);
    frame.push_str(r#"","s":"#);
    frame.push_str(&sequence.to_string());
    frame.push_str(r#","op":0,"d":"#);
    frame.push_str(data);
    frame.push('}');
    frame
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> u16 {
        read(text).unwrap_err().code as u16
    }

    #[test]
    fn what_is_not_json_or_lacks_a_field_cannot_be_decoded() {
        assert_eq!(code("roll"), 4002);
        assert_eq!(code(r#"{"d": null}"#), 4002);
        assert_eq!(code(r#"{"op": 2, "d": {"token": "t"}}"#), 4002);
        assert_eq!(code(r#"{"op": 6, "d": {"token": "t", "seq": -1}}"#), 4002);
        assert_eq!(code(r#"{"op": 1, "d": "soon"}"#), 4002);
    }

    #[test]
    fn an_opcode_that_clients_do_not_send_is_unknown() {
        assert_eq!(code(r#"{"op": 99, "d": null}"#), 4001);
        assert_eq!(code(r#"{"op": 999, "d": null}"#), 4001);
        assert_eq!(code(r#"{"op": 11, "d": null}"#), 4001);
        assert_eq!(code(r#"{"op": 8, "d": {"guild_id": "1"}}"#), 4001);
    }

    #[test]
    fn a_presence_whose_since_is_an_object_is_taken() {
        let identify = r#"{"op": 2, "d": {"token": "t", "intents": 1, "properties": {},
            "presence": {"since": {"secs_since_epoch": 1, "nanos_since_epoch": 2}}}}"#;
        assert!(matches!(read(identify), Ok(Said::Identify(_))));
    }

    #[test]
    fn a_spliced_dispatch_is_the_json_it_should_be() {
        let frame = dispatch("TYPING_START", 7, r#"{"channel_id":"1"}"#);
        let frame: Value = serde_json::from_str(&frame).unwrap();
        let expected = json!({"t": "TYPING_START", "s": 7, "op": 0, "d": {"channel_id": "1"}});
        assert_eq!(frame, expected);
    }
}
