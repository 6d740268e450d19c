//! People in a real Chromium, in a rehearsal as `unknot rehearse` opens it.
//!
//! Required where CI=true. Elsewhere they run where chromedriver is found, and say so where not.

mod driver;
mod hydration;
mod page;
mod pictures;
mod schedule;
mod screening;
mod session;
mod show;

use std::time::Duration;

use driver::Driver;
use page::{DOWN, ENTER, Page, message};
use show::Show;

/// How long a test waits for something that always comes.
const GUARD: Duration = Duration::from_secs(60);

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
