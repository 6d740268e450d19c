//! One client's socket: what it sends is checked, what it is owed is sent.
//!
//! It knows frames and time-outs; every decision about sessions is the hub's.

use std::{collections::VecDeque, sync::Arc, time::Duration};

use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use tokio::{
    net::TcpStream,
    sync::{
        Notify,
        mpsc::{self, UnboundedReceiver},
    },
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, accept_hdr_async,
    tungstenite::{
        Message,
        handshake::server::{ErrorResponse, Request, Response},
        http::StatusCode,
        protocol::{CloseFrame, frame::coding::CloseCode as WsCloseCode},
    },
};
use twilight_model::gateway::CloseCode;

use crate::gateway::{
    hub::Hub,
    payload::{self, Refused, Said},
    rules,
    session::Next,
    state::{Control, Denied},
};

/// How long a client may take to answer a close frame before the socket goes anyway. Ours.
const CLOSE_TIME_MAX: Duration = Duration::from_secs(2);

type Sink = SplitSink<WebSocketStream<TcpStream>, Message>;
type Stream = SplitStream<WebSocketStream<TcpStream>>;

/// Serves one client until it goes or is sent away.
#[expect(
    clippy::result_large_err,
    reason = "the handshake's callback has this type"
)]
pub(super) async fn serve(hub: Arc<Hub>, tcp: TcpStream) {
    if let Err(error) = tcp.set_nodelay(true) {
        tracing::debug!(%error, "a client was gone before it was served");
        return;
    }
    let mut version = None;
    let socket = accept_hdr_async(tcp, |request: &Request, response: Response| {
        version = asked_version(request);
        answer_upgrade(request, response)
    })
    .await;
    let (sink, stream) = match socket {
        Ok(socket) => socket.split(),
        Err(error) => {
            tracing::debug!(%error, "a client did not open a WebSocket");
            return;
        }
    };
    let wake = Arc::new(Notify::new());
    let (orders, controls) = mpsc::unbounded_channel();
    let id = hub.connect(orders, Arc::clone(&wake));
    let client = Client { hub, id, wake };
    client.converse(sink, stream, controls, version).await;
    client.hub.disconnect(id);
}

struct Client {
    hub: Arc<Hub>,
    id: u64,
    wake: Arc<Notify>,
}

/// How the writer ended.
enum Ending {
    /// A close frame was sent, and its answer is worth waiting for.
    Closed,
    /// Nothing more can or should be sent.
    Cut,
}

impl Client {
    async fn converse(
        &self,
        sink: Sink,
        stream: Stream,
        controls: UnboundedReceiver<Control>,
        version: Option<u8>,
    ) {
        let hello = payload::hello(self.hub.rules.heartbeat_interval);
        self.hub.control(self.id, Control::Say(hello));
        if version != Some(rules::VERSION) {
            self.refuse(Refused {
                code: CloseCode::InvalidApiVersion,
                reason: "Invalid API version.",
            });
        }
        let reading = self.read(stream);
        let writing = self.write(sink, controls);
        tokio::pin!(reading);
        tokio::select! {
            () = &mut reading => {}
            ending = writing => if let Ending::Closed = ending {
                // A socket dropped with unread bytes would be reset, and the close frame lost with it.
                let _ = timeout(CLOSE_TIME_MAX, reading).await;
            }
        }
    }

    // What the client says.

