//! Commands in several languages: how they are registered, and how they are given back.

use serde_json::{Value, json};
use unknot_rehearsal::world::locale::Locale;
use unknot_rehearsal::world::refusal::Faults;
use unknot_rehearsal::world::registration::read;

use super::raw::{Raw, code};

/// What Discord says to one command: `fine`, or the places where something is wrong with it.
fn judged(command: &Value) -> String {
    let mut faults = Faults::default();
    read(command, "", &mut faults);
    let Err(refusal) = faults.settle() else {
        return String::from("fine");
    };
    let mut places = Vec::new();
    list_faults(&refusal.errors.unwrap(), "", &mut places);
    places.join(" ")
}

fn list_faults(tree: &Value, at: &str, places: &mut Vec<String>) {
    for (name, inner) in tree.as_object().unwrap() {
        match name.as_str() {
            "_errors" => places.push(at.trim_start_matches('.').to_owned()),
            _ => list_faults(inner, &format!("{at}.{name}"), places),
        }
    }
}

/// A command whose name is this in French.
fn called(name: &str) -> Value {
    json!({"name": "stretch", "description": "a", "name_localizations": {"fr": name}})
}

#[test]
fn a_localized_name_is_judged_as_a_name_is() {
    let long = "é".repeat(32);
    let fine = [
        "étirer",
        "l'étirement",
        "a-b_c",
        "伸ばす",
        "ยืดเหยียด",
        "स्ट्रेच",
        "10",
        &long,
    ];
    for name in fine {
        assert_eq!(judged(&called(name)), "fine", "{name}");
        let plain = json!({"name": name, "description": "a"});
        assert_eq!(judged(&plain), "fine", "{name}");
    }
    for name in ["Étirer", "étirer vite", "étirer!", "a.b", "ÉTIRER", "é\n"] {
        let at = "name_localizations.fr";
        assert_eq!(judged(&called(name)), at, "{name:?}");
        let plain = json!({"name": name, "description": "a"});
        assert_eq!(judged(&plain), "name", "{name:?}");
    }
    for name in ["", &"é".repeat(33)] {
        assert_ne!(judged(&called(name)), "fine", "{name:?}");
    }
}

#[test]
fn only_languages_of_discord_are_taken_wherever_they_stand() {
    let with = |locale: &str| {
        let texts = json!({locale: "a"});
        let choice = json!({"name": "A", "value": "a", "name_localizations": texts});
        let option = json!({
            "type": 3, "name": "tool", "description": "a", "choices": [choice],
            "name_localizations": texts, "description_localizations": texts,
        });
        let part = json!({
            "type": 1, "name": "part", "description": "a", "options": [option],
            "name_localizations": texts, "description_localizations": texts,
        });
        json!({
            "name": "stretch", "description": "a", "options": [part],
            "name_localizations": texts, "description_localizations": texts,
        })
    };
    for locale in ["es-ES", "es-419", "en-GB", "ar"] {
        assert_eq!(judged(&with(locale)), "fine", "{locale}");
    }
    let everywhere = [
        "description_localizations",
        "name_localizations",
        "options.0.description_localizations",
        "options.0.name_localizations",
        "options.0.options.0.choices.0.name_localizations",
        "options.0.options.0.description_localizations",
        "options.0.options.0.name_localizations",
    ];
    for locale in ["es", "en-us", "tlh", "_errors", "a.b"] {
        assert_eq!(judged(&with(locale)), everywhere.join(" "));
    }
}

#[test]
fn localized_descriptions_and_choices_have_a_hundred_characters() {
    let of = |description: usize, of_option: usize, of_choice: usize| {
        let text = |length: usize| json!({"de": "ä".repeat(length)});
        let choice = json!({"name": "A", "value": "a", "name_localizations": text(of_choice)});
        let option = json!({
            "type": 3, "name": "tool", "description": "a", "choices": [choice],
            "description_localizations": text(of_option),
        });
        json!({
            "name": "stretch", "description": "a", "options": [option],
            "description_localizations": text(description),
        })
    };
    assert_eq!(judged(&of(1, 1, 1)), "fine");
    assert_eq!(judged(&of(100, 100, 100)), "fine");
    for lengths in [0, 101] {
        assert_ne!(judged(&of(lengths, 1, 1)), "fine");
        assert_ne!(judged(&of(1, lengths, 1)), "fine");
        assert_ne!(judged(&of(1, 1, lengths)), "fine");
    }
}

