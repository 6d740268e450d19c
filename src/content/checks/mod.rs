//! The table of named checks. One check looks at one thing; all of them always run.

mod blocked;
mod commands;
mod lengths;
mod names;
mod reading;
mod rolling;
mod routine_cues;
mod routines;
mod screening;
mod search_words;
mod spread;
mod tools;
mod topics;
mod wording;

pub use blocked::blocked;
pub use routines::ROUTINE_CHECKS;
pub(super) use screening::PAGES;
pub use screening::SCREENING_CHECKS;

use toml::Spanned;

use super::ContentFault;
use super::schema::{Draft, Field, Technique, Texts};
use super::sheet::Sheet;

/// A rule that content has to keep.
pub struct Check {
    /// Shown in brackets behind what it finds.
    pub name: &'static str,
    /// What it asks for, in one sentence.
    pub asks: &'static str,
    pub(super) run: fn(&Draft, &mut Findings<'_>),
}

/// Every check there is but [`ROUTINE_CHECKS`] and [`SCREENING_CHECKS`]. Reading finds five kinds more: `readable`, `file-place`, `syntax`, `field`
/// and `missing-field`.
pub const CHECKS: &[Check] = &[
    Check {
        name: "file-name",
        asks: "a technique, a routine or a topic stands in the file named after its id",
        run: names::file_name,
    },
    Check {
        name: "id-form",
        asks: "an id is lower-case letters, digits and underscores",
        run: names::id_form,
    },
    Check {
        name: "same-name",
        asks: "no two things answer to the same id, name or alias, however it is spelt",
        run: names::same_name,
    },
    Check {
        name: "known-region",
        asks: "every region that is named exists",
        run: names::known_region,
    },
    Check {
        name: "known-tool",
        asks: "every tool that is named exists",
        run: names::known_tool,
    },
    Check {
        name: "known-position",
        asks: "every position that is named exists",
        run: names::known_position,
    },
    Check {
        name: "known-swap",
        asks: "every move without pressure that is named exists",
        run: names::known_swap,
    },
    Check {
        name: "neighbours",
        asks: "a region names each neighbour once, and not itself",
        run: names::neighbours,
    },
    Check {
        name: "choice",
        asks: "sides, levels, kinds and modes are one of the words there are",
        run: names::choice,
    },
    Check {
        name: "hold-limit",
        asks: "a hold lasts 30 seconds at most",
        run: rolling::hold_limit,
    },
    Check {
        name: "pace-limit",
        asks: "the pace is 1 inch (2.54 cm) a second or slower",
        run: rolling::pace_limit,
    },
    Check {
        name: "area-limit",
        asks: "an area gets 120 seconds a side at most",
        run: rolling::area_limit,
    },
    Check {
        name: "not-zero",
        asks: "lengths and times are not 0",
        run: rolling::not_zero,
    },
    Check {
        name: "keep-off",
        asks: "every technique says what to keep off",
        run: rolling::keep_off,
    },
    Check {
        name: "ways",
        asks: "every technique has a way to do it, with a position and a tool",
        run: rolling::ways,
    },
    Check {
        name: "tool-kept-out",
        asks: "no technique uses a tool that is kept out",
        run: tools::tool_kept_out,
    },
    Check {
        name: "tool-why",
        asks: "a tool that is kept out says why, and no other does",
        run: tools::tool_why,
    },
    Check {
        name: "tool-count",
        asks: "there are no more tools than a menu holds",
        run: tools::tool_count,
    },
    Check {
        name: "path",
        asks: "a technique without a path is for hands that rest, and opt-in",
        run: rolling::path,
    },
    Check {
        name: "caution",
        asks: "the region of an opt-in technique has a caution",
        run: rolling::caution,
    },
    Check {
        name: "source",
        asks: "every technique, routine and part of a topic names its sources",
        run: rolling::source,
    },
    Check {
        name: "known-source",
        asks: "every source that is named stands in `sources.toml`",
        run: topics::known_source,
    },
    Check {
        name: "topic-count",
        asks: "there are no more topics than a menu holds",
        run: topics::topic_count,
    },
    Check {
        name: "topic-place",
        asks: "no two topics have the same place",
        run: topics::topic_place,
    },
    Check {
        name: "empty-list",
        asks: "no list is empty, unless the field may be",
        run: wording::empty_list,
    },
    Check {
        name: "empty-text",
        asks: "no text is empty, unless the field may be",
        run: wording::empty_text,
    },
    Check {
        name: "blocked-word",
        asks: "no text promises what the evidence does not carry",
        run: blocked::blocked_word,
    },
    Check {
        name: "cue-length",
        asks: "a cue is under 120 characters",
        run: wording::cue_length,
    },
    Check {
        name: "card-length",
        asks: "every text fits the card Discord allows",
        run: wording::card_length,
    },
    Check {
        name: "words",
        asks: "every word the program says has a text, with its own gaps only",
        run: wording::words,
    },
    Check {
        name: "text-grade",
        asks: "what explains reads at grade 8 at most",
        run: reading::text_grade,
    },
    Check {
        name: "command-name",
        asks: "a command or option is called by one word in small letters, and no other beside it is",
        run: commands::command_name,
    },
    Check {
        name: "command-mention",
        asks: "a text names commands that there are, as they are called in its language",
        run: commands::command_mention,
    },
    Check {
        name: "search-words",
        asks: "search reads past single words only, and never past a word of alarm",
        run: search_words::alarm,
    },
    Check {
        name: "group-caution",
        asks: "no area with a caution is one of several that a word may mean",
        run: search_words::group_caution,
    },
];

/// Where a check puts what it finds.
pub(super) struct Findings<'a> {
    check: &'static str,
    faults: &'a mut Vec<ContentFault>,
}

