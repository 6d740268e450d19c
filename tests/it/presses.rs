//! What buttons carry, and what comes back from them, whatever is sent.

use unknot::domain::{Question, RoutineId, Sourced, TechniqueId, ToolId, TopicId};
use unknot::present::Press;

/// When a button is pressed here, in seconds since 1970.
const PRESSED_AT: i64 = 1_800_000_000;

fn technique() -> TechniqueId {
    TechniqueId::new("foot_roll")
}

fn topic() -> TopicId {
    TopicId::new("myths")
}

fn routine() -> RoutineId {
    RoutineId::new("sore_feet_5")
}

#[test]
fn every_press_comes_back_as_its_question() {
    let no_pick: &[String] = &[];
    let open = |tool: Option<&str>| Question::Open {
        technique: technique(),
        tool: tool.map(ToolId::new),
    };
    let pairs = [
        (Press::Open(technique()), no_pick.to_vec(), open(None)),
        (
            Press::Tools(technique()),
            no_pick.to_vec(),
            Question::Tools(technique()),
        ),
        (
            Press::Related(technique()),
            no_pick.to_vec(),
            Question::Related(technique()),
        ),
        (
            Press::Read(technique()),
            no_pick.to_vec(),
            Question::Read {
                technique: technique(),
                tool: None,
            },
        ),
        (
            Press::Levels(technique()),
            no_pick.to_vec(),
            Question::Levels(technique()),
        ),
        (
            Press::TooPainful(technique()),
            no_pick.to_vec(),
            Question::TooPainful(technique()),
        ),
        (
            Press::HowLong(technique()),
            no_pick.to_vec(),
            Question::HowLong {
                technique: technique(),
                asked_at: PRESSED_AT,
            },
        ),
    ];
    each_comes_back(&pairs);
}

#[test]
fn every_pick_comes_back_as_its_question() {
    let no_pick: &[String] = &[];
    let pick = |value: &str| [value.to_owned()];
    let open = |tool: Option<&str>| Question::Open {
        technique: technique(),
        tool: tool.map(ToolId::new),
    };
    let pairs = [
        (
            Press::PickTool(technique()),
            pick("ball_soft").to_vec(),
            Question::Read {
                technique: technique(),
                tool: Some(ToolId::new("ball_soft")),
            },
        ),
        (
            Press::PickTechniqueWith(ToolId::new("ball_soft")),
            pick("foot_roll").to_vec(),
            open(Some("ball_soft")),
        ),
        (Press::PickTechnique, pick("foot_roll").to_vec(), open(None)),
        (
            Press::Topic(topic()),
            no_pick.to_vec(),
            Question::Topic(topic()),
        ),
        (
            Press::PickTopic,
            pick("myths").to_vec(),
            Question::Topic(topic()),
        ),
        (
            Press::Sources(Sourced::Technique(technique())),
            no_pick.to_vec(),
            Question::Sources(Sourced::Technique(technique())),
        ),
        (
            Press::Sources(Sourced::Topic(topic())),
            no_pick.to_vec(),
            Question::Sources(Sourced::Topic(topic())),
        ),
        (
            Press::Sources(Sourced::Part(topic(), 12)),
            no_pick.to_vec(),
            Question::Sources(Sourced::Part(topic(), 12)),
        ),
        (
            Press::Sources(Sourced::Routine(routine())),
            no_pick.to_vec(),
            Question::Sources(Sourced::Routine(routine())),
        ),
        (
            Press::OpenRoutine(routine()),
            no_pick.to_vec(),
            Question::OpenRoutine(routine()),
        ),
    ];
    each_comes_back(&pairs);
}

fn each_comes_back(pairs: &[(Press, Vec<String>, Question)]) {
    for (press, picked, question) in pairs {
        assert_eq!(
            Press::question(&press.encode(), picked, PRESSED_AT),
            *question,
            "{press:?}"
        );
    }
}

#[test]
fn what_is_on_buttons_in_the_wild_stays_readable() {
    // Buttons live as long as their messages: what once was sent is read for ever, or VERSION moves.
    let custom_ids = [
        Press::Open(technique()),
        Press::Tools(technique()),
        Press::Related(technique()),
        Press::PickTool(technique()),
        Press::PickTechnique,
        Press::Read(technique()),
        Press::Levels(technique()),
        Press::TooPainful(technique()),
        Press::HowLong(technique()),
        Press::PickTechniqueWith(ToolId::new("ball_soft")),
        Press::Topic(topic()),
        Press::PickTopic,
        Press::Sources(Sourced::Technique(technique())),
        Press::Sources(Sourced::Topic(topic())),
        Press::Sources(Sourced::Part(topic(), 12)),
        Press::Sources(Sourced::Routine(routine())),
        Press::OpenRoutine(routine()),
    ]
    .map(|press| press.encode());
    insta::assert_debug_snapshot!(custom_ids, @r#"
    [
        "1.open.foot_roll",
        "1.tools.foot_roll",
        "1.related.foot_roll",
        "1.pick-tool.foot_roll",
        "1.pick-technique",
        "1.read.foot_roll",
        "1.levels.foot_roll",
        "1.too-painful.foot_roll",
        "1.how-long.foot_roll",
        "1.pick-technique-with.ball_soft",
        "1.topic.myths",
        "1.pick-topic",
        "1.sources.foot_roll",
        "1.topic-sources.myths",
        "1.topic-sources.myths.12",
        "1.routine-sources.sore_feet_5",
        "1.routine.sore_feet_5",
    ]
    "#);
}

#[test]
fn anything_else_is_an_old_button() {
    let long = "1.open.".to_owned() + &"a.".repeat(50);
    let forged = [
        "",
        ".",
        "..",
        "1",
        "1.",
        "1.open",
        "1.open.foot_roll.more",
        "0.open.foot_roll",
        "2.open.foot_roll",
        "open.foot_roll",
        "1.delete.foot_roll",
        "1.topic-sources.myths.-1",
        "1.topic-sources.myths.first",
        "1.pick-tool.foot_roll",
        "1.pick-technique",
        "🦶",
        "1.open.\u{202e}",
        &long,
    ];
    for custom_id in forged {
        let question = Press::question(custom_id, &[], PRESSED_AT);
        let unknown_id = Question::Open {
            technique: TechniqueId::new("\u{202e}"),
            tool: None,
        };
        assert!(
            question == Question::OldButton || question == unknown_id,
            "{custom_id}: {question:?}"
        );
    }
    assert_eq!(
        Press::question("1.open.foot_roll", &["ball_soft".to_owned()], PRESSED_AT),
        Question::OldButton
    );
}

#[test]
fn the_longest_button_fits() {
    // Discord docs, components/reference: a custom_id has 1 to 100 characters. Ids have 32 at most.
    let longest = Press::PickTool(TechniqueId::new("a".repeat(32))).encode();
    assert!(longest.len() <= 100, "{longest}");
}
