//! Everybody's version of a routine: whatever is off stays off, and the clock stays the room's.

use std::collections::BTreeMap;

use unknot::domain::{
    Adapted, CueKind, Does, Level, Library, Limits, RegionId, Routine, Side, Technique, Timeline,
    adapt,
};

/// How many limits are put together at random, from one seed.
const COMBINATIONS: usize = 10_000;

/// Everything that must hold of a routine adapted to limits.
fn holds(library: &Library, routine: &Routine, limits: &Limits) {
    let timeline = Timeline::compile(library, routine);
    let adapted = adapt(&timeline, limits);
    the_clock_is_kept(routine, &adapted, limits);
    let mut pressed: BTreeMap<(&RegionId, Side), u32> = BTreeMap::new();
    for step in &adapted.steps {
        let cue = &routine.cues[step.cue];
        let technique = cue.technique.as_ref().map(|id| &library.techniques[id]);
        if cue.kind == CueKind::SipWater && limits.no_water {
            assert_eq!(
                step.does,
                Does::Breathe,
                "nobody is prompted who must not be"
            );
        }
        let Some(technique) = technique else {
            let asks = !matches!(cue.kind, CueKind::SipWater | CueKind::FinishCheckIn);
            let rests = step.does == Does::Breathe;
            assert!(rests || !asks || !limits.change_the_rolling(), "{limits:?}");
            continue;
        };
        if is_rolled((library, routine), technique, &step.does, limits) && cue.kind.presses() {
            let hold = cue.kind == CueKind::HoldAndBreathe;
            assert!(!limits.gentle || !hold || step.seconds <= 10, "{limits:?}");
            let sides = match cue.side.expect("what presses is on a side") {
                Side::Both => vec![Side::First, Side::Other],
                side => vec![side],
            };
            for side in sides {
                *pressed.entry((&technique.region, side)).or_default() += step.seconds;
            }
        }
    }
    let most = if limits.gentle { 60 } else { 120 };
    assert!(
        pressed.values().all(|it| *it <= most),
        "{pressed:?} {limits:?}"
    );
    for technique in routine.techniques(library) {
        let is_out = adapted.left_out.contains(&&technique.id);
        let mut steps = adapted
            .steps
            .iter()
            .filter(|it| routine.cues[it.cue].technique.as_ref() == Some(&technique.id));
        let is_done = steps.any(|it| matches!(it.does, Does::AsSaid | Does::Another { .. }));
        assert_ne!(
            is_out, is_done,
            "{} is named where it is left out",
            technique.id
        );
    }
}

/// Whether the technique is rolled in this step; then nothing of it may be off.
fn is_rolled(
    (library, routine): (&Library, &Routine),
    technique: &Technique,
    does: &Does<'_>,
    limits: &Limits,
) -> bool {
    let is_on = |tool: &unknot::domain::ToolId| {
        let is_hard = ["roller_firm", "ball_firm", "ball_5lb"].contains(&tool.as_str());
        library.tool(tool).unwrap().offered
            && !limits.tools.contains(tool)
            && !(limits.gentle && is_hard)
    };
    let (ways, tools): (Vec<_>, Vec<_>) = match does {
        Does::Instead(swap) => {
            assert_eq!(**swap, technique.swap);
            return false;
        }
        Does::Breathe => return false,
        Does::AsSaid => {
            let here = |way: &&unknot::domain::Way| {
                way.positions
                    .iter()
                    .all(|it| routine.positions.contains(it))
            };
            let ways = || technique.ways.iter().filter(here);
            let usual = ways().find(|it| it.level == Level::Standard);
            let way = usual.or(ways().next()).expect("there is a way here");
            (vec![way], way.tools.iter().collect())
        }
        Does::Another {
            technique: id,
            way,
            tools,
        } => {
            assert_eq!(**id, technique.id);
            let way = &technique.ways[*way];
            assert!(tools.iter().all(|it| way.tools.contains(it)));
            (vec![way], tools.clone())
        }
    };
    assert!(
        !limits.regions.contains(&technique.region),
        "{} {limits:?}",
        technique.id
    );
    assert!(
        !tools.is_empty() && tools.iter().all(|it| is_on(it)),
        "{limits:?}"
    );
    for way in ways {
        assert_ne!(way.level, Level::Harder, "nothing stronger is suggested");
        let is_here = |it: &unknot::domain::PositionId| routine.positions.contains(it);
        assert!(
            way.positions.iter().all(is_here),
            "{} is done sitting",
            routine.id
        );
        assert!(
            way.positions
                .iter()
                .all(|it| !limits.positions.contains(it)),
            "{limits:?}"
        );
    }
    true
}

