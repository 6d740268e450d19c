//! What runs out: three seconds for an answer, fifteen minutes for a token.

use serde_json::json;
use unknot_rehearsal::{Options, Rehearsal};

use crate::stage::{Bot, code_of, command, message, refusal, rehearsal, rehearsal_with};

#[tokio::test]
async fn after_three_seconds_the_person_is_told_and_an_answer_comes_too_late() {
    let rehearsal = rehearsal().await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "roll"}))]).await;
    let member = rehearsal.member(0);
    let (answer, interaction) = tokio::join!(
        member.command(rehearsal.text_room(), "roll", json!({})),
        bot.interaction(),
    );
    assert!(answer.failed());
    let late = bot
        .respond(&interaction, &message("Late."))
        .await
        .unwrap_err();
    assert_eq!(code_of(&late), (404, 10062));
}

fn now_ms(rehearsal: &Rehearsal) -> u64 {
    rehearsal.look(|world| world.clock.now_ms())
}

/// Lets the scaled clock run on, without waiting longer than it takes.
async fn until_ms(rehearsal: &Rehearsal, moment: u64) {
    while now_ms(rehearsal) < moment {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_token_lives_fifteen_minutes_and_no_longer() {
    /// So fast that fifteen minutes take a second and a half.
    const SPEED: u32 = 600;
    const LIFE_MS: u64 = 15 * 60 * 1000;
    let options = Options {
        speed: SPEED,
        ..Options::default()
    };
    let rehearsal = rehearsal_with(options).await;
    let mut bot = Bot::with_commands(&rehearsal, &[command(json!({"name": "roll"}))]).await;
    let member = rehearsal.member(0);
    let before = now_ms(&rehearsal);
    let response = message("Rolling.");
    let (_, interaction) = tokio::join!(
        member.command(rehearsal.text_room(), "roll", json!({})),
        bot.answer(&response),
    );
    let after = now_ms(&rehearsal);
    let interactions = bot.http.interaction(bot.app);
    let edit = || {
        interactions
            .update_response(&interaction.token)
            .content(Some("Still rolling."))
    };
    // Half of its life is left for the request to arrive in.
    until_ms(&rehearsal, before + LIFE_MS / 2).await;
    edit().await.unwrap();
    until_ms(&rehearsal, after + LIFE_MS).await;
    assert_eq!(refusal(edit()).await, (401, 50027));
}
