//! One of the two bots that are compared.

use std::ops::Deref;
use std::time::Duration;

use tokio::process::Command;
use unknot_rehearsal::Rehearsal;

use crate::bare;
use crate::process::{Process, register_commands, unknot};

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
    process: Process,
    _folder: tempfile::TempDir,
}

impl Deref for Bot {
    type Target = Process;

    fn deref(&self) -> &Process {
        &self.process
    }
}

impl Bot {
    pub(crate) fn start(kind: Kind, rehearsal: &Rehearsal) -> Bot {
        let folder = tempfile::tempdir().unwrap();
        let command = match kind {
            Kind::Unknot => unknot(rehearsal, folder.path()),
            Kind::Bare => {
                let ca = folder.path().join("ca.pem");
                rehearsal.write_ca(&ca).unwrap();
                let mut command = Command::new(std::env::current_exe().unwrap());
                command
                    .env(bare::MARK, rehearsal.rest_addr().to_string())
                    .env("DISCORD_TOKEN", rehearsal.token())
                    .env("SSL_CERT_FILE", &ca)
                    .current_dir(folder.path());
                command
            }
        };
        Bot {
            process: Process::start(command),
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
        self.process.until_ready().await;
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
}
