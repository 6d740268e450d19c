//! Two languages side by side, and what is looked at in Spanish by rules of its own.

use unknot::content::{Files, LANGUAGE_CHECKS, blocked, embedded, load};
use unknot::domain::Language;

use super::{FOOT, SEARCH, WORDS, broken, faults, found, line_of, plant};

const PIE: &str = "es/techniques/foot_roll.toml";
const PALABRAS: &str = "es/words.toml";
const BUSQUEDA: &str = "es/search.toml";

/// Both languages, with a change in one file of one of them.
fn beside(file: &str, from: &str, to: &str) -> Files {
    let mut files = embedded();
    plant(&mut files, file, from, to);
    files
}

/// File, check and line of each fault.
fn places(files: &Files) -> Vec<(String, &'static str, usize)> {
    let faults = faults(files).into_iter();
    faults.map(|it| (it.file, it.check, it.line)).collect()
}

const CALF: &str = "es/techniques/calf_roll.toml";

/// A change in Spanish alone, and the check that sees it on the line of this text.
const BREAKS: &[(&str, &str, &str, &str, &str)] = &[
    // It may be left out, so its absence is no fault by itself.
    (
        "language-fields",
        "es/routines/primer_6.toml",
        "note = ",
        "# note = ",
        "# Cues follow",
    ),
    (
        "language-values",
        PIE,
        "seconds = 14",
        "seconds = 13",
        "seconds = 14",
    ),
    (
        "language-values",
        PIE,
        "swap = \"ankle_pumps\"",
        "swap = \"breathe\"",
        "swap =",
    ),
    (
        "language-values",
        PIE,
        "sources = [\"S36\", \"S37\", \"S38\"]",
        "sources = [\"S36\", \"S38\", \"S37\"]",
        "sources =",
    ),
    (
        "language-gaps",
        PALABRAS,
        "length_text = \"{minutes} minutos\"",
        "length_text = \"minutos\"",
        "length_text",
    ),
    // What the other language does not say.
    (
        "language-fields",
        "es/routines/sore_feet_5.toml",
        "mode = ",
        "note = \"Sin prisa.\"\nmode = ",
        "mode = ",
    ),
    (
        "language-fields",
        PIE,
        "mistakes = [",
        "mistakes = [\n  \"Ir deprisa.\",",
        "mistakes = [",
    ),
    // A dose in digits, in words, and two that have changed places.
    (
        "language-numbers",
        PALABRAS,
        "911, 112, 999 o 000). Avisa a alguien que esté cerca.**\"",
        "911, 112, 999 o 001). Avisa a alguien que esté cerca.**\"",
        "911, 112, 999 o 000). Avisa a alguien que esté cerca.**\"",
    ),
    (
        "language-numbers",
        CALF,
        "hasta tres dedos más abajo del pliegue de la rodilla. Cuenta",
        "hasta dos dedos más abajo del pliegue de la rodilla. Cuenta",
        "hasta tres dedos más abajo del pliegue de la rodilla. Cuenta",
    ),
    (
        "language-numbers",
        PALABRAS,
        "Busca de 3 a 5. Afloja si pasa de 6. Detente si llega a 8",
        "Busca de 3 a 8. Afloja si pasa de 6. Detente si llega a 5",
        "pressure_text",
    ),
    // Where a joint leads is no matter of words.
    (
        "language-values",
        BUSQUEDA,
        "regions = [\"forearm\", \"hand\"]",
        "regions = [\"forearm\", \"shin\"]",
        "regions = [\"forearm\", \"hand\"]",
    ),
];

#[test]
fn what_a_language_calls_things_is_its_own() {
    let own = "aliases = [\"dolor agudo\", \"dolor punzante\", \"pinchazo\"]\n";
    assert_eq!(places(&beside("es/topics/stop_signs.toml", own, "")), []);
    let filler = "filler = [\n";
    let more = "filler = [\n  \"pues\",\n";
    assert_eq!(places(&beside(BUSQUEDA, filler, more)), []);
}

#[test]
fn what_differs_between_languages_is_found_where_it_stands() {
    for (check, file, from, to, at) in BREAKS {
        let line = line_of(file, at);
        let all = places(&beside(file, from, to));
        assert!(!all.is_empty(), "{to} is a difference");
        for place in &all {
            assert_eq!(*place, ((*file).to_owned(), *check, line), "{to}");
        }
    }
}

