//! The pictures: that everything is drawn, marked, legible, and drawn again the same.

use std::collections::BTreeSet;

use unknot::content::{embedded, from_dir};
use unknot::domain::CueKind;
use unknot::domain::{RegionId, TechniqueId};
use unknot::draw::{
    Figures, LANE_SECONDS_MAX, Labels, Strip, StripSide, TimelineLabels, Undrawn, lane_seconds,
    lanes, technique, technique_svg, timeline, timeline_svg,
};

/// The largest picture that is sent for a technique. A phone on the road loads it at once.
const PNG_BYTES_MAX: usize = 60_000;

fn figures() -> Figures {
    Figures::read(&embedded().figures).expect("the figures built in have no fault")
}

fn labels(area: &str) -> Labels {
    Labels {
        area: area.to_owned(),
        path: "Roll here".to_owned(),
        keep_off: "Keep off".to_owned(),
        rest: "Rest here".to_owned(),
        either_side: "Same on the other side".to_owned(),
    }
}

fn svg(id: &str, area: &str) -> String {
    technique_svg(&figures(), &TechniqueId::new(id), &labels(area)).unwrap()
}

/// What is wrong with the figures after an edit.
fn faults(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut texts = embedded().figures;
    let text = texts.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} says {from}");
    *text = text.replacen(from, to, 1);
    let faults = Figures::read(&texts).map(|_| Vec::new());
    faults
        .unwrap_or_else(|faults| faults)
        .iter()
        .map(ToString::to_string)
        .collect()
}

const FOOT: &str = "figures/techniques/foot_roll.svg";

#[test]
fn every_region_is_on_a_whole_body_or_a_figure_and_no_other_is() {
    let library = super::library();
    let figures = figures();
    let drawn: BTreeSet<&RegionId> = (figures.figures.values())
        .flat_map(|it| it.regions.keys())
        .collect();
    let named: BTreeSet<&RegionId> = library.regions.keys().collect();
    assert_eq!(drawn, named);
}

#[test]
fn a_region_drawn_twice_in_one_figure_is_a_fault() {
    let file = "figures/body_front.svg";
    assert_eq!(
        faults(file, "id=\"quad\"", "id=\"shin\""),
        ["figures/body_front.svg: `shin` has two paths [figure]"]
    );
}

#[test]
fn every_technique_has_an_overlay_that_agrees_with_it() {
    let (library, figures) = (super::library(), figures());
    for technique in library.techniques.values() {
        let overlay = figures.overlays.get(&technique.id);
        let overlay = overlay.unwrap_or_else(|| panic!("{} has no overlay", technique.id));
        assert_eq!(overlay.region, technique.region, "{}", technique.id);
        assert_eq!(overlay.sides, technique.sides, "{}", technique.id);
    }
}

#[test]
fn every_overlay_lies_on_a_figure_that_has_its_region() {
    let (library, figures) = (super::library(), figures());
    assert_eq!(figures.overlays.len(), 23);
    for (id, overlay) in &figures.overlays {
        let figure = &figures.figures[&overlay.figure];
        assert!(library.regions.contains_key(&overlay.region), "{id}");
        assert!(figure.regions.contains_key(&overlay.region), "{id}");
    }
}

#[test]
fn every_mark_is_inside_what_is_shown() {
    for (id, overlay) in &figures().overlays {
        let [left, top, width, height] = overlay.view;
        for shape in &overlay.rolls {
            let [from_x, from_y, to_x, to_y] = shape.bounds();
            let inside =
                left <= from_x && top <= from_y && to_x <= left + width && to_y <= top + height;
            assert!(inside, "{id}: the path leaves the view");
        }
    }
}

#[test]
fn no_path_leads_through_a_zone_to_keep_off() {
    for (id, overlay) in &figures().overlays {
        let places = overlay.rolls.iter().flat_map(|it| &it.places);
        for place in places.chain(&overlay.rests) {
            for zone in &overlay.keep_off {
                assert!(
                    !contains(&zone.places, *place),
                    "{id}: {place:?} is to be kept off"
                );
            }
        }
    }
}

/// Whether a place lies in a polygon: a ray to the right crosses its rim an odd number of times.
fn contains(corners: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let following = corners.iter().cycle().skip(1);
    let crossed = corners.iter().zip(following).filter(|(from, to)| {
        (from.1 <= y) != (to.1 <= y)
            && x < from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0)
    });
    crossed.count() % 2 == 1
}

