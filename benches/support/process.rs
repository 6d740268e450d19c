//! A bot as a process: started, awaited, weighed, ended.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStderr, Command};
use unknot_rehearsal::Rehearsal;

pub(crate) struct Process {
    pub(crate) child: Child,
    lines: Option<Lines<BufReader<ChildStderr>>>,
}

/// The bot itself, in front of this stand-in, with all that it keeps in this folder.
pub(crate) fn unknot(rehearsal: &Rehearsal, folder: &Path) -> Command {
    let ca = folder.join("ca.pem");
    rehearsal.write_ca(&ca).unwrap();
    let rest = rehearsal.rest_addr().to_string();
    let mut command = Command::new(env!("CARGO_BIN_EXE_unknot"));
    command
        .args(["run", "--stand-in", &rest, "--stand-in-ca"])
        .arg(&ca)
        .env("DISCORD_TOKEN", rehearsal.token())
        .env("DATA_DIR", folder.join("data"))
        .env("LOG", "info")
        .env_remove("UNKNOT_KEY")
        .current_dir(folder)
        .stderr(Stdio::piped());
    command
}

impl Process {
    pub(crate) fn start(mut command: Command) -> Process {
        let mut child = command
            .stdin(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = child
            .stderr
            .take()
            .map(|stderr| BufReader::new(stderr).lines());
        Process { child, lines }
    }

    /// Until it says so; a bot that says nothing is taken for ready.
    pub(crate) async fn until_ready(&mut self) {
        let Some(mut lines) = self.lines.take() else {
            return;
        };
        loop {
            let line = lines.next_line().await.unwrap().expect("the bot runs");
            if line.contains("ready") {
                break;
            }
        }
        // Read on, so that the pipe never fills; what went wrong is shown beside the figures.
        tokio::spawn(async move {
            while let Ok(Some(line)) = lines.next_line().await {
                if line.contains("WARN") || line.contains("ERROR") {
                    eprintln!("{line}");
                }
            }
        });
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
        let pid = self.child.id().expect("it runs");
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
