//! A session that is planned in the chat, and Discord's own event for it, as people use it under "Events".

use super::driver::Driver;
use super::page::{Page, message};
use super::show::Show;

/// How often somebody asks for the list until it says what was done elsewhere.
const ASKED_MAX: usize = 50;
const EVENTS: &str = "//nav//button[@id='events-button']";
/// The event of the session, in the open list.
const EVENT: &str = "//dialog//article[contains(@class, 'event')][.//h3[contains(., 'Sore feet')]]";

fn button(name: &str) -> String {
    format!("{EVENT}//button[normalize-space()='{name}']")
}

fn answer(name: &str) -> String {
    format!("//dialog//form//button[normalize-space()='{name}']")
}

/// Ola, at this window, says where the server is; then it is this person's again.
async fn settles(page: &Page, person: &str) {
    for (name, command) in [
        ("Ola", Some("/settings timezone:Europe/Berlin")),
        (person, None),
    ] {
        page.pick("//select[@id='act-as']", name).await;
        page.until(&format!("//textarea[contains(@placeholder, 'as {name}')]"))
            .await;
        if let Some(command) = command {
            page.command(command).await;
            page.until(&message("Europe/Berlin")).await;
        }
    }
}

/// Asks for the list until the newest answer fits; what is done to an event is heard of when Discord tells it.
async fn list_says(page: &Page, fits: &str) {
    let lists = message("used /session list");
    for _ in 0..ASKED_MAX {
        let asked = page.count(&lists).await;
        page.command("/session list").await;
        let newest = format!("({lists})[{}]", asked + 1);
        page.until(&format!("{newest}//*[contains(@class, 'embed')]"))
            .await;
        if page.count(&format!("{newest}{fits}")).await > 0 {
            return;
        }
    }
    panic!("the list never has {fits}");
}

#[tokio::test]
async fn a_planned_session_is_followed_moved_and_deleted_under_events() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let show = Show::start().await;
    let hana = Page::open(&driver, &show.url, "Hana").await;
    let mia = Page::open(&driver, &show.url, "Mia").await;
    settles(&hana, "Hana").await;
    hana.command("/session schedule routine:sore_feet_5 when:tomorrow 18:30 channel:Mat room")
        .await;
    hana.until(&message("Scheduled: Sore feet")).await;

    // Both see it; who does not manage events can only be interested.
    for page in [&hana, &mia] {
        page.until(&format!("{EVENTS}[contains(., '1')]")).await;
        page.click(EVENTS).await;
        let text = page.until(EVENT).await;
        for part in ["Scheduled", "In Mat room", "Nobody is interested yet"] {
            assert!(text.contains(part), "{text}");
        }
    }
    hana.until(&button("Edit")).await;
    assert_eq!(mia.count(&button("Edit")).await, 0);
    assert_eq!(mia.count(&button("Delete")).await, 0);
    mia.click(&button("Interested")).await;
    mia.until(&format!("{EVENT}//button[@aria-pressed='true']"))
        .await;
    hana.until(&format!("{EVENT}[contains(., '1 person is interested')]"))
        .await;

    // Moved there by the host, and both see it; the past is refused in Discord's words.
    hana.click(&button("Edit")).await;
    moves(&hana, "-48 * 60").await;
    hana.click(&answer("Save")).await;
    hana.until(
        "//dialog//form//*[@role='alert'][contains(., 'Cannot schedule event in the past.')]",
    )
    .await;
    let at = moves(&hana, "49 * 60").await;
    hana.click(&answer("Save")).await;
    let time = format!("//time[@datetime='{at}']");
    for page in [&hana, &mia] {
        page.until(&format!("{EVENT}{time}")).await;
    }
    hana.click("//dialog//button[normalize-space()='Close']")
        .await;
    list_says(&hana, &time).await;

    // Deleted there, once it was meant; it is gone for everybody, and from the list.
    hana.click(EVENTS).await;
    hana.click(&button("Delete")).await;
    hana.click(&answer("Keep it")).await;
    hana.click(&button("Delete")).await;
    hana.click(&answer("Delete")).await;
    for page in [&hana, &mia] {
        page.until("//dialog//*[@role='status'][contains(., 'Nothing is planned')]")
            .await;
    }
    hana.click("//dialog//button[normalize-space()='Close']")
        .await;
    let is_empty = "[contains(., 'There is no session here')][not(.//time[@data-relative])]";
    list_says(&hana, is_empty).await;

    hana.close().await;
    mia.close().await;
    show.end().await;
}

/// Puts the start in the form so many minutes later, and gives the moment as the page writes it.
async fn moves(page: &Page, minutes: &str) -> String {
    page.until("//dialog//form//input[@type='datetime-local']")
        .await;
    let script = format!(
        "const input = document.querySelector('form input[type=datetime-local]');
         input.stepUp({minutes});
         input.dispatchEvent(new Event('input', {{ bubbles: true }}));
         return new Date(input.value).toISOString();"
    );
    let at = page.script(&script).await;
    at.as_str().unwrap().to_owned()
}
