//! The real program against the stand-in: a process of its own, a real gateway socket, real TLS.

mod answers;
mod hydration;
mod languages;
mod learn;
mod life;
mod old;
mod privacy;
mod routines;
mod screening;
mod session;
mod settings;
mod start;

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use unknot::domain::Parcel;
use unknot::store::DataFolder;
use unknot_rehearsal::{Options, Rehearsal};

/// How long a test waits for something that always comes. Never reached unless something is broken.
const GUARD: Duration = Duration::from_secs(30);

/// A Discord, and the bot in it.
struct Stage {
    rehearsal: Rehearsal,
    bot: Bot,
    folder: tempfile::TempDir,
}

/// The bot's process and what it logs.
struct Bot {
    process: Child,
    lines: Lines<BufReader<ChildStderr>>,
    /// Everything it has logged so far.
    log: String,
}

impl Stage {
    /// The bot is connected and its commands are registered.
    async fn open() -> Stage {
        let mut stage = Stage::with(Options::default(), &[]).await;
        stage.bot.until_logged("ready").await;
        stage
    }

    /// The bot was started; what it logs tells how that went.
    async fn with(options: Options, environment: &[(&str, &str)]) -> Stage {
        let rehearsal = Rehearsal::start_with(options).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        rehearsal.write_ca(&folder.path().join("ca.pem")).unwrap();
        let bot = Bot::start(&rehearsal, folder.path(), environment);
        Stage {
            rehearsal,
            bot,
            folder,
        }
    }

    /// Every picture is there.
    async fn until_drawn(&mut self) {
        if !self.bot.log.contains("pictures drawn") {
            self.bot.until_logged("pictures drawn").await;
        }
    }

    /// What a bot that was killed had yet to settle. Read from a copy: the next bot finds it as it was left.
    async fn outbox_of_the_dead(&mut self) -> Vec<Parcel> {
        self.bot.process.wait().await.unwrap();
        let copy = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(self.folder.path().join("data")).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
        let store = DataFolder::existing(copy.path()).unwrap().store(None);
        store.unwrap().outbox().await.unwrap()
    }

    /// Another bot in the same Discord, after the first one has gone.
    async fn start_again(&mut self, environment: &[(&str, &str)]) {
        // Two bots never share a data folder.
        self.bot.process.wait().await.unwrap();
        self.bot = Bot::start(&self.rehearsal, self.folder.path(), environment);
        self.bot.until_logged("ready").await;
    }

    /// Ends with what every conversation must: nothing sent or answered against Discord's rules.
    fn close(self) {
        assert_eq!(self.rehearsal.violations(), [""; 0]);
        assert_eq!(
            self.rehearsal.unguarded(),
            0,
            "every message says whom it may ping"
        );
    }
}

impl Bot {
    fn start(rehearsal: &Rehearsal, folder: &std::path::Path, environment: &[(&str, &str)]) -> Bot {
        let (from_ms, speed) = (rehearsal.started_at_ms(), rehearsal.speed());
        let mut process = Command::new(env!("CARGO_BIN_EXE_unknot"))
            .args([
                "run",
                "--stand-in",
                &rehearsal.rest_addr().to_string(),
                "--stand-in-ca",
                "ca.pem",
                "--clock",
                &format!("{from_ms}/{speed}"),
            ])
            .current_dir(folder)
            .env("DISCORD_TOKEN", rehearsal.token())
            .env("DATA_DIR", "data")
            .env("LOG", "debug")
            .env("LOG_FORMAT", "json")
            .env_remove("UNKNOT_KEY")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stderr.take().unwrap()).lines();
        Bot {
            process,
            lines,
            log: String::new(),
        }
    }

    /// Reads on until a line says this; fails with the whole log where none does.
    async fn until_logged(&mut self, says: &str) -> String {
        let mut read = async || loop {
            let line = self.lines.next_line().await.unwrap()?;
            self.log.push_str(&line);
            self.log.push('\n');
            if line.contains(says) {
                return Some(line);
            }
        };
        let found = tokio::time::timeout(GUARD, read()).await;
        match found {
            Ok(Some(line)) => line,
            _ => panic!("the bot never logged {says}:\n{}", self.log),
        }
    }

    /// Asks it to stop, as systemd or Ctrl-C would.
    fn signal(&self, signal: &str) {
        let pid = self.process.id().expect("it runs").to_string();
        let done = std::process::Command::new("kill")
            .args(["-s", signal, &pid])
            .status();
        assert!(done.unwrap().success());
    }

    /// Its exit code, and all it has logged.
    async fn ended(mut self) -> (Option<i32>, String) {
        let reading = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                self.log.push_str(&line);
                self.log.push('\n');
            }
            self.process.wait().await.unwrap()
        };
        let status = tokio::time::timeout(GUARD, reading).await;
        (status.expect("it ends").code(), self.log)
    }
}