    async fn read(&self, mut stream: Stream) {
        let mut recent = VecDeque::new();
        let mut deadline = self.hub.timer.now() + self.hub.rules.silence_max();
        loop {
            let message = tokio::select! {
                message = stream.next() => message,
                () = self.hub.timer.reach(deadline) => {
                    self.refuse(Refused {
                        code: CloseCode::SessionTimedOut,
                        reason: "Session timed out.",
                    });
                    return ignore(stream).await;
                }
            };
            // Read before the answer goes out, so that whoever heard the answer knows the silence counts from before it.
            let now = self.hub.timer.now();
            let heard = match message {
                None | Some(Err(_)) => return,
                Some(Ok(Message::Close(frame))) => {
                    self.part(frame.as_ref());
                    return ignore(stream).await;
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => continue,
                Some(Ok(Message::Binary(_))) => Err(Refused {
                    code: CloseCode::DecodeError,
                    reason: "The stand-in speaks JSON only.",
                }),
                Some(Ok(Message::Text(text))) => self
                    .pace(&mut recent)
                    .and_then(|()| check_size(&text))
                    .and_then(|()| payload::read(&text)),
            };
            match heard.and_then(|said| self.hear(&said)) {
                Ok(Heard::Heartbeat) => {
                    deadline = now + self.hub.rules.silence_max();
                }
                Ok(Heard::Other) => {}
                Err(refused) => {
                    self.refuse(refused);
                    return ignore(stream).await;
                }
            }
        }
    }

    fn hear(&self, said: &Said) -> Result<Heard, Refused> {
        let is_identified = self.hub.is_identified(self.id);
        let admission = match said {
            Said::Heartbeat => {
                if self.hub.heartbeat() {
                    self.say(payload::heartbeat_ack());
                }
                return Ok(Heard::Heartbeat);
            }
            Said::Identify(_) | Said::Resume(_) if is_identified => {
                return Err(Refused {
                    code: CloseCode::AlreadyAuthenticated,
                    reason: "Already authenticated.",
                });
            }
            Said::Identify(identify) => self.hub.identify(self.id, identify),
            Said::Resume(resume) => self.hub.resume(self.id, resume),
            Said::Presence if is_identified => Ok(()),
            Said::Presence => {
                return Err(Refused {
                    code: CloseCode::NotAuthenticated,
                    reason: "Not authenticated.",
                });
            }
        };
        match admission {
            Ok(()) => Ok(Heard::Other),
            Err(Denied::Invalid) => {
                self.say(payload::invalid_session(false));
                Ok(Heard::Other)
            }
            Err(Denied::Closed(refused)) => Err(refused),
        }
    }

    /// Counts a payload against the allowance of the last minute.
    fn pace(&self, recent: &mut VecDeque<Duration>) -> Result<(), Refused> {
        let now = self.hub.timer.now();
        while recent
            .front()
            .is_some_and(|at| *at + rules::EVENTS_WINDOW <= now)
        {
            recent.pop_front();
        }
        if rules::EVENTS_MAX <= recent.len() {
            return Err(Refused {
                code: CloseCode::RateLimited,
                reason: "You are being rate limited.",
            });
        }
        recent.push_back(now);
        Ok(())
    }

    /// The client closes: 1000 and 1001 end the session, anything else leaves it to be resumed.
    ///
    /// Discord docs, events/gateway, "Initiating a Disconnect".
    fn part(&self, frame: Option<&CloseFrame<'_>>) {
        let ends = frame
            .is_some_and(|frame| matches!(frame.code, WsCloseCode::Normal | WsCloseCode::Away));
        if ends {
            self.hub.end_session(self.id);
        }
    }

    fn say(&self, frame: String) {
        self.hub.control(self.id, Control::Say(frame));
    }

    fn refuse(&self, refused: Refused) {
        self.hub.close(self.id, refused.code as u16, refused.reason);
    }

    // What the client hears.

    async fn write(&self, mut sink: Sink, mut controls: UnboundedReceiver<Control>) -> Ending {
        loop {
            while let Ok(control) = controls.try_recv() {
                if let Some(ending) = obey(&mut sink, control).await {
                    return ending;
                }
            }
            match self.hub.next(self.id) {
                Next::Frames(frames) => {
                    for frame in frames {
                        // This waits while the client is slow, and nothing more is made meanwhile.
                        if sink.feed(Message::Text(frame)).await.is_err() {
                            return Ending::Cut;
                        }
                    }
                }
                Next::Guild(guild, intents) => self.hub.introduce(self.id, guild, intents),
                Next::Nothing => {
                    if sink.flush().await.is_err() {
                        return Ending::Cut;
                    }
                    let control = tokio::select! {
                        control = controls.recv() => control,
                        () = self.wake.notified() => continue,
                    };
                    let Some(control) = control else {
                        return Ending::Cut;
                    };
                    if let Some(ending) = obey(&mut sink, control).await {
                        return ending;
                    }
                }
            }
        }
    }
}

enum Heard {
    Heartbeat,
    Other,
}

async fn obey(sink: &mut Sink, control: Control) -> Option<Ending> {
    let message = match control {
        Control::Say(frame) => Message::Text(frame),
        Control::Close(code, reason) => Message::Close(Some(CloseFrame {
            code: WsCloseCode::from(code),
            reason: reason.into(),
        })),
        Control::Cut => return Some(Ending::Cut),
    };
    let closes = message.is_close();
    match sink.send(message).await {
        Err(_) => Some(Ending::Cut),
        Ok(()) if closes => Some(Ending::Closed),
        Ok(()) => None,
    }
}

/// Reads without listening until the client has gone, so that the closing handshake can finish.
async fn ignore(mut stream: Stream) {
    while let Some(Ok(_)) = stream.next().await {}
}

fn check_size(text: &str) -> Result<(), Refused> {
    if rules::PAYLOAD_BYTES_MAX < text.len() {
        return Err(Refused {
            code: CloseCode::DecodeError,
            reason: "Payload too large.",
        });
    }
    Ok(())
}

/// The version in `?v=`, if it is a number.
fn asked_version(request: &Request) -> Option<u8> {
    asked(request, "v")?.parse().ok()
}

/// Takes the upgrade unless a web page asks for it, or the client wants an encoding that the stand-in does not speak.
#[expect(
    clippy::result_large_err,
    reason = "the handshake's callback has this type"
)]
fn answer_upgrade(request: &Request, response: Response) -> Result<Response, ErrorResponse> {
    // Only browsers name an origin, and to a WebSocket they let any site connect: the token here is no secret, so a
    // foreign page could be the bot and read what people do.
    let (status, why) = if request.headers().contains_key("origin") {
        (
            StatusCode::FORBIDDEN,
            "the stand-in is for bots, not for web pages",
        )
    } else if asked(request, "encoding").is_some_and(|encoding| encoding != "json") {
        (StatusCode::NOT_IMPLEMENTED, "the stand-in speaks JSON only")
    } else {
        return Ok(response);
    };
    let mut refusal = ErrorResponse::new(Some(why.to_owned()));
    *refusal.status_mut() = status;
    Err(refusal)
}

fn asked<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request
        .uri()
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}
