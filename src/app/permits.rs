//! Leave to make one more request, so that all that is asked of Discord keeps one pace.

use tokio::sync::{mpsc, oneshot};

/// Where one more request is asked for.
#[derive(Clone, Debug)]
pub struct Permits(mpsc::UnboundedSender<oneshot::Sender<()>>);

/// Who asks for one more request.
pub type PermitsAsked = mpsc::UnboundedReceiver<oneshot::Sender<()>>;

impl Permits {
    /// Permits, and where they are asked for.
    pub fn new() -> (Permits, PermitsAsked) {
        let (ask, asked) = mpsc::unbounded_channel();
        (Permits(ask), asked)
    }

    /// Waits until one more request may be made. Whether it may: where nobody gives any, the house is closing.
    pub async fn wait(&self) -> bool {
        let (permit, permitted) = oneshot::channel();
        self.0.send(permit).is_ok() && permitted.await.is_ok()
    }
}
