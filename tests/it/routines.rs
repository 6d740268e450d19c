//! Routines as people find and see them.

use unknot::domain::{Answer, Question, Refusal, RoutineId};
use unknot::present::Press;

use crate::cards::render;

fn show(name: &str) -> Question {
    Question::Routine {
        name: name.to_owned(),
    }
}

/// The routine that was meant, or the nearest ones.
fn find(asked: &str) -> String {
    match crate::lookup().answer(&show(asked)) {
        Ok(Answer::Routine(id)) => id.to_string(),
        Err(Refusal::NoRoutine { nearest, .. }) => {
            assert_eq!(nearest.len(), 3, "{asked}: the nearest are offered");
            "none".to_owned()
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn a_routine_is_found_by_id_name_and_everyday_words() {
    let table = [
        ("sore_feet_5", "sore_feet_5"),
        ("Sore feet", "sore_feet_5"),
        ("feet", "sore_feet_5"),
        ("my tired feet", "sore_feet_5"),
        ("desk", "desk_upper_8"),
        ("dsek upper body", "desk_upper_8"),
        ("RUNNER", "runners_legs_15"),
        ("runnin", "runners_legs_15"),
        ("travel", "ball_only_7"),
        ("warm up", "primer_6"),
        ("full body", "full_body_20"),
        ("fullbody cooldown", "full_body_20"),
        ("hips", "hips_glutes_10"),
        ("first time", "first_time_10"),
        ("", "none"),
        ("elbow", "none"),
        ("feet and desk", "none"),
        ("🦶", "none"),
    ];
    for (asked, expected) in table {
        assert_eq!(find(asked), expected, "“{asked}”");
    }
    assert_eq!(find(&"feet ".repeat(50)), "none");
}

#[test]
fn an_emergency_comes_before_any_routine() {
    let refusal = crate::lookup().answer(&show("chest pain"));
    assert_eq!(refusal, Err(Refusal::Emergency));
}

#[test]
fn suggestions_come_while_a_name_is_typed() {
    let lookup = crate::lookup();
    let typed = |typed: &str| {
        let found = lookup.routine_suggestions(typed).into_iter();
        found.map(|it| it.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(typed("").len(), 8);
    assert_eq!(typed("des"), ["desk_upper_8"]);
    assert_eq!(typed("runers"), ["runners_legs_15"]);
    assert_eq!(typed("xyzzy"), [""; 0]);
}

#[test]
fn a_routine_that_is_gone_is_an_old_button() {
    let question = Question::OpenRoutine(RoutineId::new("gone"));
    assert_eq!(crate::lookup().answer(&question), Err(Refusal::OldButton));
}

#[test]
fn presses_of_routines_come_back_as_their_questions() {
    let picked = ["sore_feet_5".to_owned()];
    let (all, pick) = (Press::Routines.encode(), Press::PickRoutine.encode());
    // Buttons live as long as their messages.
    assert_eq!([&*all, &*pick], ["1.routines", "1.pick-routine"]);
    assert_eq!(Press::question(&all, &[], 0), Question::Routines);
    let open = Question::OpenRoutine(RoutineId::new("sore_feet_5"));
    assert_eq!(Press::question(&pick, &picked, 0), open);
    assert_eq!(Press::question(&all, &picked, 0), Question::OldButton);
    assert_eq!(Press::question(&pick, &[], 0), Question::OldButton);
}

fn card(question: &Question) -> String {
    let card = crate::lookup().card(question).card;
    render(&card).replace(['\u{2068}', '\u{2069}'], "")
}

#[test]
fn the_list_of_routines() {
    insta::assert_snapshot!(card(&Question::Routines));
}

#[test]
fn the_gentle_routine_says_that_it_is() {
    insta::assert_snapshot!(card(&show("first_time_10")));
}

#[test]
fn twenty_minutes_fit_a_card() {
    insta::assert_snapshot!(card(&show("full_body_20")));
}

#[test]
fn a_note_stands_on_the_card() {
    let card = card(&show("primer_6"));
    assert!(card.contains("## Note\nHolds stay at 10 s. Follow with a normal active warm-up"));
}

#[test]
fn an_unknown_routine_is_refused_with_the_nearest() {
    insta::assert_snapshot!(card(&show("*legs* for dancers")), @r"
    I cannot tell which routine “\*legs\* for dancers” is.
    Pick one below, or use `/routine list` to see them all.
    [Did you mean one of these routines?: Runner's legs | Hips and glutes | Travel: one ball, chair and wall]
    ");
    insta::assert_snapshot!(card(&show(" ")), @r"
    Tell me which routine you want.
    Pick one below, or use `/routine list` to see them all.
    [Did you mean one of these routines?: Travel: one ball, chair and wall | Desk upper body | Gentle first session]
    ");
}