#[test]
fn a_place_in_a_zone_is_found() {
    let square = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0)];
    assert!(contains(&square, (2.0, 2.0)));
    assert!(!contains(&square, (5.0, 2.0)));
}

#[test]
fn every_technique_renders_to_a_small_png_of_one_width() {
    let figures = figures();
    for id in figures.overlays.keys() {
        let picture = technique(&figures, id, &labels("area")).unwrap();
        assert!(picture.png.starts_with(b"\x89PNG\r\n\x1a\n"), "{id}");
        // Width and height stand in the first chunk, after signature, length and name.
        let number = |at: usize| u32::from_be_bytes(picture.png[at..at + 4].try_into().unwrap());
        assert_eq!((number(16), number(20)), (picture.width, picture.height));
        assert_eq!(picture.width, 800);
        assert!((600..=800).contains(&picture.height), "{id}");
        let bytes = picture.png.len();
        assert!(bytes <= PNG_BYTES_MAX, "{id} has {bytes} bytes");
    }
}

#[test]
fn the_same_technique_gives_the_same_bytes() {
    let id = TechniqueId::new("pec_press");
    let draw = || technique(&figures(), &id, &labels("chest")).unwrap().png;
    assert_eq!(draw(), draw());
}

#[test]
fn path_area_and_zones_are_marked_and_explained() {
    let svg = svg("foot_roll", "sole of the foot");
    // One on the figure and one in the legend; two zones on the figure.
    assert_eq!(svg.matches("class=\"roll\"").count(), 2);
    assert_eq!(svg.matches("class=\"keep-off\"").count(), 3);
    assert_eq!(svg.matches("class=\"area\"").count(), 2, "near and whole");
    for says in [
        "sole of the foot",
        "Roll here",
        "Keep off",
        "Same on the other side",
    ] {
        assert!(svg.contains(&format!(">{says}</text>")), "{says}");
    }
    assert!(!svg.contains("Rest here"), "nothing rests here");
}

#[test]
fn a_rest_has_no_path() {
    let svg = svg("neck_base_rest", "back of the neck");
    assert_eq!(svg.matches("class=\"roll\"").count(), 0);
    assert_eq!(svg.matches("class=\"rest\"").count(), 3);
    assert!(!svg.contains("Same on the other side"), "both at once");
}

