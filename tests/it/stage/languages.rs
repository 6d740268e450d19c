//! Who gets which language.

use serde_json::json;
use unknot_rehearsal::Options;
use unknot_rehearsal::people::Answer;

use super::Stage;

fn title(answer: &Answer) -> String {
    let title = answer.embeds()[0]["title"].as_str();
    title.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn everybody_is_answered_in_their_own_language() {
    let mut stage = Stage::open().await;
    stage.until_drawn().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let lounge = stage.rehearsal.text_room();
    stage.rehearsal.speak(&mia, "es-419").unwrap();
    let typed = json!({ "name": "pantorilla" });
    let choices = mia.autocomplete(lounge, "technique", "name", typed).await;
    assert_eq!(
        (choices[0].name.as_str(), &choices[0].value),
        ("Rodar la pantorrilla", &json!("calf_roll"))
    );
    let asked = json!({ "name": "gemelos cargados", "share": true });
    let card = mia.command(lounge, "technique", asked).await;
    assert_eq!(title(&card), "Rodar la pantorrilla");
    let image = &card.embeds()[0]["image"];
    let alt = image["description"].as_str().unwrap_or_default();
    assert!(alt.starts_with("Dibujo de un cuerpo"), "{alt}");
    // Noor's Discord is English: what she presses on Mia's card answers her in English.
    let levels = noor.press(card.message(), "Más suave o más intenso").await;
    assert!(levels.is_ephemeral());
    assert_eq!(title(&levels), "Calf roll: easier or harder");
    let asked = json!({ "name": "calf" });
    let card = noor.command(lounge, "technique", asked).await;
    assert_eq!(title(&card), "Calf roll");
    stage.close();
}

#[tokio::test]
async fn who_speaks_none_of_the_languages_gets_the_servers_and_alone_english() {
    let stage = Stage::open().await;
    let tom = stage.rehearsal.member(2);
    let (lounge, guild) = (stage.rehearsal.text_room(), stage.rehearsal.guild());
    let rules = async |room| {
        let asked = json!({ "topic": "five_rules" });
        title(&tom.command(room, "learn", asked).await)
    };
    stage.rehearsal.speak(&tom, "fr").unwrap();
    assert_eq!(rules(lounge).await, "Five rules for every tool");
    stage.rehearsal.speak_in_guild(guild, "es-ES").unwrap();
    assert_eq!(
        rules(lounge).await,
        "Cinco reglas para cualquier herramienta"
    );
    assert_eq!(
        rules(stage.rehearsal.dm(&tom)).await,
        "Five rules for every tool"
    );
    stage.rehearsal.speak(&tom, "en-GB").unwrap();
    assert_eq!(rules(lounge).await, "Five rules for every tool");
    stage.close();
}

#[tokio::test]
async fn a_sign_of_an_emergency_is_understood_in_any_language() {
    let stage = Stage::open().await;
    let (mia, noor) = (stage.rehearsal.member(0), stage.rehearsal.member(1));
    let lounge = stage.rehearsal.text_room();
    stage.rehearsal.speak(&mia, "es-ES").unwrap();
    for (person, asked, line) in [
        (
            &mia,
            "no puedo respirar",
            "**Llama ya a tu número local de emergencias",
        ),
        (
            &mia,
            "chest pain",
            "**Llama ya a tu número local de emergencias",
        ),
        (
            &noor,
            "dolor en el pecho",
            "**Call your local emergency number now",
        ),
    ] {
        let asked = json!({ "name": asked });
        let answer = person.command(lounge, "technique", asked).await;
        let text = answer.embeds()[0]["description"]
            .as_str()
            .unwrap_or_default();
        assert!(text.starts_with(line), "{text}");
    }
    stage.close();
}

#[tokio::test]
async fn a_hangup_brings_languages_and_takes_them_away() {
    let content = crate::copy_of_content();
    let dir = content.path().to_str().unwrap();
    let mut stage = Stage::with(Options::default(), &[("CONTENT_DIR", dir)]).await;
    stage.bot.until_logged("ready").await;
    let (mia, lounge) = (stage.rehearsal.member(0), stage.rehearsal.text_room());
    stage.rehearsal.speak(&mia, "es-ES").unwrap();
    let foot = async || {
        let asked = json!({ "name": "foot_roll" });
        title(&mia.command(lounge, "technique", asked).await)
    };
    assert_eq!(foot().await, "Rodar el pie");

    let pie = "es/techniques/foot_roll.toml";
    crate::edit(
        content.path(),
        pie,
        "\"Rodar el pie\"",
        "\"Pie con pelota\"",
    );
    crate::edit(
        content.path(),
        "es/words.toml",
        "share = \"compartir\"",
        "share = \"mostrar\"",
    );
    stage.bot.signal("HUP");
    stage.bot.until_logged("commands registered").await;
    assert_eq!(foot().await, "Pie con pelota");
    let commands = stage
        .rehearsal
        .look(|world| world.commands_json(None, None));
    assert!(
        commands.to_string().contains(r#""es-ES":"mostrar""#),
        "{commands}"
    );

    crate::edit(content.path(), pie, "seconds = 14", "seconds = 13");
    stage.bot.signal("HUP");
    let line = stage.bot.until_logged("the old content stays in use").await;
    assert!(line.contains("language-values"), "{line}");
    assert_eq!(foot().await, "Pie con pelota");

    std::fs::remove_dir_all(content.path().join("es")).unwrap();
    stage.bot.signal("HUP");
    stage.bot.until_logged("commands registered").await;
    assert_eq!(foot().await, "Foot roll");
    stage.close();
}
