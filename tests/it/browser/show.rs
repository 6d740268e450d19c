//! `unknot rehearse` as a process: the page it serves, and the bot it keeps running.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use super::GUARD;

/// `unknot rehearse`.
pub(super) struct Show {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    pub(super) url: String,
    bot: String,
    _folder: tempfile::TempDir,
}

impl Show {
    pub(super) async fn start() -> Show {
        Show::at_speed(1).await
    }

    /// Where time runs so many times as fast.
    pub(super) async fn at_speed(speed: u32) -> Show {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_unknot"))
            .args(["rehearse", "--port", "0", "--speed", &speed.to_string()])
            .current_dir(folder.path())
            .env("LOG", "warn")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut show = Show {
            process,
            lines,
            url: String::new(),
            bot: String::new(),
            _folder: folder,
        };
        show.url = show.until_said("The rehearsal is open: ").await;
        show.bot = show.until_said("The bot runs as process ").await;
        show
    }

    /// What stands behind these words in the next line that has them.
    async fn until_said(&mut self, words: &str) -> String {
        let mut read = async || loop {
            let line = self
                .lines
                .next_line()
                .await
                .unwrap()
                .expect("the rehearsal runs");
            if let Some(behind) = line.strip_prefix(words) {
                return behind.trim_end_matches('.').to_owned();
            }
        };
        tokio::time::timeout(GUARD, read())
            .await
            .expect("the rehearsal says so")
    }

    /// As hard as it goes; the rehearsal starts it again.
    pub(super) async fn kill_the_bot(&mut self) {
        let killed = Command::new("kill")
            .args(["-s", "KILL", &self.bot])
            .status()
            .await;
        assert!(killed.unwrap().success());
        let again = self.until_said("The bot runs as process ").await;
        assert_ne!(again, self.bot);
        self.bot = again;
    }

    /// Asked to stop, it ends cleanly, and the bot with it.
    pub(super) async fn end(mut self) {
        let pid = self.process.id().unwrap().to_string();
        let asked = Command::new("kill")
            .args(["-s", "TERM", &pid])
            .status()
            .await;
        assert!(asked.unwrap().success());
        let status = tokio::time::timeout(GUARD, self.process.wait())
            .await
            .expect("it ends");
        assert_eq!(status.unwrap().code(), Some(0));
        let alive = Command::new("kill")
            .args(["-s", "0", &self.bot])
            .stderr(Stdio::null())
            .status()
            .await;
        assert!(!alive.unwrap().success(), "the bot went with it");
    }
}
