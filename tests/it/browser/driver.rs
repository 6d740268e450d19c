//! chromedriver, which is required where CI=true.

use std::io::Write;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, MutexGuard};

/// One browser test at a time: several windows each, they would take the processor from one another.
static ALONE: Mutex<()> = Mutex::const_new(());

/// chromedriver on a port of its own.
pub(super) struct Driver {
    _alone: MutexGuard<'static, ()>,
    _process: Child,
    pub(super) url: String,
}

impl Driver {
    pub(super) async fn start() -> Option<Driver> {
        let alone = ALONE.lock().await;
        let started = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn();
        let mut process = match started {
            Ok(process) => process,
            Err(error) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "CI asks for these tests in particular"
                )]
                let required = std::env::var("CI").is_ok_and(|value| value == "true");
                assert!(
                    !required,
                    "CI=true, and chromedriver cannot be started: {error}"
                );
                // Past the harness, which would keep it to itself.
                _ = writeln!(
                    std::io::stderr(),
                    "\nbrowser: NOT RUN, there is no chromedriver ({error})"
                );
                return None;
            }
        };
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        loop {
            let line = lines
                .next_line()
                .await
                .unwrap()
                .expect("chromedriver says its port");
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
                return Some(Driver {
                    _alone: alone,
                    _process: process,
                    url,
                });
            }
        }
    }
}
