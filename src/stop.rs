//! When to stop: Ctrl-C, SIGTERM, or the end of standard input where that was asked for.

/// Resolves when this program should stop. Listens from now on.
pub(crate) fn asked(until_stdin_ends: bool) -> std::io::Result<impl Future<Output = ()>> {
    let terminate = terminate()?;
    Ok(async move {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            () = terminate => {}
            () = stdin_ended(), if until_stdin_ends => {}
        }
    })
}

#[cfg(unix)]
fn terminate() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move { _ = terminate.recv().await })
}

#[cfg(not(unix))]
fn terminate() -> std::io::Result<impl Future<Output = ()>> {
    Ok(std::future::pending())
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
