//! A group session, as a host and three members with different limits meet it, each in a window of their own.

use super::driver::Driver;
use super::page::{ENTER, Page, message};
use super::pictures;
use super::show::Show;

/// How many times as fast as real time: five minutes are one, and a cue of 10 seconds is there for two.
const SPEED: u32 = 5;
/// How many cues the routine has.
const CUES: usize = 17;
/// Until the first cue, in seconds of the rehearsal: time for three people to come to the card.
const LOBBY_SECONDS: u32 = 240;

/// A healthy person's way through the check, by what each page is called and what is pressed on it.
const TO_CLEAR: &[(&str, &str)] = &[
    ("A private check before you roll", "I agree"),
    ("How old are you?", "18 and over"),
    ("Right now, do any of these fit?", "None of these"),
    ("Check with a health professional first", "None of these"),
    ("Not today if any of these fit", "None of these"),
    ("Go gentle if any of these fit", "None of these"),
    ("Pick areas to skip", "None of these"),
    ("Pick what suits you", "Next"),
];
/// How many of these come before the page of areas.
const BEFORE_AREAS: usize = 6;

/// What only one of them may read, by who it is.
const MIA_ALONE: &[&str] = &["I mention you", "Now: take weight off", "Kept, for you"];
const NOOR_ALONE: &[&str] = &["Ankle pumps. Lift your toes", "not Foot roll"];
const TOM_ALONE: &[&str] = &["here for the breathing", "Call your local emergency"];
const HOST_ALONE: &[&str] = &["You lead: Sore feet", "Show it on yourself"];

/// The four windows.
struct Club {
    host: Page,
    mia: Page,
    noor: Page,
    tom: Page,
}

#[tokio::test]
async fn three_people_roll_together_each_in_their_own_way() {
    let Some(driver) = Driver::start().await else {
        return;
    };
    let mut show = Show::at_speed(SPEED).await;
    let open = |name| Page::open(&driver, &show.url, name);
    let (host, mia, noor, tom) = tokio::join!(open("Hana"), open("Mia"), open("Noor"), open("Tom"));
    let club = Club {
        host,
        mia,
        noor,
        tom,
    };
    // One whom nothing stops, one who skips the calf, one who has to ask a professional first.
    tokio::join!(
        answers(&club.mia, TO_CLEAR),
        skips_calf(&club.noor),
        has_to_ask(&club.tom),
    );

    club.all_come_to_the_voice_channel().await;
    let line = format!("/session start routine:sore_feet_5 in:{LOBBY_SECONDS}");
    club.host.command(&line).await;
    club.all_sit_down().await;
    club.they_press_what_they_need_while_the_host_holds_it()
        .await;
    club.the_host_holds_it_once_more_from_the_panel().await;

    // The bot dies and comes back while they roll; the session goes on.
    let told = club.noor.count(OWN).await;
    show.kill_the_bot().await;
    club.noor.until(&format!("({OWN})[{}]", told + 1)).await;

    let recap = message("Sore feet: done");
    for page in club.everybody() {
        page.until(&recap).await;
    }
    club.every_cue_came_once_and_in_order().await;
    club.mia_says_how_it_was().await;
    pictures::of(&club.noor, &recap, "session_recap").await;
    club.each_saw_their_own_alone().await;
    for page in [club.host, club.mia, club.noor, club.tom] {
        page.close().await;
    }
    show.end().await;
}

impl Club {
    fn everybody(&self) -> [&Page; 4] {
        [&self.host, &self.mia, &self.noor, &self.tom]
    }

    async fn all_come_to_the_voice_channel(&self) {
        for page in self.everybody() {
            page.enter("Mat room").await;
            page.click("//button[normalize-space()='Join voice']").await;
            page.until("//button[normalize-space()='Leave voice']")
                .await;
        }
    }

    /// By the button of the lobby's card, which shows each of them alike.
    async fn all_sit_down(&self) {
        let lobby = "Press Join to roll with us";
        self.mia.on(lobby, "Join").await;
        let asks = "Anything new since last time?";
        self.mia.on(asks, "Nothing new").await;
        let text = self
            .mia
            .until(&message("You do everything as the group does it"))
            .await;
        assert!(text.contains("Only you can see this"), "{text}");
        self.noor.on(lobby, "Join").await;
        self.noor.on(asks, "Nothing new").await;
        self.noor
            .until(&message("not Calf roll, but Ankle pumps"))
            .await;
        self.tom.on(lobby, "Join").await;
        self.tom
            .until(&message("You are here for the breathing"))
            .await;
        // Mia alone asks to be called when it begins.
        self.mia.on("You are with the group", "Mention me").await;
        self.mia
            .until(&message("I mention you when it begins"))
            .await;
        for page in self.everybody() {
            let card = page
                .until(&format!("{}[contains(., '@Tom')]", message(lobby)))
                .await;
            let (_, names) = card.split_once("With us").unwrap();
            assert!(names.contains("@Mia @Noor @Tom"), "{card}");
        }
        pictures::of(&self.host, &message(lobby), "session_lobby").await;
    }

