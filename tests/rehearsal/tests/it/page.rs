//! The page in a real Chromium: a person reads and types commands in their own language.
//!
//! Required where CI=true. Elsewhere it runs where chromedriver is found, and says so where not.

use std::io::Write;
use std::process::Stdio;
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::stage::{Bot, command, message, nothing_was_amiss, rehearsal};

/// How long a test waits for something that always comes.
const GUARD: Duration = Duration::from_secs(60);
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

/// `/technique` with everything that can be in another language.
fn technique() -> Value {
    let choice = json!({"name": "Soft ball", "value": "ball", "name_localizations": {"es-ES": "Pelota blanda"}});
    json!({
        "name": "technique", "description": "Shows a technique",
        "name_localizations": {"es-ES": "técnica"},
        "description_localizations": {"es-ES": "Muestra una técnica"},
        "options": [
            {
                "type": 3, "name": "name", "description": "Which one", "required": true,
                "name_localizations": {"es-ES": "nombre"},
                "description_localizations": {"es-ES": "Cuál"},
            },
            // Apart from the next by an accent alone, so that a name to the letter has to go first.
            {
                "type": 3, "name": "note", "description": "Why",
                "name_localizations": {"es-ES": "util"},
            },
            {
                "type": 3, "name": "tool", "description": "With what", "choices": [choice],
                "name_localizations": {"es-ES": "útil"},
            },
        ],
    })
}

/// A command whose subcommand has a name of its own in Spanish.
fn session() -> Value {
    let start = json!({
        "type": 1, "name": "start", "description": "Starts", "name_localizations": {"es-ES": "empezar"},
    });
    json!({
        "name": "session", "description": "a", "options": [start],
        "name_localizations": {"es-ES": "sesión"},
    })
}

#[tokio::test]
async fn commands_are_read_and_typed_in_the_language_that_was_chosen() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let rehearsal = rehearsal().await;
    let commands = [command(technique()), command(session())];
    let mut bot = Bot::with_commands(&rehearsal, &commands).await;
    let mia = Page::open(&driver, &rehearsal.page_url(), "Mia").await;
    // Latin America's Spanish has no words here, and Spain's stand in.
    mia.pick("language", "es-419").await;
    mia.until(&language("es-419")).await;

    mia.write("/").await;
    let offered = mia.until(&suggestion("/técnica")).await;
    assert!(offered.contains("Muestra una técnica"), "{offered}");
    mia.until(&suggestion("/sesión empezar")).await;
    mia.write(ESCAPE).await;
    mia.write(ESCAPE).await;

    // Whichever way it is written, the bot is asked the same.
    for line in [
        "/técnica nombre:it band útil:Pelota blanda",
        "/tecnica nómbre:it band útil:pelota blanda",
        "/técnica it band útil:Soft ball",
        "/technique name:it band tool:ball",
        "/técnica name:it band útil:ball",
    ] {
        mia.write(line).await;
        mia.until(&chip("nombre")).await;
        mia.write(ENTER).await;
        let asked = bot.answer(&message("Here.")).await;
        let asked = json!(asked);
        assert_eq!(asked["locale"], "es-419", "{line}");
        assert_eq!(asked["data"]["name"], "technique", "{line}");
        let given = |n: usize| {
            let option = &asked["data"]["options"][n];
            (option["name"].clone(), option["value"].clone())
        };
        assert_eq!(given(0), (json!("name"), json!("it band")), "{line}");
        assert_eq!(given(1), (json!("tool"), json!("ball")), "{line}");
    }
    for line in ["/sesión empezar", "/session start", "/sesion empezar"] {
        mia.write(line).await;
        mia.write(ENTER).await;
        let asked = json!(bot.answer(&message("Here.")).await);
        assert_eq!(asked["data"]["name"], "session", "{line}");
        assert_eq!(asked["data"]["options"][0]["name"], "start", "{line}");
    }
    nothing_was_amiss(&rehearsal);
    mia.client.close().await.unwrap();
}

#[tokio::test]
async fn the_page_remembers_who_speaks_what() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let rehearsal = rehearsal().await;
    let page = Page::open(&driver, &rehearsal.page_url(), "Mia").await;
    page.pick("language", "fr").await;
    page.until(&language("fr")).await;
    page.act_as("Ola").await;
    page.until(&language("en-US")).await;
    // Ola owns the club and chooses its language; Mia only reads it.
    page.until("//select[@id='guild-language'][not(@disabled)]")
        .await;
    page.pick("guild-language", "de").await;
    page.until("//body[.//select[@id='guild-language'][@data-locale='de']]")
        .await;
    page.act_as("Mia").await;
    page.until(&language("fr")).await;
    page.until("//select[@id='guild-language'][@disabled][@data-locale='de']")
        .await;
    // Set from elsewhere, to one that the page does not offer.
    rehearsal.speak(&rehearsal.member(0), "ja").unwrap();
    page.until(&language("ja")).await;
    let spoken = rehearsal.look(|world| world.guilds[&rehearsal.guild()].locale);
    assert_eq!(spoken.name(), "de");
    page.client.close().await.unwrap();
}

/// The choice of language, once the stand-in has said that it is this.
fn language(locale: &str) -> String {
    format!("//select[@id='language'][@data-locale='{locale}']")
}

fn suggestion(label: &str) -> String {
    format!("//*[@id='suggestions']//*[@role='option'][starts-with(., '{label}')]")
}

fn chip(name: &str) -> String {
    format!("//*[@id='option-chips']//*[@class='chip-name'][. = '{name}']")
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
                let required = std::env::var("CI").is_ok_and(|value| value == "true");
                assert!(
                    !required,
                    "CI=true, and chromedriver cannot be started: {error}"
                );
                // Past the harness, which would keep it to itself.
                _ = writeln!(
                    std::io::stderr(),
                    "\npage: NOT RUN, there is no chromedriver ({error})"
                );
                return None;
            }
        };
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        loop {
            let line = lines.next_line().await.unwrap();
            let line = line.expect("chromedriver says its port");
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
        page.act_as(name).await;
        page.click("//nav//a[contains(., 'lounge')]").await;
        page.until("//*[@id='room-title'][contains(., 'lounge')]")
            .await;
        page
    }

    async fn act_as(&self, name: &str) {
        let option = format!("//select[@id='act-as']//option[. = '{name}']");
        self.click(&option).await;
        let box_of = format!("//textarea[contains(@placeholder, 'as {name}')]");
        self.until(&box_of).await;
    }

    /// Waits for it, and gives its text.
    async fn until(&self, xpath: &str) -> String {
        let wait = self.client.wait().at_most(GUARD);
        let found = wait.for_element(Locator::XPath(xpath)).await;
        let text = match found {
            Ok(element) => element.text().await,
            Err(error) => Err(error),
        };
        match text {
            Ok(text) => text,
            // Drawn anew between the two looks.
            Err(CmdError::Standard(_)) => Box::pin(self.until(xpath)).await,
            Err(error) => panic!("{xpath}: {error}"),
        }
    }

    async fn click(&self, xpath: &str) {
        self.until(xpath).await;
        let found = self.client.find(Locator::XPath(xpath)).await.unwrap();
        found.click().await.unwrap();
    }

    /// Chooses the entry with this value.
    async fn pick(&self, select: &str, value: &str) {
        self.click(&format!(
            "//select[@id='{select}']/option[@value='{value}']"
        ))
        .await;
    }

    /// Into the box named "Message", as keys.
    async fn write(&self, keys: &str) {
        let found = self.client.find(Locator::Id("message")).await.unwrap();
        found.send_keys(keys).await.unwrap();
    }
}