#[test]
fn a_menu_command_has_a_free_name_in_any_language_and_no_description() {
    let of = |name: &str| json!({"name": "Show it", "type": 3, "name_localizations": {"fr": name}});
    assert_eq!(judged(&of("Montrez-le !")), "fine");
    assert_ne!(judged(&of(&"é".repeat(33))), "fine");
    let mut described = of("Voir");
    described["description_localizations"] = json!({"fr": "Montre"});
    assert_eq!(judged(&described), "description");
}

#[test]
fn a_localized_option_shares_its_name_with_no_sibling() {
    let of = |one: Value, other: Value| {
        let options = json!([
            {"type": 3, "name": "tool", "description": "a", "name_localizations": one},
            {"type": 3, "name": "time", "description": "a", "name_localizations": other},
        ]);
        json!({"name": "stretch", "description": "a", "options": options})
    };
    let judged = |one, other| judged(&of(one, other));
    assert_eq!(judged(json!({"fr": "a"}), json!({"fr": "b"})), "fine");
    assert_eq!(judged(json!({"fr": "a"}), json!({"de": "a"})), "fine");
    // Its own default it may repeat.
    assert_eq!(judged(json!({"fr": "tool"}), Value::Null), "fine");
    let of_other = "options.1.name_localizations.fr";
    assert_eq!(judged(json!({"fr": "a"}), json!({"fr": "a"})), of_other);
    assert_eq!(judged(Value::Null, json!({"fr": "tool"})), of_other);
    assert_eq!(judged(json!({"fr": "time"}), Value::Null), "options.1.name");
}

#[tokio::test]
async fn a_localized_command_shares_its_name_with_no_other() {
    let raw = Raw::begin().await;
    let of = |name: &str, french: &str| json!({"name": name, "description": "a", "name_localizations": {"fr": french}});
    let path = raw.commands_path();
    let both = json!([of("one", "un"), of("two", "un")]);
    let (status, body) = raw.put(&path, both).await;
    assert_eq!((status, &body["code"]), (400, &json!(50035)));
    assert!(body["errors"]["1"]["name_localizations"]["fr"]["_errors"].is_array());
    let set = raw
        .put(&path, json!([of("one", "un"), of("two", "deux")]))
        .await;
    assert_eq!(set.0, 200);
    let status = async |command: Value| raw.post(&path, command).await.0;
    assert_eq!(status(of("three", "deux")).await, 400);
    assert_eq!(status(of("deux", "trois")).await, 400);
    assert_eq!(status(of("three", "trois")).await, 201);
    // The same command again is a new edition of itself.
    assert_eq!(status(of("two", "deux")).await, 200);
    let two = format!("{path}/{}", set.1[1]["id"].as_str().unwrap());
    let taken = raw
        .patch(&two, json!({"name_localizations": {"fr": "un"}}))
        .await;
    assert_eq!(code(&taken), (400, 50035));
    let free = raw
        .patch(&two, json!({"name_localizations": {"fr": "paire"}}))
        .await;
    assert_eq!(
        (free.0, &free.1["name_localizations"]["fr"]),
        (200, &json!("paire"))
    );
}

#[tokio::test]
async fn every_way_of_registering_looks_at_languages() {
    let raw = Raw::begin().await;
    let path = raw.commands_path();
    let bad = json!({"name": "stretch", "description": "a", "name_localizations": {"es": "a"}});
    assert_eq!(code(&raw.post(&path, bad.clone()).await), (400, 50035));
    assert_eq!(code(&raw.put(&path, json!([bad])).await), (400, 50035));
    let roll = raw.get(&path).await.1[0]["id"].clone();
    let one = format!("{path}/{}", roll.as_str().unwrap());
    let edit = json!({"name_localizations": {"es": "a"}});
    assert_eq!(code(&raw.patch(&one, edit).await), (400, 50035));
}