    /// The session's clock stands still meanwhile, so none of it is a matter of how fast they are.
    async fn they_press_what_they_need_while_the_host_holds_it(&self) {
        self.host.write("/session pause").await;
        self.host.until(&cue(2)).await;
        self.host.write(ENTER).await;
        self.all_read(&line(HELD, 1)).await;
        let said = self.host.count(CUE).await;
        self.only_mia_was_called().await;
        self.they_press_what_they_need().await;
        for page in self.everybody() {
            assert_eq!(page.count(CUE).await, said);
            assert_eq!(page.count(&line(RESUMED, 1)).await, 0);
        }
        self.host.click(&on_panel("Resume")).await;
        self.all_read(&line(RESUMED, 1)).await;
    }

    /// By the buttons of the panel that the host's own command has brought.
    async fn the_host_holds_it_once_more_from_the_panel(&self) {
        self.noor.until(&own(6)).await;
        pictures::of_the_two(&self.noor, &cue(6), &own(6), "session_cue").await;
        self.host.until(&cue(6)).await;
        self.host.click(&on_panel("Pause")).await;
        self.all_read(&line(HELD, 2)).await;
        self.host.click(&on_panel("Resume")).await;
        self.all_read(&line(RESUMED, 2)).await;
    }

    async fn all_read(&self, line: &str) {
        for page in self.everybody() {
            page.until(line).await;
        }
    }

    async fn only_mia_was_called(&self) {
        let first = self.mia.until(&cue(1)).await;
        assert!(first.contains("It begins: @Mia"), "{first}");
        assert!(!first.contains("@Noor"), "{first}");
        for (page, pings) in [
            (&self.mia, 1),
            (&self.noor, 0),
            (&self.tom, 0),
            (&self.host, 0),
        ] {
            page.until(&cue(1)).await;
            assert_eq!(
                page.count("//article[contains(@class, 'pinged')]").await,
                pings
            );
        }
    }

    /// Somebody finds it too much, somebody feels that something is wrong, somebody asks how it is done.
    async fn they_press_what_they_need(&self) {
        // What is told to each of them beside the cue may come after the pause.
        self.noor.until(&own(2)).await;
        self.tom.until(&own(2)).await;
        self.mia.click(&button(2, "Too much")).await;
        self.mia.until(&message("Now: take weight off")).await;
        self.tom.click(&button(2, "Something is wrong")).await;
        self.tom
            .until(&message("Call your local emergency number now"))
            .await;
        self.mia.click(&button(2, "Show me how")).await;
        self.mia.until(&message("Never faster than")).await;
        // What she skips is not shown to her as something to do.
        self.noor.click(&button(2, "Show me how")).await;
        self.noor.until(&message("This is off for you today")).await;
    }

    /// What was due while the bot was away is counted in the next one.
    async fn every_cue_came_once_and_in_order(&self) {
        for page in self.everybody() {
            let said = page.texts(CUE).await;
            let places: Vec<usize> = said.iter().map(|it| place(it)).collect();
            assert!(places.is_sorted_by(|one, other| one < other), "{places:?}");
            let missed: usize = said.iter().filter_map(|it| missed(it)).sum();
            assert_eq!(places.len() + missed, CUES, "{said:#?}");
            for label in ["Too much", "Something is wrong", "Show me how"] {
                let buttons = format!("{CUE}//button[normalize-space()='{label}']");
                assert_eq!(page.count(&buttons).await, places.len(), "{label}");
            }
        }
    }

    async fn mia_says_how_it_was(&self) {
        self.mia.on("Sore feet: done", "Better").await;
        let asked = message("Kept, for you alone. How strong is it now");
        let text = self.mia.until(&asked).await;
        assert!(text.contains("Only you can see this"), "{text}");
        self.mia.pick(&format!("{asked}//select"), "2").await;
        self.mia
            .until(&message("Kept, for you alone. Thank you."))
            .await;
    }