/// Each cue's steps follow each other and last as long as the cue.
fn the_clock_is_kept(routine: &Routine, adapted: &Adapted<'_>, limits: &Limits) {
    let mut seconds = vec![0; routine.cues.len()];
    let mut last = 0;
    for step in &adapted.steps {
        assert!(last <= step.cue && 0 < step.seconds, "{limits:?}");
        last = step.cue;
        seconds[step.cue] += step.seconds;
    }
    let cues: Vec<u32> = routine.cues.iter().map(|it| it.seconds).collect();
    assert_eq!(seconds, cues, "{} {limits:?}", routine.id);
}

/// One thing that may be off.
fn single(library: &Library) -> Vec<Limits> {
    let mut all = vec![Limits::default()];
    for id in library.regions.keys() {
        let regions = [id.clone()].into();
        all.push(Limits {
            regions,
            ..Limits::default()
        });
    }
    for id in library.positions.keys() {
        let positions = [id.clone()].into();
        all.push(Limits {
            positions,
            ..Limits::default()
        });
    }
    for tool in &library.tools {
        let tools = [tool.id.clone()].into();
        all.push(Limits {
            tools,
            ..Limits::default()
        });
    }
    all.push(Limits {
        gentle: true,
        ..Limits::default()
    });
    all.push(Limits {
        no_water: true,
        ..Limits::default()
    });
    all.push(library.screening.after_ok.clone());
    all.push(library.screening.go_gentle.clone());
    all.extend(library.screening.wishes.iter().map(|it| it.limits.clone()));
    all
}

#[test]
fn every_routine_keeps_to_every_single_limit() {
    let library = crate::library();
    for routine in library.routines.values() {
        for limits in single(&library) {
            holds(&library, routine, &limits);
        }
    }
}

#[test]
fn ten_thousand_combinations_keep_to_all_of_them() {
    let library = crate::library();
    let single = single(&library);
    let routines: Vec<&Routine> = library.routines.values().collect();
    // Knuth's numbers for a linear congruential generator: the same combinations every time.
    let mut state = 20_261_124_u64;
    let mut draw = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let (mut rolled, mut left_out) = (0, 0);
    for _ in 0..COMBINATIONS {
        let mut limits = Limits::default();
        for _ in 0..1 + draw(6) {
            limits = limits.and(&single[draw(single.len())]);
        }
        let routine = routines[draw(routines.len())];
        holds(&library, routine, &limits);
        let timeline = Timeline::compile(&library, routine);
        match adapt(&timeline, &limits).left_out.is_empty() {
            true => rolled += 1,
            false => left_out += 1,
        }
    }
    assert!(
        1_000 < rolled && 1_000 < left_out,
        "both were seen: {rolled}, {left_out}"
    );
}

#[test]
fn without_limits_everybody_does_what_is_said() {
    let library = crate::library();
    for routine in library.routines.values() {
        let timeline = Timeline::compile(&library, routine);
        let adapted = adapt(&timeline, &Limits::default());
        assert!(
            adapted.steps.iter().all(|it| it.does == Does::AsSaid),
            "{}",
            routine.id
        );
        assert!(adapted.left_out.is_empty());
    }
}

#[test]
fn more_that_is_off_never_brings_a_technique_back() {
    let library = crate::library();
    let single = single(&library);
    for routine in library.routines.values() {
        let timeline = Timeline::compile(&library, routine);
        for a in &single {
            let out = adapt(&timeline, a).left_out;
            for b in &single {
                let both = adapt(&timeline, &a.clone().and(b)).left_out;
                assert!(out.iter().all(|it| both.contains(it)), "{a:?} {b:?}");
            }
        }
    }
}

#[test]
fn somebody_who_cannot_get_to_the_floor_sits_and_stands() {
    let library = crate::library();
    let wishes = &library.screening.wishes;
    let floor = wishes
        .iter()
        .find(|it| it.statement.covers == "A2")
        .unwrap();
    let routine = &library.routines[&unknot::domain::RoutineId::new("runners_legs_15")];
    let timeline = Timeline::compile(&library, routine);
    let adapted = adapt(&timeline, &floor.limits);
    assert!(
        adapted.left_out.is_empty(),
        "each leg technique has a chair or wall way"
    );
    let another = |it: &&unknot::domain::Step<'_>| matches!(it.does, Does::Another { .. });
    assert!(10 < adapted.steps.iter().filter(another).count());
}

#[test]
fn going_gentle_never_leads_from_the_chair_to_the_floor() {
    let library = crate::library();
    let routine = &library.routines[&unknot::domain::RoutineId::new("first_time_10")];
    let gentle = Limits {
        gentle: true,
        ..Limits::default()
    };
    let timeline = Timeline::compile(&library, routine);
    for step in adapt(&timeline, &gentle).steps {
        if let Does::Another { technique, way, .. } = step.does {
            let positions = &library.techniques[technique].ways[way].positions;
            let sits = |it: &unknot::domain::PositionId| ["chair", "wall"].contains(&it.as_str());
            assert!(positions.iter().all(sits), "{technique} {positions:?}");
        }
    }
}
