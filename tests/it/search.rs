//! What people type, and the technique they mean. A wrong card can hurt, so both sides are here:
//! what is found, and what must not be.

mod emergency;
mod table;

use unknot::app::Lookup;
use unknot::domain::{Answer, Question, Refusal, RegionId};
use unknot::present::Row;

/// What comes of a question: a technique, `caution` and a technique that is off, `no` and a region,
/// `either` and techniques, or `none`.
fn find_in(lookup: &Lookup, asked: &str) -> String {
    let question = Question::Technique {
        name: asked.to_owned(),
        tool: None,
    };
    match lookup.answer(&question) {
        Ok(Answer::Technique { technique, .. }) => technique.to_string(),
        Err(Refusal::OptIn { technique, nearest }) => {
            assert!(!nearest.is_empty(), "{asked}: something is nearby");
            format!("caution {technique}")
        }
        Err(Refusal::NothingForRegion { region, nearest }) => {
            assert!(!nearest.is_empty(), "{asked}: something is nearby");
            format!("no {region}")
        }
        Err(Refusal::SeveralTechniques { among, .. }) => {
            let among: Vec<&str> = among.iter().map(|it| it.as_str()).collect();
            format!("either {}", among.join(", "))
        }
        Err(Refusal::NoTechnique { nearest, .. }) => {
            assert_eq!(nearest.len(), 3, "{asked}: the nearest are offered");
            "none".to_owned()
        }
        Err(Refusal::Joint { around, .. }) => {
            let around: Vec<&str> = around.iter().map(|it| it.as_str()).collect();
            format!("around {}", around.join(", "))
        }
        other => format!("{other:?}"),
    }
}

