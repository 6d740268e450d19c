//! When to read the content anew: SIGHUP. When to stop: Ctrl-C, SIGTERM, or the end of standard input where that was asked for.

/// Resolves when this program should stop. Listens from now on, not only once it is waited for.
pub(crate) fn asked(until_stdin_ends: bool) -> std::io::Result<impl Future<Output = ()>> {
    let interrupt = interrupt()?;
    let terminate = terminate()?;
    Ok(async move {
        tokio::select! {
            () = interrupt => {}
            () = terminate => {}
            () = stdin_ended(), if until_stdin_ends => {}
        }
    })
}

#[cfg(unix)]
fn interrupt() -> std::io::Result<impl Future<Output = ()>> {
    unix(tokio::signal::unix::SignalKind::interrupt())
}

#[cfg(unix)]
fn terminate() -> std::io::Result<impl Future<Output = ()>> {
    unix(tokio::signal::unix::SignalKind::terminate())
}

#[cfg(unix)]
fn unix(kind: tokio::signal::unix::SignalKind) -> std::io::Result<impl Future<Output = ()>> {
    let mut signal = tokio::signal::unix::signal(kind)?;
    Ok(async move { _ = signal.recv().await })
}

/// Resolves each time somebody sends SIGHUP; never where there are no such signals.
pub(crate) struct Hangups {
    #[cfg(unix)]
    signal: tokio::signal::unix::Signal,
}

impl Hangups {
    /// Listens from now on.
    pub(crate) fn listen() -> std::io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            signal: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup())?,
        })
    }

    #[cfg(unix)]
    pub(crate) async fn next(&mut self) {
        _ = self.signal.recv().await;
    }

    #[cfg(windows)]
    pub(crate) async fn next(&mut self) {
        std::future::pending().await
    }
}

#[cfg(windows)]
fn interrupt() -> std::io::Result<impl Future<Output = ()>> {
    let mut signal = tokio::signal::windows::ctrl_c()?;
    Ok(async move { _ = signal.recv().await })
}

#[cfg(windows)]
fn terminate() -> std::io::Result<impl Future<Output = ()>> {
    let mut signal = tokio::signal::windows::ctrl_shutdown()?;
    Ok(async move { _ = signal.recv().await })
}

/// A thread of its own reads, because a task that reads standard input cannot be stopped.
async fn stdin_ended() {
    let (ended, seen) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        _ = ended.send(());
    });
    _ = seen.await;
}