impl<'a> Findings<'a> {
    pub(super) fn new(check: &'static str, faults: &'a mut Vec<ContentFault>) -> Self {
        Self { check, faults }
    }

    /// A fault at a value.
    fn at<T, V>(
        &mut self,
        sheet: &Sheet<T>,
        value: &Spanned<V>,
        says: String,
        right: impl Into<String>,
    ) {
        self.push(&sheet.file, sheet.line(value), says, right);
    }

    fn push(&mut self, file: &str, line: usize, says: String, right: impl Into<String>) {
        self.faults.push(ContentFault {
            file: file.to_owned(),
            line,
            check: self.check,
            says,
            right: right.into(),
        });
    }
}

/// A text and where it stands.
struct Said<'a> {
    file: &'a str,
    line: usize,
    field: &'a str,
    text: &'a str,
}

impl<'a> Said<'a> {
    fn at<T>(sheet: &'a Sheet<T>, field: &'a str, text: &'a Spanned<String>) -> Self {
        Self {
            file: &sheet.file,
            line: sheet.line(text),
            field,
            text: text.get_ref(),
        }
    }
}

/// Every text of regions, tools, positions and moves without pressure that a member reads.
fn shelf(draft: &Draft) -> Vec<Said<'_>> {
    fn of<'a, T>(
        sheet: &'a Sheet<T>,
        fields: impl IntoIterator<Item = (&'static str, &'a Field<String>)>,
    ) -> Vec<Said<'a>> {
        let given = fields
            .into_iter()
            .filter_map(|(field, text)| Some((field, text.as_ref()?)));
        given
            .map(|(field, text)| Said::at(sheet, field, text))
            .collect()
    }
    let (regions, tools, swaps) = (&draft.regions, &draft.tools, &draft.swaps);
    let of_regions = regions.value.regions.iter().flat_map(|it| {
        let it = it.get_ref();
        of(regions, [("name", &it.name), ("caution", &it.caution)])
    });
    let of_tools = tools.value.tools.iter().flat_map(|it| {
        let it = it.get_ref();
        of(
            tools,
            [("name", &it.name), ("short", &it.short), ("why", &it.why)],
        )
    });
    let of_positions =
        (tools.value.positions.iter()).flat_map(|it| of(tools, [("name", &it.get_ref().name)]));
    let of_swaps = swaps.value.swaps.iter().flat_map(|it| {
        let it = it.get_ref();
        of(
            swaps,
            [("name", &it.name), ("text", &it.text), ("note", &it.note)],
        )
    });
    (of_regions.chain(of_tools))
        .chain(of_positions)
        .chain(of_swaps)
        .collect()
}

/// The texts of a list, or none where it is missing.
fn each(texts: &Texts) -> impl Iterator<Item = &Spanned<String>> {
    texts.iter().flat_map(|list| list.get_ref())
}

/// Every text of a technique that a member reads, with the name of its field.
fn spoken(technique: &Technique) -> Vec<(&'static str, &Spanned<String>)> {
    let path = technique.path.as_ref().map(|it| it.get_ref());
    let hold = technique.hold.as_ref().map(|it| it.get_ref());
    let small_move = technique.small_move.as_ref().map(|it| it.get_ref());
    let single = [
        ("name", technique.name.as_ref()),
        ("intro", technique.intro.as_ref()),
        ("start", technique.start.as_ref()),
        ("easier", technique.easier.as_ref()),
        ("harder", technique.harder.as_ref()),
        ("too_painful", technique.too_painful.as_ref()),
        ("between", path.and_then(|it| it.between.as_ref())),
        ("cue", path.and_then(|it| it.cue.as_ref())),
        ("cue", hold.and_then(|it| it.cue.as_ref())),
        ("text", small_move.and_then(|it| it.text.as_ref())),
    ];
    let lists = [
        ("steps", &technique.steps),
        ("keep_off", &technique.keep_off),
        ("mistakes", &technique.mistakes),
    ];
    let ways = technique.ways.iter().map(|way| way.get_ref());
    let ways = ways.flat_map(|way| {
        let name = way.name.iter().map(|text| ("name", text));
        name.chain(way.start.iter().map(|text| ("start", text)))
    });
    (single
        .into_iter()
        .filter_map(|(field, text)| text.map(|text| (field, text))))
    .chain(
        lists
            .into_iter()
            .flat_map(|(field, list)| each(list).map(move |text| (field, text))),
    )
    .chain(ways)
    .collect()
}
