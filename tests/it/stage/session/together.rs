//! A whole session with everybody in it, from the lobby to the recap.

use unknot_rehearsal::people::{Person, Seen};

use super::{
    CUES, PANEL, Stage, card, club, cue, cues, has_to_ask, is_recap, is_well, labels, open, says,
    sits, skips_calf,
};

/// The first cue that rolls something, counted from 0.
const FIRST_ROLLED: &str = "1";

/// What somebody sees in the voice channel's chat that nobody else does.
fn whispers(stage: &Stage, person: &Person) -> Vec<Seen> {
    let seen = person.sees(stage.rehearsal.voice_room()).into_iter();
    seen.filter(|it| it.is_ephemeral() && it.text().contains("for you"))
        .collect()
}

/// All who were there are named, to whoever sees it.
fn names(people: &[&Person], seen: &Seen) -> bool {
    let text = seen.text();
    let name = |it: &Person| format!("<@{}>", it.id());
    people.iter().all(|it| text.contains(&name(it)))
}

/// One each whom nothing stops, who skips the calf, and who may only breathe.
async fn three(stage: &Stage) -> [Person; 3] {
    let [mia, noor, tom] = [0, 1, 2].map(|it| stage.rehearsal.member(it));
    is_well(stage, &mia).await;
    skips_calf(stage, &noor).await;
    has_to_ask(stage, &tom).await;
    [mia, noor, tom]
}

#[tokio::test]
async fn three_people_roll_together_each_in_their_own_way() {
    let stage = club().await;
    let [mia, noor, tom] = &three(&stage).await;
    let room = stage.rehearsal.voice_room();
    let panel = open(&stage, 60).await;
    assert!(panel.is_ephemeral());
    says(&panel, "You lead: Sore feet");
    assert_eq!(labels(panel.message()), PANEL);
    let lobby = card(&stage).await;
    assert_eq!(labels(&lobby), ["Join", "Watch", "Start check"]);
    let mine = sits(mia, &lobby).await;
    assert!(mine.is_ephemeral());
    says(&mine, "You are with the group");
    says(&mine, "You do everything as the group does it.");
    says(&sits(noor, &lobby).await, "not Calf roll, but Ankle pumps");
    says(
        &tom.press(&lobby, "Join").await,
        "You are here for the breathing",
    );
    let all = |it: &Seen| !it.is_ephemeral() && names(&[mia, noor, tom], it);
    mia.waits_for(room, all).await;
    for at in 1..=CUES {
        cue(&stage, mia, at).await;
    }
    let recap = mia.waits_for(room, is_recap).await;
    assert!(all(&recap), "{}", recap.text());
    let said = cues(room, mia);
    let places: Vec<usize> = said.iter().map(|(place, _)| *place).collect();
    let once: Vec<usize> = (1..=CUES).collect();
    assert_eq!(places, once, "in order, none missing, none twice");
    for (_, cue) in &said {
        assert_eq!(
            labels(cue),
            ["Too much", "Something is wrong", "Show me how"]
        );
    }
    were_told_their_own(&stage, noor, tom);
    for other in [mia, &stage.rehearsal.host(), &stage.rehearsal.owner()] {
        assert_eq!(whispers(&stage, other).len(), 0);
    }
    let better = mia.press(&recap, "Better").await;
    assert!(better.is_ephemeral());
    says(&better, "Kept, for you alone");
    says(
        &mia.select(better.message(), "0 to 10", &["2"]).await,
        "Thank you",
    );
    // Too strong: which area, is asked, and it is off.
    let worse = mia.press(&recap, "Worse").await;
    let severe = mia.select(worse.message(), "0 to 10", &["8"]).await;
    says(&severe, "That is too strong");
    let menu = severe.message();
    let off = mia.select(menu, "Which area", &[FIRST_ROLLED]).await;
    says(&off, "I leave it out for you");
    let reminders = mia.press(&recap, "Remind me to drink").await;
    says(&reminders, "Reminders to drink");
    says(&reminders, "90 minutes after a session");
    // The floor is still there when it is over.
    says(&noor.press(&said[3].1, "Too much").await, "take weight off");
    let is_over = |it: &Seen| it.id() == lobby.id() && it.text().contains("We are done.");
    let over = mia.waits_for(room, is_over).await;
    assert_eq!(labels(&over), [""; 0], "nobody joins what is over");
    stage.close();
}

/// Whoever does a cue otherwise was told how, and sees nothing of anybody else's.
fn were_told_their_own(stage: &Stage, noor: &Person, tom: &Person) {
    let texts = |person| -> Vec<String> {
        let all = whispers(stage, person).into_iter();
        all.map(|it| it.text()).collect()
    };
    let (hers, his) = (texts(noor), texts(tom));
    assert!(hers[1].contains("2 of 17, for you"), "{hers:#?}");
    let failed = |it: &&String| it.contains("I cannot send you direct messages");
    assert_eq!(hers.iter().chain(&his).find(failed), None);
    let pumps = hers.iter().filter(|it| it.contains("Ankle pumps"));
    assert_eq!(pumps.count(), 13, "{hers:#?}");
    let rests = hers.iter().filter(|it| it.contains("Rest and breathe"));
    assert_eq!(rests.count(), 2, "{hers:#?}");
    assert_eq!(hers.len(), 15);
    let breathes = his.iter().filter(|it| it.contains("Rest and breathe"));
    assert_eq!(breathes.count(), his.len(), "{his:#?}");
    assert_eq!(his.len(), CUES);
}
