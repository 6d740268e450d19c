//! Two people in a real Chromium, in a rehearsal as `unknot rehearse` opens it.
//!
//! Required where CI=true. Elsewhere it runs where chromedriver is found, and says so where not.

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long a test waits for something that always comes.
const GUARD: Duration = Duration::from_secs(60);
const ENTER: &str = "\u{e007}";
const DOWN: &str = "\u{e015}";

#[tokio::test]
async fn two_people_look_up_share_and_press_an_old_button() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let mut show = Show::start().await;
    let mia = Page::open(&driver, &show.url, "Mia").await;
    let noor = Page::open(&driver, &show.url, "Noor").await;

    // Mia types, is offered the technique, takes it with the keyboard, and alone sees the card.
    mia.write("/technique it b").await;
    mia.until("//*[@id='suggestions']//*[@role='option'][contains(., 'Outer thigh roll')]")
        .await;
    mia.write(DOWN).await;
    mia.write(ENTER).await;
    mia.write(ENTER).await;
    let card = mia.until(&message("Outer thigh roll (IT band area)")).await;
    assert!(card.contains("Only you can see this"), "{card}");
    assert!(
        card.contains("Never faster than 1 inch (2.5 cm) a second"),
        "{card}"
    );

    // Noor shares hers; both see that one, and Noor never sees Mia's.
    noor.write("/technique name:piriformis share:True").await;
    noor.write(ENTER).await;
    let shared = message("Deep buttock press, the letter P (piriformis)");
    noor.until(&shared).await;
    let seen = mia.until(&shared).await;
    assert!(!seen.contains("Only you can see this"), "{seen}");
    assert_eq!(
        noor.count(&message("Outer thigh roll (IT band area)"))
            .await,
        0
    );

    // The bot dies and comes back. The button on the old message still answers, Mia alone.
    show.kill_the_bot().await;
    mia.until("//*[@id='bot-status'][@data-online='true']")
        .await;
    mia.click(&format!("{shared}//button[normalize-space()='Other tool']"))
        .await;
    let tools = mia.until(&message("pick a tool")).await;
    assert!(tools.contains("Only you can see this"), "{tools}");
    assert_eq!(noor.count(&message("pick a tool")).await, 0);

    // From the menu, with the keyboard alone.
    mia.pick(&format!("{}//select", message("pick a tool")), "Soft ball")
        .await;
    mia.until(&message("(piriformis) · Soft ball")).await;

    // Something long, and something that would ping, are answered and nothing is lost.
    noor.write(&format!("/technique name:@everyone {}", "x".repeat(500)))
        .await;
    noor.write(ENTER).await;
    noor.until(&message("I do not know a technique called"))
        .await;
    assert_eq!(mia.count("//article[contains(@class, 'pinged')]").await, 0);

    mia.close().await;
    noor.close().await;
    show.end().await;
}

/// The message that says this.
fn message(says: &str) -> String {
    format!("//*[@role='log']//article[contains(., '{says}')]")
}

/// `unknot rehearse`.
struct Show {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    url: String,
    bot: String,
    _folder: tempfile::TempDir,
}

impl Show {
    async fn start() -> Show {
        let folder = tempfile::tempdir().unwrap();
        let mut process = Command::new(env!("CARGO_BIN_EXE_unknot"))
            .args(["rehearse", "--port", "0"])
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
    async fn kill_the_bot(&mut self) {
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
    async fn end(mut self) {
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

/// chromedriver on a port of its own.
struct Driver {
    _process: Child,
    url: String,
}

impl Driver {
    async fn start() -> Option<Driver> {
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
                    reason = "CI asks for this test in particular"
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
                    _process: process,
                    url,
                });
            }
        }
    }
}

/// One person's window.
struct Page {
    client: Client,
}

impl Page {
    async fn open(driver: &Driver, url: &str, name: &str) -> Page {
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--window-size=1280,900",
        ];
        let options = json!({ "goog:chromeOptions": { "args": arguments } });
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(options.as_object().unwrap().clone())
            .connect(&driver.url)
            .await
            .unwrap();
        client.goto(url).await.unwrap();
        let page = Page { client };
        page.until("//*[@id='bot-status'][@data-online='true']")
            .await;
        page.pick("//select[@id='act-as']", name).await;
        page.click("//nav//a[contains(., 'lounge')]").await;
        page.until("//*[@id='room-title'][contains(., 'lounge')]")
            .await;
        page
    }

    /// Waits for it, and gives its text.
    async fn until(&self, xpath: &str) -> String {
        let found = self
            .client
            .wait()
            .at_most(GUARD)
            .for_element(Locator::XPath(xpath))
            .await;
        let text = match found {
            Ok(element) => element.text().await,
            Err(error) => Err(error),
        };
        match text {
            Ok(text) => text,
            // Drawn anew between the two looks.
            Err(CmdError::Standard(_)) => Box::pin(self.until(xpath)).await,
            Err(error) => panic!("{xpath}: {error}\n{}", self.text().await),
        }
    }

    async fn text(&self) -> String {
        self.client
            .find(Locator::Css("body"))
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    }

    async fn count(&self, xpath: &str) -> usize {
        self.client
            .find_all(Locator::XPath(xpath))
            .await
            .unwrap()
            .len()
    }

    async fn click(&self, xpath: &str) {
        self.until(xpath).await;
        self.client
            .find(Locator::XPath(xpath))
            .await
            .unwrap()
            .click()
            .await
            .unwrap();
    }

    /// Chooses the entry that begins so.
    async fn pick(&self, select: &str, begins: &str) {
        self.click(&format!(
            "{select}//option[starts-with(normalize-space(), '{begins}')]"
        ))
        .await;
    }

    /// Into the box named "Message", as keys.
    async fn write(&self, keys: &str) {
        let message = self.client.find(Locator::Id("message")).await.unwrap();
        message.send_keys(keys).await.unwrap();
    }

    async fn close(self) {
        self.client.close().await.unwrap();
    }
}
