//! The data folder: one program at a time, the database, and the key beside it unless it stands in the
//! environment.
//!
//! Never makes a key where there is a database, and never a second database over the first.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use secrecy::ExposeSecret;

use super::connection::{self, Unopened};
use super::key::Key;
use super::seal::Sealer;
use super::{Store, StoreFault, private};

pub(super) const DATABASE: &str = "unknot.db";
pub(super) const KEY: &str = "key";
/// The key to come, until everything is sealed with it.
const KEY_TO_COME: &str = "key.new";
const LOCK: &str = "lock";

/// A data folder that nobody else has open.
pub struct DataFolder {
    dir: PathBuf,
    /// Locked for as long as it is open.
    lock: File,
}

/// A database that was opened, and with what.
pub(super) struct Opened {
    pub(super) connection: Connection,
    pub(super) sealer: Sealer,
    /// The key from the folder; nothing where it came from the environment.
    own: Option<Key>,
}

impl DataFolder {
    /// Opens a data folder, which is made where there is none.
    pub fn open(dir: &Path) -> Result<DataFolder, StoreFault> {
        if !dir.exists() {
            private::make_folder(dir).map_err(at(dir))?;
        }
        DataFolder::existing(dir)
    }

    /// Opens a data folder that is there.
    pub fn existing(dir: &Path) -> Result<DataFolder, StoreFault> {
        if !dir.is_dir() {
            let says = match dir.exists() {
                true => format!("{}: this is not a folder", dir.display()),
                false => format!("{}: there is no such folder", dir.display()),
            };
            return Err(StoreFault::new(says));
        }
        let lock = private::make_file(&dir.join(LOCK)).map_err(at(dir))?;
        match lock.try_lock() {
            Ok(()) => Ok(DataFolder {
                dir: dir.to_owned(),
                lock,
            }),
            Err(TryLockError::WouldBlock) => {
                let says = format!("{}: another unknot is using this folder", dir.display());
                Err(StoreFault::new(says))
            }
            Err(TryLockError::Error(error)) => Err(at(dir)(error)),
        }
    }

    /// Opens what is kept here with the key from the environment, else with the one that lies here. In an
    /// empty folder both are made.
    pub fn store(self, key: Option<&Key>) -> Result<Store, StoreFault> {
        let opened = self.opened(key)?;
        let own = opened.own.as_ref();
        let key = own.or(key).expect("one of the two opened it");
        Store::over(opened.connection, opened.sealer, key, Some(self.lock))
    }

    pub(super) fn opened(&self, key: Option<&Key>) -> Result<Opened, StoreFault> {
        match key {
            Some(key) => self.opened_with(key),
            None => self.opened_with_own(),
        }
    }

    fn opened_with(&self, key: &Key) -> Result<Opened, StoreFault> {
        let (database, to_come) = (self.database(), self.key_to_come());
        match self.try_key(key) {
            Ok((connection, sealer)) => {
                if to_come.exists() {
                    let file = to_come.display();
                    tracing::warn!(%file, "the key in use is in UNKNOT_KEY; delete this file");
                }
                Ok(Opened {
                    connection,
                    sealer,
                    own: None,
                })
            }
            Err(Unopened::WrongKey) if self.is_opened_by_the_key_to_come() => {
                Err(StoreFault::new(format!(
                    "UNKNOT_KEY is the key from before it was changed; put the one in {} there, and delete that file",
                    to_come.display()
                )))
            }
            Err(Unopened::WrongKey) => Err(StoreFault::new(format!(
                "UNKNOT_KEY does not open {}, which was sealed with another key",
                database.display()
            ))),
            Err(Unopened::Fault(fault)) => Err(fault),
        }
    }

