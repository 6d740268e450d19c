//! A bot as a process: started, awaited, weighed.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use unknot_rehearsal::Rehearsal;

use crate::bare;

/// How long memory has to stand still to count as settled, and by how much it may move.
const SETTLED: Duration = Duration::from_secs(3);
const SETTLED_MIB: f64 = 0.2;

/// Which bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Unknot,
    Bare,
}

impl Kind {
    pub(crate) const BOTH: [Kind; 2] = [Kind::Unknot, Kind::Bare];
}

pub(crate) struct Bot {
    kind: Kind,
    process: Child,
    lines: Option<Lines<BufReader<ChildStderr>>>,
    _folder: tempfile::TempDir,
}

impl Bot {
    pub(crate) fn start(kind: Kind, rehearsal: &Rehearsal) -> Bot {
        let folder = tempfile::tempdir().unwrap();
        let ca = folder.path().join("ca.pem");
        rehearsal.write_ca(&ca).unwrap();
        let rest = rehearsal.rest_addr().to_string();
        let mut command = match kind {
            Kind::Unknot => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
                command
                    .args(["run", "--stand-in", &rest, "--stand-in-ca"])
                    .arg(&ca);
                command.env("DATA_DIR", folder.path().join("data"));
                command.env("LOG", "info").stderr(Stdio::piped());
                command
            }
            Kind::Bare => {
                let mut command = Command::new(std::env::current_exe().unwrap());
                command.env(bare::MARK, rest).env("SSL_CERT_FILE", &ca);
                command
            }
        };
        let command = command
            .env("DISCORD_TOKEN", rehearsal.token())
            .current_dir(folder.path());
        let mut process = command
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = process
            .stderr
            .take()
            .map(|stderr| BufReader::new(stderr).lines());
        Bot {
            kind,
            process,
            lines,
            _folder: folder,
        }
    }

    /// Started, with its commands registered and all its guilds there.
    pub(crate) async fn open(kind: Kind, rehearsal: &Rehearsal) -> Bot {
        register_commands(rehearsal).await;
        let mut bot = Bot::start(kind, rehearsal);
        rehearsal.gateway().ready().await;
        bot.until_ready().await;
        bot
    }

    /// Until it says so; the bare bot has nothing more to do after READY.
    pub(crate) async fn until_ready(&mut self) {
        if self.kind == Kind::Bare {
            return;
        }
        let mut lines = self.lines.take().unwrap();
        loop {
            let line = lines.next_line().await.unwrap().expect("the bot runs");
            if line.contains("ready") {
                break;
            }
        }
        // Read on, so that the pipe never fills.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    }

    /// Resident memory now.
    pub(crate) fn mib(&self) -> f64 {
        let status = self.proc("status");
        let line = status
            .lines()
            .find(|line| line.starts_with("VmRSS:"))
            .unwrap();
        let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
        kib / 1024.0
    }

    /// Resident memory once it stands still.
    pub(crate) async fn settled_mib(&self) -> f64 {
        let mut before = self.mib();
        loop {
            tokio::time::sleep(SETTLED).await;
            let now = self.mib();
            if (now - before).abs() < SETTLED_MIB {
                return now;
            }
            before = now;
        }
    }

    /// Processor time used so far, in milliseconds.
    pub(crate) fn cpu_ms(&self) -> f64 {
        let stat = self.proc("stat");
        // Fields 14 and 15 of proc(5), counted from behind the name; a tick is 10 ms on Linux.
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        let ticks: f64 = fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap();
        ticks * 10.0
    }

    fn proc(&self, file: &str) -> String {
        let pid = self.process.id().expect("it runs");
        std::fs::read_to_string(format!("/proc/{pid}/{file}")).unwrap()
    }
}

/// As a former start would have left them.
pub(crate) async fn register_commands(rehearsal: &Rehearsal) {
    let libraries = unknot::content::load(&unknot::content::embedded()).unwrap();
    let application = rehearsal.look(|world| world.application);
    let path = format!(
        "http://{}/api/v10/applications/{application}/commands",
        rehearsal.plain_addr()
    );
    let request = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap()
        .put(path);
    let request = request.header("Authorization", format!("Bot {}", rehearsal.token()));
    let answer = request
        .json(&unknot::discord::surface(&libraries))
        .send()
        .await
        .unwrap();
    assert!(
        answer.status().is_success(),
        "{}",
        answer.text().await.unwrap()
    );
}