#[test]
fn no_text_is_too_small_for_a_phone() {
    let svgs = [
        svg("pec_press", "chest"),
        timeline_svg(&routine(), &words()),
    ];
    for svg in svgs {
        let sizes: Vec<u32> = (svg.split("font-size=\"").skip(1))
            .map(|rest| rest.split('"').next().unwrap().parse().unwrap())
            .collect();
        assert!(!sizes.is_empty());
        assert!(sizes.iter().all(|it| 22 <= *it), "{sizes:?}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let hostile = "</text><image href=\"file:///etc/passwd\"/>&amp;'\u{0}";
    let svg = svg("foot_roll", hostile);
    assert!(!svg.contains("<image"), "{svg}");
    assert!(svg.contains("&lt;/text&gt;&lt;image"));
    assert!(svg.contains("&amp;amp;&apos;</text>"));
    let id = TechniqueId::new("foot_roll");
    technique(&figures(), &id, &labels(hostile)).unwrap();
}

#[test]
fn a_technique_without_overlay_has_no_picture() {
    let id = TechniqueId::new("nose_roll");
    let undrawn = technique(&figures(), &id, &labels("nose")).unwrap_err();
    assert_eq!(undrawn, Undrawn::NoOverlay("nose_roll".to_owned()));
}

#[test]
fn faulty_overlays_are_named_with_what_is_wrong() {
    let says = |from: &str, to: &str| faults(FOOT, from, to).join("; ");
    assert!(says("foot_sole", "foot_soul").contains("there is no figure `foot_soul`"));
    assert!(says("keep-off", "keepoff").contains("known are roll, keep-off and rest"));
    assert!(says("<path class=\"roll\"", "<path class=\"keep-off\"").contains("neither a rolling"));
    assert!(says("d=\"M", "d=\"m").contains("absolute places"));
    assert!(says("viewBox=\"0 ", "viewBox=\"").contains("four numbers"));
    assert!(says("</svg>", "").contains("not SVG"));
    assert_eq!(
        faults(FOOT, "svg", "svg"),
        [""; 0],
        "an edit that changes nothing"
    );
}

#[test]
fn a_content_folder_without_figures_is_shown_with_those_built_in() {
    let folder = super::copy_of_content();
    std::fs::remove_dir_all(folder.path().join("figures")).unwrap();
    let files = from_dir(folder.path()).unwrap();
    assert_eq!(files.figures, embedded().figures);
}

#[test]
fn a_content_folder_with_figures_is_shown_with_its_own() {
    let folder = super::copy_of_content();
    super::edit(folder.path(), FOOT, "the heel bone", "the heel");
    let files = from_dir(folder.path()).unwrap();
    assert!(files.figures[FOOT].contains("<!-- the heel -->"));
    assert_ne!(files.figures, embedded().figures);
}

fn strip(seconds: u32, kind: CueKind, side: Option<StripSide>, label: &str) -> Strip {
    Strip {
        seconds,
        kind,
        side,
        label: label.to_owned(),
    }
}

fn routine() -> Vec<Strip> {
    let mut strips = vec![strip(20, CueKind::GetReady, None, "")];
    for area in ["foot", "calf", "a <b>bold</b> area", "quad", "chest"] {
        for side in [Some(StripSide::First), Some(StripSide::Other)] {
            strips.push(strip(61, CueKind::RollSlowly, side, area));
            strips.push(strip(20, CueKind::HoldAndBreathe, side, area));
        }
        strips.push(strip(10, CueKind::SwitchSides, None, area));
    }
    strips.push(strip(15, CueKind::SipWater, None, ""));
    strips
}

fn words() -> TimelineLabels {
    let kinds = CueKind::ALL.map(|(_, kind)| format!("{kind:?}"));
    TimelineLabels {
        first: "1st".to_owned(),
        other: "other".to_owned(),
        minutes: "min".to_owned(),
        kinds,
    }
}

#[test]
fn lanes_hold_every_second_once() {
    let strips = routine();
    let total: u32 = strips.iter().map(|it| it.seconds).sum();
    let lanes = lanes(&strips);
    let long = lane_seconds(total);
    let mut seconds = vec![0; strips.len()];
    for (index, lane) in lanes.iter().enumerate() {
        let mut at = 0;
        for piece in lane {
            assert_eq!(piece.from, at, "no gap in lane {index}");
            at += piece.seconds;
            seconds[piece.strip] += piece.seconds;
        }
        assert!(
            at == long || index + 1 == lanes.len(),
            "lane {index} is full"
        );
        assert!(at <= long);
    }
    let given: Vec<u32> = strips.iter().map(|it| it.seconds).collect();
    assert_eq!(seconds, given);
}

#[test]
fn lanes_are_whole_minutes_and_never_too_narrow() {
    assert_eq!(lane_seconds(0), 60);
    assert_eq!(lane_seconds(300), 300);
    assert_eq!(lane_seconds(LANE_SECONDS_MAX), 360);
    assert_eq!(lane_seconds(LANE_SECONDS_MAX + 1), 240, "two lanes");
    assert_eq!(lane_seconds(1200), 300, "four lanes");
    for total in 1..7200 {
        let long = lane_seconds(total);
        assert!(
            long <= LANE_SECONDS_MAX && long.is_multiple_of(60),
            "{total}"
        );
    }
}

#[test]
fn a_routine_shows_its_areas_sides_and_only_the_kinds_it_has() {
    let svg = timeline_svg(&routine(), &words());
    for says in ["1st", "other", "foot", "RollSlowly", "SipWater", "0", "5"] {
        assert!(svg.contains(&format!(">{says}</text>")), "{says}");
    }
    assert!(!svg.contains("FinishCheckIn"), "there is none");
    assert!(svg.contains("&lt;b&gt;bold"), "words stay words");
    let blocks = lanes(&routine()).concat().len() + 5;
    assert_eq!(
        svg.matches("class=\"block\"").count(),
        blocks,
        "and 5 kinds"
    );
}

#[test]
fn a_routine_renders_and_so_does_an_empty_one() {
    let long = timeline(&routine(), &words()).unwrap();
    let empty = timeline(&[], &words()).unwrap();
    assert_eq!((long.width, empty.width), (800, 800));
    assert!(empty.height < long.height);
}