#[test]
fn a_dose_in_a_text_is_the_same_in_both() {
    let files = beside(
        PIE,
        "Cuenta hasta 6 en cada sentido",
        "Cuenta hasta 8 en cada sentido",
    );
    let [fault] = faults(&files).try_into().unwrap();
    let line = line_of(PIE, "cue = \"Rueda");
    assert_eq!((fault.check, fault.line), ("language-numbers", line));
    assert_eq!(
        fault.says,
        "`path.cue` has the numbers 8, and 6 in the other language"
    );
    let line = line_of(FOOT, "cue = \"Roll");
    assert_eq!(fault.right, format!("Compare {FOOT}:{line}."));
}

#[test]
fn a_warning_that_one_language_lacks_is_found() {
    let mut files = embedded();
    let text = files.texts.get_mut(PIE).unwrap();
    let start = text.find("keep_off = [").unwrap();
    let (first, _) = text[start..].match_indices("\",").next().unwrap();
    let open = start + "keep_off = [".len();
    text.replace_range(open..start + first + 2, "");
    let all = places(&files);
    let line = line_of(PIE, "keep_off");
    assert_eq!(all, [(PIE.to_owned(), "language-fields", line)]);
}

#[test]
fn a_file_that_one_language_lacks_is_found_both_ways() {
    for (there, lacks) in [("es", "en"), ("en", "es")] {
        let mut files = embedded();
        let file = format!("{lacks}/routines/sore_feet_5.toml");
        files.texts.remove(&file).unwrap();
        let [fault] = faults(&files).try_into().unwrap();
        assert_eq!((fault.check, fault.line), ("language-files", 0));
        assert_eq!(fault.file, file);
        assert!(fault.says.contains(&format!("{there}/routines")), "{fault}");
    }
}

#[test]
fn every_language_check_has_a_break() {
    let alone = ["language-files", "language-numbers"];
    for (check, asks) in LANGUAGE_CHECKS {
        let broken = BREAKS.iter().any(|it| it.0 == *check);
        assert!(broken || alone.contains(check), "{check}");
        assert!(!asks.is_empty());
    }
}

#[test]
fn each_language_may_stand_alone() {
    for language in Language::ALL {
        let mut files = embedded();
        let own = format!("{}/", language.code());
        files.texts.retain(|path, _| path.starts_with(&own));
        let libraries = load(&files).expect("a language by itself has no fault");
        assert_eq!(libraries.into_keys().collect::<Vec<_>>(), [*language]);
    }
}

#[test]
fn a_language_that_is_not_one_of_ours_is_not_read() {
    let mut files = embedded();
    files.texts.insert("fr/words.toml".into(), String::new());
    let [fault] = faults(&files).try_into().unwrap();
    assert_eq!(
        (fault.file.as_str(), fault.check),
        ("fr/words.toml", "file-place")
    );
    assert!(fault.right.contains("`en` or `es`"), "{fault}");
}

#[test]
fn what_english_may_not_promise_spanish_may_not_either() {
    let counts = |language| blocked(language).map(<[_]>::len);
    assert_eq!(
        counts(Language::Spanish),
        counts(Language::English),
        "each promise is blocked in both"
    );
    let line = line_of(PIE, "easier =");
    let easier = embedded().texts[PIE]
        .lines()
        .nth(line - 1)
        .unwrap()
        .to_owned();
    for form in blocked(Language::Spanish).concat().into_iter().flatten() {
        // A star stands for any ending.
        for said in [
            form.replace('*', ""),
            form.replace('*', "das").to_uppercase(),
        ] {
            let files = beside(PIE, &easier, &format!("easier = \"Quizá {said}, dicen.\""));
            assert_eq!(
                places(&files),
                [(PIE.to_owned(), "blocked-word", line)],
                "{said}"
            );
        }
    }
}

