//! The private check, as three people meet it: in their own windows, at the same time.

use super::driver::Driver;
use super::page::{DOWN, Page, SPACE, message};
use super::show::Show;

/// A healthy person's way to the areas, by what each page is called and what is pressed on it.
const TO_AREAS: &[(&str, &str)] = &[
    ("Right now, do any of these fit?", "None of these"),
    ("Check with a health professional first", "None of these"),
    ("Not today if any of these fit", "None of these"),
    ("Go gentle if any of these fit", "None of these"),
];

/// What only a check says, in either language, and nobody else may see.
const OF_A_CHECK: &[&str] = &["private check", "cuestionario privado", "1 of 7", "1 de 7"];

#[tokio::test]
async fn two_people_are_screened_in_private_at_the_same_time() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let mut show = Show::start().await;
    let mia = Page::open(&driver, &show.url, "Mia").await;
    let noor = Page::open(&driver, &show.url, "Noor").await;
    noor.speak("es-ES").await;

    // Both ask in the same room. Each is told, and only there; the other's lounge stays empty.
    mia.command("/screening start").await;
    let told = mia.until(&message("I sent you a direct message")).await;
    assert!(told.contains("Only you can see this"), "{told}");
    assert!(told.contains("Mia used /screening start"), "{told}");
    noor.command("/cuestionario empezar").await;
    let told = noor.until(&message("Te envié un mensaje directo")).await;
    assert!(told.contains("Only you can see this"), "{told}");
    for person in [&mia, &noor] {
        assert_eq!(person.count("//*[@role='log']//article").await, 1);
        assert_says_nothing(person, OF_A_CHECK).await;
        // The message waits where the side bar says that there is one.
        person
            .until("//nav//a[contains(., 'Unknot') and contains(., '1 unread')]")
            .await;
    }

    // Noor waits on her first pages while Mia goes on: one with the keyboard, then with the mouse.
    enter_direct_messages(&mia).await;
    enter_direct_messages(&noor).await;
    noor.on("Un cuestionario privado antes de rodar", "Acepto")
        .await;
    mia.until(&message("A private check before you roll")).await;
    mia.press_with_keys("I agree").await;
    noor.on("¿Cuántos años tienes?", "18 años o más").await;
    mia.until(&message("How old are you?")).await;
    mia.press_with_keys("18 and over").await;
    noor.on("¿Algo de esto es tu caso ahora mismo?", "Ninguna de estas")
        .await;
    for (page, button) in TO_AREAS {
        mia.on(page, button).await;
    }
    noor.on("Pregunta primero a un profesional de la salud", "Una o más")
        .await;
    mia_picks_an_area(&mia).await;

    noor_goes_on_after_a_hold(&noor, &mut show).await;
    each_sees_their_own_alone(&mia, &noor).await;
    mia_sees_her_version_and_is_forgotten(&mia).await;

    let tom = Page::open(&driver, &show.url, "Tom").await;
    an_emergency_stands_first_and_alone(&tom).await;
    assert_says_nothing(&tom, &["Mia", "Noor"]).await;
    let is_alone = noor.count("//*[@role='log']//article").await == 1;
    assert!(is_alone, "what Mia and Tom asked there is not Noor's");
    for person in [mia, noor, tom] {
        person.close().await;
    }
    show.end().await;
}

/// From the side bar, where a person would look.
async fn enter_direct_messages(person: &Page) {
    person.enter("Unknot").await;
    assert_eq!(
        person.count("//nav//a[contains(., 'unread')]").await,
        0,
        "what is open is not unread"
    );
}

/// Mia is on the page of areas. She picks one with the mouse, takes another with the keyboard and leaves it again.
async fn mia_picks_an_area(mia: &Page) {
    mia.until(&message("Pick areas to skip")).await;
    mia.tick("back of the lower leg").await;
    mia.until(&message("1 chosen, of up to 20")).await;
    mia.keys(DOWN).await;
    mia.keys(SPACE).await;
    mia.until(&message("2 chosen, of up to 20")).await;
    mia.keys(SPACE).await;
    mia.until(&message("1 chosen, of up to 20")).await;
    mia.tick("knee").await;
    mia.until(&message("1 chosen, of up to 13")).await;
    // What is ticked and not sent is not lost to another press by mistake.
    mia.on("Pick areas to skip", "None of these").await;
    mia.until(&message("Not sent yet")).await;
    mia.click(&format!(
        "({}//button[.='Send'])[1]",
        message("Pick areas to skip")
    ))
    .await;
    // Nor by sending another menu of the same message.
    mia.until(&message("Picked: back of the lower leg.")).await;
    mia.until(&message("1 chosen, of up to 13")).await;
    mia.tick("knee").await;
    mia.on("Picked: back of the lower leg.", "Next").await;
    mia.on("Pick what suits you", "Next").await;
    let end = mia
        .until(&message("You can roll, with some changes."))
        .await;
    assert!(end.contains("Areas I skip"), "{end}");
    assert!(end.contains("back of the lower leg"), "{end}");
    assert!(!end.contains("back of the neck"), "{end}");
    assert_eq!(
        mia.count("//*[@role='log']//article").await,
        1,
        "one message, edited in place"
    );
    assert_eq!(mia.count("//*[@role='log']//article//button").await, 0);
}

