//! Checks on the words that search has to know.

use super::super::schema::Draft;
use super::{Findings, each};
use crate::domain::{Language, fold};

/// Words with which a question is not about something sore any more (dossier 3.8): a card found past
/// them would answer another question. A star stands for any ending.
fn alarms(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "bleed*", "blood*", "broke*", "bruis*", "burn*", "clot*", "dizz*", "fractur*", "hurt*",
            "injur*", "numb*", "pain*", "sharp*", "shooting", "stab*", "swell*", "swollen",
            "throb*", "tingl*", "torn", "weak*",
        ],
        Language::Spanish => &[
            "adormec*",
            "aguda*",
            "agudo*",
            "arde",
            "arden",
            "ardor*",
            "calambr*",
            "coagul*",
            "cosquille*",
            "debil*",
            "descarga*",
            "desgarr*",
            "dolor",
            "dolores",
            "doloros*",
            "dormid*",
            "duele*",
            "entumec*",
            "fractur*",
            "hinch*",
            "hormigue*",
            "inflam*",
            "latigazo*",
            "lesion*",
            "maread*",
            "mareo*",
            "moret*",
            "pinchaz*",
            "punzad*",
            "quema*",
            "rota",
            "rotas",
            "roto",
            "rotos",
            "sangr*",
        ],
    }
}

pub(super) fn alarm(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.search;
    let is_alarm = |word: &str| {
        let alarms = alarms(draft.language).iter();
        let mut alarms =
            alarms.map(|it| it.strip_suffix('*').map_or((*it, false), |it| (it, true)));
        alarms.any(|(it, begins)| word == it || begins && word.starts_with(it))
    };
    let read_past = each(&sheet.value.filler).chain(each(&sheet.value.aside));
    for word in read_past {
        let folded = fold(word.get_ref());
        if is_alarm(&folded) {
            let says = format!("search would read past “{}”", word.get_ref());
            let right = "With this word the question is about an injury. Take it out.";
            found.at(sheet, word, says, right);
        } else if folded.contains(' ') {
            let says = format!("“{}” is more than one word", word.get_ref());
            let right = "Search reads word by word. Name each, or take it out.";
            found.at(sheet, word, says, right);
        }
    }
}

pub(super) fn group_caution(draft: &Draft, found: &mut Findings<'_>) {
    let regions = draft.regions.value.regions.iter().map(|it| it.get_ref());
    let cautioned = regions.filter(|it| it.caution.is_some());
    let cautioned: Vec<&str> = cautioned
        .filter_map(|it| it.id.as_ref())
        .map(|id| id.get_ref().as_str())
        .collect();
    let groups = draft.search.value.leading();
    let named = groups.flat_map(|group| each(&group.regions));
    for region in named.filter(|it| cautioned.contains(&it.get_ref().as_str())) {
        let says = format!("`{}` has a caution", region.get_ref());
        let right = "It is answered with its caution, in words of its own. Take it out here.";
        found.at(&draft.search, region, says, right);
    }
}
