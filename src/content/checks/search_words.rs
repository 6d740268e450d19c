//! Checks on the words that search has to know.

use super::super::schema::Draft;
use super::{Findings, each};
use crate::domain::{Language, fold};

/// Words with which a question is not about something sore any more (dossier 3.8): a card found past
/// them would answer another question.
fn alarms(language: Language) -> &'static [&'static str] {
    match language {
        Language::English => &[
            "bleeding", "blood", "broken", "burning", "clot", "dizzy", "fracture", "hurt", "hurts",
            "injured", "injury", "numb", "numbness", "pain", "painful", "pains", "sharp",
            "shooting", "swelling", "swollen", "tingling", "torn", "weak", "weakness",
        ],
        Language::Spanish => &[
            "adormecida",
            "adormecido",
            "adormecimiento",
            "aguda",
            "agudo",
            "arde",
            "ardor",
            "calambrazo",
            "coagulo",
            "debil",
            "debilidad",
            "desgarro",
            "dolor",
            "dolores",
            "descarga",
            "dormida",
            "dormido",
            "duele",
            "duelen",
            "entumecida",
            "entumecido",
            "entumecimiento",
            "latigazo",
            "fractura",
            "hinchada",
            "hinchado",
            "hinchazon",
            "hormigueo",
            "lesion",
            "mareo",
            "punzada",
            "quema",
            "rota",
            "roto",
            "sangrado",
            "sangre",
        ],
    }
}

pub(super) fn alarm(draft: &Draft, found: &mut Findings<'_>) {
    let sheet = &draft.search;
    let alarms = alarms(draft.language);
    let read_past = each(&sheet.value.filler).chain(each(&sheet.value.aside));
    for word in read_past {
        if alarms.contains(&fold(word.get_ref()).as_str()) {
            let says = format!("search would read past “{}”", word.get_ref());
            let right = "With this word the question is about an injury. Take it out.";
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
