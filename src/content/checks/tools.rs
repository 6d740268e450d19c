//! Checks on the tools: how many there are, and those that are kept out.

use super::super::schema::{Draft, Field};
use super::{Findings, each};

/// The most tools there may be: a menu and the choices of an option hold as many
/// (Discord docs, components/reference and interactions/application-commands).
const TOOLS_MAX: usize = 25;

pub(super) fn tool_count(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.tools;
    if let Some(tool) = sheet.value.tools.get(TOOLS_MAX) {
        let says = format!("there are {} tools", sheet.value.tools.len());
        found.at(
            sheet,
            tool,
            says,
            format!("At most {TOOLS_MAX} fit a menu."),
        );
    }
}

pub(super) fn tool_why(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.tools;
    for tool in sheet.value.tools.iter().map(|it| it.get_ref()) {
        match (&tool.offered, &tool.why) {
            (Some(offered), None) if !offered.get_ref() => found.at(
                sheet,
                offered,
                "`why` is missing".to_owned(),
                "Say in one sentence why this tool is kept out: why = \"…\".",
            ),
            (Some(offered), Some(why)) if *offered.get_ref() => found.at(
                sheet,
                why,
                "`why` stands at a tool that is offered".to_owned(),
                "Take it out, or keep the tool out with offered = false.",
            ),
            _ => {}
        }
    }
}

pub(super) fn tool_kept_out(draft: &Draft, found: &mut Findings<'_>) {
    let kept_out = |id: &str| {
        let mut tools = draft.tools.value.tools.iter().map(|it| it.get_ref());
        let is = |field: &Field<String>| field.as_ref().is_some_and(|it| it.get_ref() == id);
        tools.any(|tool| is(&tool.id) && tool.offered.as_ref().is_some_and(|it| !it.get_ref()))
    };
    for sheet in &draft.techniques {
        let used = sheet
            .value
            .ways
            .iter()
            .flat_map(|way| each(&way.get_ref().tools));
        for tool in used.filter(|tool| kept_out(tool.get_ref())) {
            let says = format!("`{}` is a tool that is kept out", tool.get_ref());
            found.at(
                sheet,
                tool,
                says,
                "Use a soft roller, a ball, a stick or hands.",
            );
        }
    }
}