/// Noor is held, goes on because a professional said so, and the bot dies under her hands.
async fn noor_goes_on_after_a_hold(noor: &Page, show: &mut Show) {
    let hold = noor
        .until(&message("Pregunta primero. Muestra este plan"))
        .await;
    assert!(
        hold.contains("Palabras para llevar a la consulta"),
        "{hold}"
    );
    noor.on(
        "Pregunta primero. Muestra este plan",
        "Un profesional dijo que está bien",
    )
    .await;
    noor.until(&message("Hoy no, si algo de esto es tu caso"))
        .await;

    show.kill_the_bot().await;
    noor.until("//*[@id='bot-status'][@data-online='true']")
        .await;
    noor.on("Hoy no, si algo de esto es tu caso", "Ninguna de estas")
        .await;
    noor.on(
        "Ve con suavidad si algo de esto es tu caso",
        "Ninguna de estas",
    )
    .await;
    noor.on("Elige las zonas que debes saltarte", "Ninguna de estas")
        .await;
    noor.on("Elige lo que te va bien", "Siguiente").await;
    let end = noor
        .until(&message("Puedes rodar, con algunos cambios."))
        .await;
    assert!(end.contains("Zonas que me salto"), "{end}");
    assert_eq!(noor.count("//*[@role='log']//article").await, 1);
}

/// In the direct messages and in the lounge, neither ever sees a word of the other's.
async fn each_sees_their_own_alone(mia: &Page, noor: &Page) {
    assert_says_nothing(mia, &["Puedes rodar", "Elige"]).await;
    assert_says_nothing(noor, &["You can roll", "Pick"]).await;
    for person in [mia, noor] {
        person.enter("lounge").await;
        person.until("//*[@role='log']//article").await;
        assert_eq!(
            person.count("//*[@role='log']//article").await,
            1,
            "where their own was sent"
        );
    }
    assert_says_nothing(mia, &["Te envié", "Noor used", "Puedes rodar"]).await;
    assert_says_nothing(noor, &["I sent you", "Mia used", "You can roll"]).await;
    // Nor is one told anything about the other in their direct messages with each other.
    for (person, other) in [(mia, "Noor"), (noor, "Mia")] {
        person.enter(other).await;
        person
            .until("//*[@role='log'][contains(., 'Nothing has been said here yet')]")
            .await;
        person.enter("lounge").await;
    }
}

/// What Mia's check does to a routine, what is known of her, and that it goes when she says so.
async fn mia_sees_her_version_and_is_forgotten(mia: &Page) {
    mia.command("/routine show name:sore_feet_5").await;
    mia.on("Sore feet", "My version").await;
    let version = mia.until(&message("Sore feet, your version")).await;
    assert!(
        version.contains("not Calf roll, but Ankle pumps"),
        "{version}"
    );
    assert!(version.contains("Only you can see this"), "{version}");

    mia.command("/screening status").await;
    let status = mia.until(&message("What I know about you")).await;
    assert!(
        status.contains("You can roll, with some changes"),
        "{status}"
    );
    assert!(status.contains("back of the lower leg"), "{status}");
    assert!(status.contains("Only you can see this"), "{status}");

    mia.command("/screening forget").await;
    mia.until(&message("I have deleted all of it")).await;
    mia.command("/screening status").await;
    mia.until(&message("There is no check that counts")).await;
}

/// Tom has something urgent: nothing stands above the line, nothing to press below, and no way round it.
async fn an_emergency_stands_first_and_alone(tom: &Page) {
    let line = "Call your local emergency number now";
    tom.command("/screening start").await;
    tom.until(&message("I sent you a direct message")).await;
    // The answer itself leads to the direct message too.
    tom.click(&format!("{}//a", message("I sent you a direct message")))
        .await;
    tom.on("A private check before you roll", "I agree").await;
    tom.on("How old are you?", "18 and over").await;
    tom.on("Right now, do any of these fit?", "One or more")
        .await;
    tom.until(&message(line)).await;
    let card = "//*[@role='log']//article//*[@role='group']";
    assert!(tom.until(card).await.starts_with(line));
    assert_eq!(tom.count("//*[@role='log']//article//button").await, 0);

    tom.enter("lounge").await;
    tom.command("/screening start").await;
    let again = tom.until(&message(line)).await;
    assert!(again.contains("Only you can see this"), "{again}");
    let card = format!("{}//*[@role='group']", message(line));
    assert!(tom.until(&card).await.starts_with(line));
}

/// Nothing in this window, wherever it is open, has these words.
async fn assert_says_nothing(person: &Page, words: &[&str]) {
    let log = person.until("//*[@role='log']").await;
    for word in words {
        assert!(!log.contains(word), "{word:?} in {log}");
    }
}