/// Checks a table and names every row that came out otherwise. Bars stand between questions.
fn check(lookup: &Lookup, table: &[(&str, &str)]) {
    let rows = table.iter().flat_map(|(expected, questions)| {
        questions.split(" | ").map(move |asked| (*expected, asked))
    });
    let wrong: Vec<String> = rows
        .map(|(expected, asked)| (expected, asked, find_in(lookup, asked)))
        .filter(|(expected, _, found)| expected != found)
        .map(|(expected, asked, found)| format!("“{asked}”: {found}, not {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The content built in, and techniques that are like the deep buttock press but for their names.
fn with_more_for_the_glutes(more: &[(&str, &str, &str)]) -> Lookup {
    let mut files = unknot::content::embedded();
    let model = files.texts["en/techniques/piriformis_p.toml"].clone();
    let (_, behind) = model.split_once("region = ").unwrap();
    for (id, name, aliases) in more {
        let text =
            format!("id = \"{id}\"\nname = \"{name}\"\naliases = [{aliases}]\nregion = {behind}");
        files.texts.insert(format!("en/techniques/{id}.toml"), text);
    }
    Lookup::new(crate::in_english(files))
}

fn suggest(typed: &str) -> Vec<String> {
    crate::lookup()
        .suggestions(typed)
        .iter()
        .map(|it| it.id.to_string())
        .collect()
}

#[test]
fn techniques_are_found_in_everyday_words() {
    let foot = "foot_roll | Foot roll | foot | my foot | sore feet | my sole | sole | arch | \
         the arch of my foot | how do I roll my left foot | plantar fascia | foots | \
           FOOT   ROLL!!!  | planter fasciitis | fóót röll | ｆｏｏｔ";
    let outer_thigh = "it band | IT BAND | itb | itband | it-band | my it band | it bnad | it bands | \
         outer thigh | outer thigh roll | Outer thigh roll (IT band area) | \
         side of the thigh | side of the leg | iliotibial band | outer_thigh";
    let buttock = "piriformis | pirifromis | piriformes | deep buttock | deep buttock press | \
         the letter P | figure four";
    let traps = "traps | trap | trapezius | trapezuis | KNOTS in my shoulders | shoulder knots | top of the shoulder | top of shoulder press | \
         desk shoulders | 5-lb ball | 5lb ball | knots in the top of my shoulder";
    check(
        &crate::lookup(),
        &[
            ("foot_roll", foot),
            ("outer_thigh_roll", outer_thigh),
            ("piriformis_p", buttock),
            ("upper_trap_press", traps),
        ],
    );
}

#[test]
fn a_cautioned_region_named_anywhere_gets_its_caution_and_no_card() {
    let neck = "neck | my neck | NECK | stiff neck | neck roll | necks | nekc | desk neck | \
         knots in my neck | neck pain | neck and shoulders | can I roll my neck | \
         back of the neck | base of the skull | massage gun for the neck | \
         it band and neck | desk neck and shoulders | front of the neck | neck or calf";
    let low_back = "lower back | my lower back | low back | low_back | lowerback | lower bakc | \
         lower back pain | lower back pocket | foam roller under the lower back | back pain | \
         my back pain is bad | upper and lower back | hamstrings and lower back";
    check(
        &crate::lookup(),
        &[
            ("caution neck_base_rest", neck),
            ("caution low_back_wall", low_back),
        ],
    );
}

/// The content built in without what is taught for some regions.
fn without(regions: &[&str]) -> Lookup {
    let mut library = crate::library();
    let techniques = &mut library.techniques;
    techniques.retain(|_, it| !regions.contains(&it.region.as_str()));
    Lookup::new(library)
}

#[test]
fn a_region_without_a_technique_never_gets_the_card_of_another() {
    let lookup = without(&["calf", "neck", "low_back", "hamstring", "shin", "hand"]);
    check(
        &lookup,
        &[
            (
                "no neck",
                "neck | knots in my neck | nekc | it band and neck",
            ),
            ("no low_back", "lower back | lower bakc | lower back pain"),
            ("no hamstring", "hammies | hamstrngs | ham strings"),
            (
                "no calf",
                "calves | my sore calf | back of the lower leg | calf and foot",
            ),
            ("no shin", "shins | front and outer lower leg"),
            ("no hand", "hand | palms"),
        ],
    );
    for typed in ["neck", "my neck", "calf", "hammies", "hand"] {
        assert_eq!(lookup.suggestions(typed).len(), 0, "{typed}");
    }
}

#[test]
fn words_that_fit_only_in_part_find_nothing() {
    let parts = "back pocket | side | area | sore area | 5 | \
         top | press | roll | band | ball | desk | pocket | knots | letter | p | upper | \
         lower | lb | figure | front of the shoulder | back of the foot | \
         side of the foot";
    let others = "heel | throat | zzzz | pizza | food | \
         march | should | but | root | broken foot | foot pain | numb buttock | \
         it band and foot | @everyone";
    let no_words = " |     | 🦶 | 🦶🏽🧶 | نص عربي | כאב בכף הרגל | \u{202e} | ... | \u{0}";
    check(
        &crate::lookup(),
        &[("none", parts), ("none", others), ("none", no_words)],
    );
}

#[test]
fn a_joint_named_anywhere_leads_to_the_muscles_around_it_and_to_no_card() {
    let knee = "knee | KNEES | my knee hurts | runner's knee | behind the knee | kneecap | knee rehab | KNEE pain";
    let elbow = "elbow | elbows | tennis elbow";
    let ankle = "ankle | twisted ankle";
    check(
        &crate::lookup(),
        &[
            (
                "around quad_roll, hamstring_roll, calf_roll, outer_calf_roll, shin_roll",
                knee,
            ),
            ("around forearm_roll, triceps_roll", elbow),
            (
                "around foot_roll, outer_calf_roll, shin_roll, calf_roll",
                ankle,
            ),
            ("hamstring_roll", "back of my leg above the knee"),
            ("upper_back_roll", "thoracic spine"),
        ],
    );
}

#[test]
fn whatever_is_found_by_its_names() {
    let lookup = crate::lookup();
    let library = lookup.library();
    for technique in library.techniques.values() {
        let names = [technique.id.as_str(), &technique.name].into_iter();
        for name in names.chain(technique.aliases.iter().map(String::as_str)) {
            for name in [
                name.to_owned(),
                name.to_uppercase(),
                format!("  my {name}? "),
            ] {
                let expected = match technique.opt_in {
                    true => format!("caution {}", technique.id),
                    false => technique.id.to_string(),
                };
                assert_eq!(find_in(&lookup, &name), expected, "{name}");
            }
        }
    }
    for (id, region) in &library.regions {
        let of_region = library.techniques.values().filter(|it| it.region == *id);
        let is_off = of_region.clone().any(|it| it.opt_in);
        let of_region: Vec<&str> = of_region.map(|it| it.id.as_str()).collect();
        let expected = match of_region.as_slice() {
            [] => format!("no {id}"),
            [one] if is_off => format!("caution {one}"),
            [one] => (*one).to_owned(),
            several => format!("either {}", several.join(", ")),
        };
        let names = [id.as_str(), &region.name].into_iter();
        for name in names.chain(region.aliases.iter().map(String::as_str)) {
            let found = find_in(&lookup, name);
            // One of several may be called like the region itself.
            let is_one = of_region.contains(&found.as_str());
            assert!(
                found == expected || is_one,
                "{name}: {found}, not {expected}"
            );
        }
    }
}

#[test]
fn equally_likely_techniques_are_offered_and_none_is_chosen() {
    let lookup = with_more_for_the_glutes(&[
        ("saddle_press", "Saddle press", "\"seat muscle\""),
        ("saddle_roll", "Saddle roll", "\"seat\""),
        ("feet", "Stool roll", "\"stool\""),
    ]);
    check(
        &lookup,
        &[
            (
                "either saddle_press, saddle_roll",
                "saddle | my saddle | saddel",
            ),
            (
                "saddle_press",
                "saddle press | saddle_press | seat muscle | seatmuscle",
            ),
            ("saddle_roll", "saddle roll | saddle_roll | seat"),
            ("piriformis_p", "piriformis"),
            // An id is the technique, whatever else it says.
            ("feet", "feet | Feet"),
            ("either feet, foot_roll", "my feet"),
        ],
    );
}

#[test]
fn five_thousand_characters_are_read_as_far_as_they_may_matter() {
    let [x, e, rtl] = ["x", "é", "ש"].map(|it| it.repeat(5000));
    let spaces = " ".repeat(5000);
    let (band, broken, neck) = (
        format!("it band{spaces}"),
        format!("it band{spaces}is broken"),
        format!("my neck {x}"),
    );
    let feet = "foot ".repeat(12);
    let many_feet = "foot ".repeat(13);
    check(
        &crate::lookup(),
        &[
            ("none", &[x, e, rtl, broken, many_feet].join(" | ")),
            ("outer_thigh_roll", &band),
            ("foot_roll", &feet),
            ("caution neck_base_rest", &neck),
        ],
    );
}

#[test]
fn suggestions_follow_the_typing() {
    assert_eq!(suggest("").len(), 23, "everything while nothing is typed");
    assert_eq!(suggest("fo")[0], "foot_roll");
    assert_eq!(suggest("it b")[0], "outer_thigh_roll");
    assert_eq!(suggest("pirif")[0], "piriformis_p");
    assert_eq!(suggest("trapz")[0], "upper_trap_press");
    assert!(suggest("shou")[..4].contains(&"upper_trap_press".to_owned()));
    assert_eq!(suggest("desk")[0], "upper_trap_press");
    assert_eq!(suggest("qqqq"), [""; 0]);
}

#[test]
fn a_caution_is_suggested_before_any_other_technique() {
    for (typed, expected) in [
        ("neck", "neck_base_rest"),
        ("my nec", "neck_base_rest"),
        ("neck and sh", "neck_base_rest"),
        ("desk neck", "neck_base_rest"),
        ("lower b", "low_back_wall"),
        ("tight lower back", "low_back_wall"),
    ] {
        assert_eq!(suggest(typed)[0], expected, "{typed}");
    }
}

#[test]
fn the_nearest_are_those_of_the_neighbours() {
    let off = ["calf", "hamstring", "quad", "forearm", "hand", "upper_arm"];
    let lookup = without(&off);
    let nearest = |asked: &str| {
        let question = Question::Technique {
            name: asked.to_owned(),
            tool: None,
        };
        match lookup.answer(&question) {
            Err(Refusal::NothingForRegion { nearest, .. } | Refusal::OptIn { nearest, .. }) => {
                nearest
                    .iter()
                    .map(|it| it.as_str().to_owned())
                    .collect::<Vec<_>>()
            }
            other => panic!("{asked}: {other:?}"),
        }
    };
    assert_eq!(
        nearest("calf"),
        ["foot_roll", "outer_calf_roll", "shin_roll"]
    );
    assert_eq!(nearest("neck"), ["upper_trap_press"]);
    assert_eq!(
        nearest("lower back"),
        ["glute_roll", "piriformis_p", "upper_back_roll"]
    );
    assert_eq!(
        nearest("forearm"),
        ["rear_shoulder_press"],
        "no neighbour of it has one, so those further out"
    );
}

#[test]
fn the_refusal_says_what_not_to_do_and_offers_what_there_is() {
    let menu = |lookup: &Lookup, name: &str| {
        let name = name.to_owned();
        let card = lookup.card(&Question::Technique { name, tool: None }).card;
        match card.rows.as_slice() {
            [Row::Menu(menu)] => (card.text, menu.choices.len()),
            other => panic!("one menu, not {other:?}"),
        }
    };
    let (text, choices) = menu(&crate::lookup(), "*hips*");
    assert_eq!(
        text.replace(['\u{2068}', '\u{2069}'], ""),
        "“\\*hips\\*” may mean more than one technique.\nPick the one you mean below."
    );
    assert_eq!(choices, 2);
    let said = |asked: &str| menu(&without(&["hamstring", "neck", "low_back"]), asked).0;
    insta::assert_snapshot!(said("hammies"), @r"
    I have nothing for this area yet: back of the thigh.
    Below is what I have nearest to it. Or start typing after `/technique` to see everything there is.
    ");
    insta::assert_snapshot!(said("neck"), @r"
    I have nothing for this area yet: back of the neck.
    Never use a roller or a massage gun there. Arteries to the brain run through it. Below are other areas, not a stand-in for this one.
    ");
    insta::assert_snapshot!(said("lower back"), @r"
    I have nothing for this area yet: lower back.
    Do not use a roller there. Roll your buttocks, hips and mid back. Back pain that is new, bad or runs down a leg needs a check. Below are other areas, not a stand-in for this one.
    ");
    let regions = &crate::library().regions;
    for restricted in ["neck", "low_back"] {
        assert!(
            regions.contains_key(&RegionId::new(restricted)),
            "{restricted} has words of its own"
        );
    }
}