#[test]
fn promises_that_spanish_makes_in_its_own_way_are_found() {
    let line = line_of(PIE, "easier =");
    let easier = embedded().texts[PIE]
        .lines()
        .nth(line - 1)
        .unwrap()
        .to_owned();
    for said in [
        "Puede curarte los pies.",
        "Esto te curará.",
        "Así se tratan los pies planos.",
        "Sirve para tratarlo.",
        "Ayuda a que el pie sane.",
        "Drene el líquido.",
        "Deja que repare el tejido.",
        "Alargue el músculo.",
        "Elimina TOXINAS.",
        "Te lo garantizamos.",
    ] {
        let files = beside(PIE, &easier, &format!("easier = \"{said}\""));
        assert_eq!(
            places(&files),
            [(PIE.to_owned(), "blocked-word", line)],
            "{said}"
        );
    }
    for fine in [
        "Tira con cuidado.",
        "La piel sana aguanta más.",
        "Procura ir despacio.",
    ] {
        let files = beside(PIE, &easier, &format!("easier = \"{fine}\""));
        assert_eq!(places(&files), [], "{fine}");
    }
}

#[test]
fn a_spanish_cue_is_graded_as_spanish() {
    let text = embedded().texts[PIE].clone();
    let line = line_of(PIE, "[hold]") + 2;
    let hold = text.lines().nth(line - 1).unwrap();
    assert!(hold.starts_with("cue = "), "{hold}");
    let graded = |cue: &str| {
        let files = beside(PIE, hold, &format!("cue = \"{cue}\""));
        let faults = faults(&files).into_iter();
        faults
            .map(|it| (it.check, it.line, it.says))
            .collect::<Vec<_>>()
    };
    assert_eq!(graded("Para en un punto. Presiona un poco."), []);
    // 7 words of 26 syllables, one sentence: -0.205 * 100 / 7 + 0.049 * 2600 / 7 - 3.407.
    assert_eq!(
        graded("Presiona delicadamente aquí, respirando profundamente ahí, despacito."),
        [("cue-grade", line, "`cue` reads at grade 11.9".to_owned())]
    );
    // Vowels that sound together are one: 4 words, 6 syllables.
    assert_eq!(graded("El pie rueda bien."), []);
}

#[test]
fn names_of_commands_are_what_discord_takes() {
    for (name, faults) in [
        ("rueda-pie", 0),
        ("técnica_b", 0),
        ("Técnica", 1),
        ("mi técnica", 1),
        ("técnica!", 1),
        ("nombre", 1),
        (&"a".repeat(32), 0),
        (&"a".repeat(33), 1),
    ] {
        let from = "technique_share = \"compartir\"";
        let to = format!("technique_share = \"{name}\"");
        let found = places(&beside(PALABRAS, from, &to));
        assert_eq!(found.len(), faults, "{name}: {found:?}");
        assert!(found.iter().all(|it| it.1 == "command-name"), "{name}");
    }
}

#[test]
fn a_text_names_commands_as_its_language_calls_them() {
    let line = line_of(PALABRAS, "[refusal]");
    let files = beside(
        PALABRAS,
        "los actuales, o usa `/ayuda`",
        "los actuales, o usa `/help`",
    );
    let found = places(&files);
    assert!(
        found
            .iter()
            .all(|it| it.1 == "command-mention" && line < it.2),
        "{found:?}"
    );
    // The name alone changed: every text that says the old one is named.
    let found = places(&beside(PALABRAS, "help = \"ayuda\"", "help = \"socorro\""));
    assert!(2 <= found.len(), "{found:?}");
    assert!(
        found.iter().all(|it| it.1 == "command-mention"),
        "{found:?}"
    );
}

#[test]
fn search_reads_past_no_word_of_alarm_in_any_language() {
    for (file, list, words) in [
        (
            SEARCH,
            "filler",
            ["Numb", "painful", "dizziness", "swelling"],
        ),
        (
            SEARCH,
            "aside",
            ["bruised", "hurting", "broken", "very sore"],
        ),
        (
            BUSQUEDA,
            "filler",
            ["Dolor", "dolorosa", "hinchados", "mareo"],
        ),
        (
            BUSQUEDA,
            "aside",
            ["adormecidas", "inflamación", "rotos", "muy tenso"],
        ),
    ] {
        for word in words {
            let list = format!("{list} = [\n");
            let files = beside(file, &list, &format!("{list}  \"{word}\",\n"));
            let [(at, check, _)] = places(&files).try_into().unwrap();
            assert_eq!((at.as_str(), check), (file, "search-words"), "{word}");
        }
    }
}

#[test]
fn gaps_that_no_word_has_are_found_in_any_language() {
    let files = broken(
        WORDS,
        "length_text = \"{minutes} minutes\"",
        "length_text = \"{hours}\"",
    );
    assert_eq!(found(&files), [("words", line_of(WORDS, "length_text"))]);
}
