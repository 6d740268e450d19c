//! Reminders, and what is somebody's own, as one person meets them in the chat. A minute passes in a second.

use super::driver::Driver;
use super::page::{Page, message};
use super::pictures;
use super::show::Show;

/// How many times as fast as real time.
const SPEED: u32 = 60;
const REMINDER: &str = "Drink if you are thirsty.";

/// A time of day so many minutes from now on, by the rehearsal's clock and in UTC.
async fn time(page: &Page, minutes: u32) -> String {
    let script = format!(
        "return import('/page/time.js').then(({{ now }}) =>
         new Date(now() + {minutes} * 60000).toISOString().slice(11, 16));"
    );
    page.script(&script).await.as_str().unwrap().to_owned()
}

/// Is reminded each hour, from a few minutes on, and opens what came.
async fn is_reminded(page: &Page) {
    page.command("/timezone zone:UTC").await;
    page.until(&message("Saved: UTC")).await;
    let (from, to) = (time(page, 6).await, time(page, 6 + 5 * 60).await);
    let (quiet_from, quiet_to) = (time(page, 8 * 60).await, time(page, 9 * 60).await);
    page.command(&format!(
        "/hydration on every:60 from:{from} to:{to} quiet_from:{quiet_from} quiet_to:{quiet_to}"
    ))
    .await;
    let on = page.until(&message("On. Each reminder")).await;
    assert!(on.contains("Only you can see this"), "{on}");
    // It waits where the side bar says that there is one.
    page.until("//nav//a[contains(., 'Unknot') and contains(., '1 unread')]")
        .await;
    page.enter("Unknot").await;
    let reminder = page.until(&message(REMINDER)).await;
    assert!(!reminder.contains("mL"), "{reminder}");
}

#[tokio::test]
async fn two_people_are_reminded_and_one_takes_all_of_it_along_and_is_forgotten() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let show = Show::at_speed(SPEED).await;
    let mia = Page::open(&driver, &show.url, "Mia").await;
    let noor = Page::open(&driver, &show.url, "Noor").await;
    tokio::join!(is_reminded(&mia), is_reminded(&noor));

    // One press, and nothing comes to Noor any more.
    noor.on(REMINDER, "Stop reminders").await;
    noor.until(&message("Off. I send you no reminders")).await;
    noor.on(REMINDER, "Snooze").await;
    noor.until(&message("Reminders are off.")).await;

    pictures::of(&mia, &message(REMINDER), "reminder").await;
    // Mia asks how much, has it come once more, and sees her week in words and as a picture.
    mia.on(REMINDER, "How much?").await;
    mia.until(&message("200 to 250 mL")).await;
    mia.on(REMINDER, "Snooze").await;
    mia.until(&message("Once more at")).await;
    mia.command("/hydration log").await;
    mia.until(&message("Drinks today: 1.")).await;
    mia.command("/hydration status").await;
    let status = mia.until(&message("Your last 7 days")).await;
    assert!(status.contains("drinks 1, reminders 1"), "{status}");
    let picture = format!(
        "{}//img[contains(@alt, 'drinks 1, reminders 1')]",
        message("Your last 7 days")
    );
    mia.until(&picture).await;
    pictures::of(&mia, &message("Your last 7 days"), "hydration_status").await;

    // All of it, to take along; and then nothing of it is left.
    mia.command("/privacy export").await;
    let file = message("All that I keep about you is in the file");
    mia.until(&format!("{file}//a[contains(., 'unknot.json')]"))
        .await;
    mia.command("/privacy delete").await;
    mia.on("This deletes all that I keep", "Delete everything")
        .await;
    mia.until(&message("I have deleted all of it")).await;
    mia.command("/privacy show").await;
    mia.until(&message("Right now I keep nothing about you"))
        .await;
    for hers in ["Your last 7 days", "unknot.json", "I have deleted"] {
        assert_eq!(noor.count(&message(hers)).await, 0, "{hers} is hers alone");
    }
    mia.close().await;
    noor.close().await;
    show.end().await;
}
