//! One person's window on the chat page: what they type, press and read.

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::GUARD;
use super::driver::Driver;

pub(super) const ENTER: &str = "\u{e007}";
pub(super) const DOWN: &str = "\u{e015}";
pub(super) const SPACE: &str = "\u{e00d}";
const TAB: &str = "\u{e004}";
/// More than there is to walk past on the page.
const TABS_MAX: usize = 30;

/// The message that says this.
pub(super) fn message(says: &str) -> String {
    format!("//*[@role='log']//article[contains(., '{says}')]")
}

/// One person's window.
pub(super) struct Page {
    client: Client,
}

impl Page {
    pub(super) async fn open(driver: &Driver, url: &str, name: &str) -> Page {
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
        // Until then the rooms on the side are still those of whom the page acted as before.
        page.until(&format!(
            "//*[@id='message'][contains(@placeholder, ' as {name}')]"
        ))
        .await;
        page.click("//nav//a[contains(., 'lounge')]").await;
        page.until("//*[@id='room-title'][contains(., 'lounge')]")
            .await;
        page
    }

    /// Waits for it, and gives its text.
    pub(super) async fn until(&self, xpath: &str) -> String {
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

    /// The texts of all that are there now, from top to bottom.
    pub(super) async fn texts(&self, xpath: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.client.find_all(Locator::XPath(xpath)).await.unwrap() {
            match element.text().await {
                Ok(text) => texts.push(text),
                // Drawn anew between the two looks.
                Err(error) if error.is_stale_element_reference() => {
                    return Box::pin(self.texts(xpath)).await;
                }
                Err(error) => panic!("{xpath}: {error}"),
            }
        }
        texts
    }

    pub(super) async fn count(&self, xpath: &str) -> usize {
        self.client
            .find_all(Locator::XPath(xpath))
            .await
            .unwrap()
            .len()
    }

    pub(super) async fn click(&self, xpath: &str) {
        self.until(xpath).await;
        let clicked = match self.client.find(Locator::XPath(xpath)).await {
            Ok(element) => element.click().await,
            Err(error) => Err(error),
        };
        match clicked {
            Ok(()) => {}
            // Drawn anew between the two looks.
            Err(error) if error.is_stale_element_reference() || error.is_no_such_element() => {
                Box::pin(self.click(xpath)).await;
            }
            Err(error) => panic!("{xpath}: {error}\n{}", self.text().await),
        }
    }

    /// Chooses the entry that begins so.
    pub(super) async fn pick(&self, select: &str, begins: &str) {
        self.click(&format!(
            "{select}//option[starts-with(normalize-space(), '{begins}')]"
        ))
        .await;
    }

    /// Opens a room from the side bar.
    pub(super) async fn enter(&self, room: &str) {
        self.click(&format!("//nav//a[contains(., '{room}')]"))
            .await;
        self.until(&format!(
            "//*[@id='room-title'][contains(., '{room}')]/ancestor::main//*[@role='log'][contains(@aria-label, '{room}')]"
        ))
        .await;
    }

    /// Chooses the language of this person's Discord, and waits until the page has it.
    pub(super) async fn speak(&self, locale: &str) {
        let select = "//select[@id='language']";
        self.click(&format!("{select}/option[@value='{locale}']"))
            .await;
        self.until(&format!("{select}[@data-locale='{locale}']"))
            .await;
    }

    /// Presses the button of this name on the message that says this.
    pub(super) async fn on(&self, says: &str, button: &str) {
        self.click(&format!(
            "{}//button[normalize-space()='{button}']",
            message(says)
        ))
        .await;
    }

    /// Walks on from where the focus is with the Tab key until it comes to the button, and presses Enter.
    pub(super) async fn press_with_keys(&self, button: &str) {
        for _ in 0..TABS_MAX {
            let focused = self.client.active_element().await.unwrap();
            let is_there = focused.tag_name().await.unwrap() == "button"
                && focused.text().await.unwrap() == button;
            self.keys(if is_there { ENTER } else { TAB }).await;
            if is_there {
                return;
            }
        }
        panic!("Tab never came to {button:?}\n{}", self.text().await);
    }

    /// Keys, to whatever has the focus.
    pub(super) async fn keys(&self, keys: &str) {
        let focused = self.client.active_element().await.unwrap();
        focused.send_keys(keys).await.unwrap();
    }

    /// Ticks the box of this name in a menu of several, with the mouse.
    pub(super) async fn tick(&self, choice: &str) {
        self.click(&format!("//label[normalize-space()='{choice}']"))
            .await;
    }

    /// A command in full, and Enter.
    pub(super) async fn command(&self, line: &str) {
        self.write(line).await;
        self.write(ENTER).await;
    }

    /// Into the box named "Message", as keys.
    pub(super) async fn write(&self, keys: &str) {
        let message = self.client.find(Locator::Id("message")).await.unwrap();
        message.send_keys(keys).await.unwrap();
    }

    /// What a script of the browser gives, for what no key does alike in every language.
    pub(super) async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap()
    }

    /// A window high enough for whole cards, at the newest of them.
    pub(super) async fn make_room(&self) {
        self.client.set_window_size(1180, 1500).await.unwrap();
        let down = "const log = document.getElementById('log'); log.scrollTop = log.scrollHeight;";
        self.client.execute(down, Vec::new()).await.unwrap();
    }

    /// Where it is on the screen: left, top, width, height.
    pub(super) async fn place_of(&self, xpath: &str) -> (f64, f64, f64, f64) {
        self.until(xpath).await;
        let found = self.client.find(Locator::XPath(xpath)).await.unwrap();
        found.rectangle().await.unwrap()
    }

    /// What there is to see, as a PNG.
    pub(super) async fn screen(&self) -> Vec<u8> {
        self.client.screenshot().await.unwrap()
    }

    pub(super) async fn close(self) {
        self.client.close().await.unwrap();
    }
}