#[tokio::test]
async fn what_is_no_command_is_refused() {
    let raw = Raw::begin().await;
    for body in [json!([]), json!("stretch"), Value::Null] {
        assert_eq!(
            code(&raw.post(&raw.commands_path(), body).await),
            (400, 50035)
        );
    }
    let listed = raw.put(&raw.commands_path(), json!(["stretch"])).await;
    assert_eq!(code(&listed), (400, 50035));
}

/// A command that is localized at every depth.
fn deep() -> Value {
    let choice = json!({"name": "Ball", "value": "ball", "name_localizations": {"es-ES": "Pelota", "en-GB": "Sphere"}});
    let option = json!({
        "type": 3, "name": "tool", "description": "With", "choices": [choice],
        "name_localizations": {"es-ES": "útil"}, "description_localizations": {"es-ES": "Con"},
    });
    let part = json!({
        "type": 1, "name": "part", "description": "Where", "options": [option],
        "name_localizations": {"es-ES": "zona"}, "description_localizations": {"es-ES": "Dónde"},
    });
    json!({
        "name": "stretch", "description": "Stretches", "options": [part],
        "name_localizations": {"es-ES": "estirar"}, "description_localizations": {"es-ES": "Estira"},
    })
}

/// Every text of a command that ends so, from the outside in.
fn texts(command: &Value, ending: &str) -> Vec<String> {
    let nodes = [
        command,
        &command["options"][0],
        &command["options"][0]["options"][0],
        &command["options"][0]["options"][0]["choices"][0],
    ];
    let fields = nodes.iter().flat_map(|node| node.as_object().unwrap());
    fields
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(_, value)| {
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned)
        })
        .collect()
}

#[tokio::test]
async fn a_list_has_all_languages_or_the_one_that_is_asked_for() {
    let raw = Raw::begin().await;
    raw.put(&raw.commands_path(), json!([deep()])).await;
    let path = raw.commands_path();
    let all = raw.get(&format!("{path}?with_localizations=true")).await.1;
    assert_eq!(texts(&all[0], "_localizations").len(), 7);
    assert_eq!(texts(&all[0], "_localized"), [""; 0]);
    let own = raw.get(&path).await.1;
    assert_eq!(texts(&own[0], "_localizations"), [""; 0]);
    assert_eq!(texts(&own[0], "_localized"), [""; 0]);
    let spanish = raw.get_in(&path, "x-discord-locale", "es-ES").await;
    assert_eq!(texts(&spanish[0], "_localizations"), [""; 0]);
    assert_eq!(
        texts(&spanish[0], "_localized"),
        [
            "Estira", "estirar", "Dónde", "zona", "Con", "útil", "Pelota"
        ]
    );
    let browser = raw.get_in(&path, "accept-language", "es-ES,es;q=0.9").await;
    assert_eq!(texts(&browser[0], "_localized").len(), 7);
    // A single command always has everything.
    let one = format!("{path}/{}", all[0]["id"].as_str().unwrap());
    assert_eq!(texts(&raw.get(&one).await.1, "_localizations").len(), 7);
}

#[test]
fn a_language_is_read_in_its_stead_where_discord_says_so() {
    let read_in = |name: &str| -> Vec<&str> {
        let locales = Locale::named(name).unwrap().read_in();
        locales.into_iter().map(Locale::name).collect()
    };
    assert_eq!(read_in("en-US"), ["en-US", "en-GB"]);
    assert_eq!(read_in("en-GB"), ["en-GB", "en-US"]);
    assert_eq!(read_in("es-419"), ["es-419", "es-ES"]);
    assert_eq!(read_in("es-ES"), ["es-ES"]);
    assert_eq!(read_in("pt-BR"), ["pt-BR"]);
}