    fn opened_with_own(&self) -> Result<Opened, StoreFault> {
        let (file, to_come) = (self.key(), self.key_to_come());
        if !file.try_exists().map_err(at(&file))? {
            self.make_first_key()?;
        }
        let mut key = read_key(&file)?;
        let opened = match self.try_key(&key) {
            Err(Unopened::WrongKey) if self.is_opened_by_the_key_to_come() => {
                private::rename(&to_come, &file).map_err(at(&to_come))?;
                tracing::warn!(
                    "the key was being changed when it was interrupted; that is done now"
                );
                key = read_key(&file)?;
                self.try_key(&key)
            }
            opened => opened,
        };
        match opened {
            Ok((connection, sealer)) => {
                // Nothing was ever sealed with it.
                private::remove(&to_come).map_err(at(&to_come))?;
                Ok(Opened {
                    connection,
                    sealer,
                    own: Some(key),
                })
            }
            Err(Unopened::WrongKey) => Err(StoreFault::new(format!(
                "{} does not open {}, which was sealed with another key",
                file.display(),
                self.database().display()
            ))),
            Err(Unopened::Fault(fault)) => Err(fault),
        }
    }

    /// The first key, for a database that is not there yet.
    fn make_first_key(&self) -> Result<(), StoreFault> {
        if self.has_database()? {
            let says = format!(
                "{} is there, and its key is not: put the file {} back, or set UNKNOT_KEY",
                self.database().display(),
                self.key().display()
            );
            return Err(StoreFault::new(says));
        }
        // Whole or not at all: half a key would keep the next start from making one.
        self.write_key_to_come(&Key::fresh()?)?;
        self.take_key_to_come()
    }

    /// Opens the database with this key; where there is none, makes it.
    fn try_key(&self, key: &Key) -> Result<(Connection, Sealer), Unopened> {
        let database = self.database();
        if !database.exists() {
            // Before SQLite does, which would let others read it; its log is made as open as this.
            let made = private::make_file(&database).and_then(|file| {
                file.sync_all()?;
                private::sync_folder_of(&database)
            });
            made.map_err(at(&database))?;
        }
        let sealer = Sealer::new(key);
        let connection = connection::open(&database, &sealer)?;
        Ok((connection, sealer))
    }

    /// Whether a change of the key was interrupted when everything was sealed with the new one already.
    fn is_opened_by_the_key_to_come(&self) -> bool {
        let key = read_key(&self.key_to_come());
        key.is_ok_and(|key| connection::is_opened_by(&self.database(), &Sealer::new(&key)))
    }

    pub(super) fn write_key_to_come(&self, key: &Key) -> Result<(), StoreFault> {
        let file = self.key_to_come();
        let text = format!("{}\n", key.hex().expose_secret());
        private::write_anew(&file, &text).map_err(at(&file))
    }

    /// From now on it is the key.
    pub(super) fn take_key_to_come(&self) -> Result<(), StoreFault> {
        let file = self.key_to_come();
        private::rename(&file, &self.key()).map_err(at(&file))
    }

    /// Whether anything was ever kept here. A file without a byte was made just before the power went.
    pub(super) fn has_database(&self) -> Result<bool, StoreFault> {
        let file = self.database();
        match std::fs::metadata(&file) {
            Ok(it) => Ok(it.len() != 0),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(at(&file)(error)),
        }
    }

    pub(super) fn database(&self) -> PathBuf {
        self.dir.join(DATABASE)
    }

    fn key(&self) -> PathBuf {
        self.dir.join(KEY)
    }

    pub(super) fn key_to_come(&self) -> PathBuf {
        self.dir.join(KEY_TO_COME)
    }
}

fn read_key(file: &Path) -> Result<Key, StoreFault> {
    if private::is_open_to_others(file).map_err(at(file))? {
        let file = file.display();
        let says = format!("{file} can be read by others; run `chmod 600 {file}`");
        return Err(StoreFault::new(says));
    }
    let text = secrecy::SecretString::from(std::fs::read_to_string(file).map_err(at(file))?);
    let key = Key::from_hex(text.expose_secret().trim());
    key.map_err(|fault| StoreFault::new(format!("{}: {fault}", file.display())))
}

/// What went wrong with a file.
pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> StoreFault {
    move |error| StoreFault::new(format!("{}: {error}", path.display()))
}