    async fn each_saw_their_own_alone(&self) {
        let own = [
            (&self.host, HOST_ALONE),
            (&self.mia, MIA_ALONE),
            (&self.noor, NOOR_ALONE),
            (&self.tom, TOM_ALONE),
        ];
        for (at, (page, _)) in own.iter().enumerate() {
            let all = page.texts("//*[@role='log']//article").await.join("\n");
            for (whose, (_, words)) in own.iter().enumerate() {
                for word in *words {
                    assert_eq!(whose == at, all.contains(word), "{word:?} in {all}");
                }
            }
        }
        assert_eq!(self.mia.count(OWN).await, 0);
        assert_eq!(self.host.count(OWN).await, 0);
        for page in [&self.noor, &self.tom] {
            let told = page.texts(OWN).await;
            let places: Vec<usize> = told.iter().map(|it| place(it)).collect();
            assert!(places.is_sorted_by(|one, other| one < other), "{places:?}");
        }
        for told in self.tom.texts(OWN).await {
            assert!(told.contains("Rest and breathe"), "{told}");
        }
    }
}

/// Every cue that the room reads.
const CUE: &str = "//*[@role='log']//article[not(@data-ephemeral)][.//*[@class='content']//strong[contains(., ' of 17')]]";

/// What the room reads when it is held, and when it goes on.
const HELD: &str = "Paused by the host. Come off the roller";
const RESUMED: &str = "We go on: ";

/// The line that the room reads, the first or a later one that says this. What the card says is no line.
fn line(says: &str, nth: usize) -> String {
    let lines = "//*[@role='log']//article[not(@data-ephemeral)]//*[@class='content']";
    format!("({lines}[contains(., '{says}')])[{nth}]")
}

/// A button of the panel that the host was shown last.
fn on_panel(label: &str) -> String {
    let panels = message("You lead: Sore feet");
    format!("({panels})[last()]//button[normalize-space()='{label}']")
}

/// A cue, counted from 1.
fn cue(at: usize) -> String {
    format!("{CUE}[.//strong[. = '{at} of {CUES}']]")
}

/// A button beneath a cue.
fn button(at: usize, label: &str) -> String {
    format!("{}//button[normalize-space()='{label}']", cue(at))
}

/// Every cue that one of them does in a way of their own.
const OWN: &str =
    "//*[@role='log']//article[@data-ephemeral][.//strong[contains(., ' of 17, for you')]]";

/// A cue as one of them does it.
fn own(at: usize) -> String {
    format!("{OWN}[.//strong[. = '{at} of {CUES}, for you']]")
}

/// Which cue it is, by its own first line.
fn place(text: &str) -> usize {
    let line = text.lines().find(|it| it.contains(" of 17")).unwrap();
    line.split(' ').next().unwrap().parse().unwrap()
}

/// How many were missed before it, where it says so.
fn missed(text: &str) -> Option<usize> {
    let (_, behind) = text.split_once("Cues missed: ")?;
    behind.split('.').next()?.parse().ok()
}

/// Asks for the check and goes to it.
async fn begins_check(person: &Page) {
    person.command("/screening start").await;
    person.until(&message("I sent you a direct message")).await;
    person.enter("Unknot").await;
}

async fn answers(person: &Page, pages: &[(&str, &str)]) {
    begins_check(person).await;
    presses(person, pages).await;
    person.until(&message("Nothing here stops you today")).await;
}

async fn presses(person: &Page, pages: &[(&str, &str)]) {
    for (page, button) in pages {
        person.on(page, button).await;
    }
}

async fn skips_calf(person: &Page) {
    begins_check(person).await;
    presses(person, &TO_CLEAR[..BEFORE_AREAS]).await;
    person.until(&message("Pick areas to skip")).await;
    person.tick("back of the lower leg").await;
    let send = format!("({}//button[.='Send'])[1]", message("Pick areas to skip"));
    person.click(&send).await;
    person.on("Picked: back of the lower leg.", "Next").await;
    person.on("Pick what suits you", "Next").await;
    person
        .until(&message("You can roll, with some changes."))
        .await;
}

async fn has_to_ask(person: &Page) {
    begins_check(person).await;
    presses(person, &TO_CLEAR[..3]).await;
    person
        .on("Check with a health professional first", "One or more")
        .await;
    person.until(&message("Please check first.")).await;
}
