//! What Discord takes, as a table, and every card there can be, held against it.
//!
//! Must never let a card pass that Discord would refuse: whoever asked would wait for nothing.

use std::fmt;

use super::{Button, Card, Choice, Row};
use crate::domain::{
    Answer, Library, Refusal, Role, Sourced, Technique, TechniqueId, ToolId, TopicId, Word,
};

/// How much of something Discord takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Shown in brackets behind what is found.
    pub name: &'static str,
    /// What is counted.
    pub counted: &'static str,
    /// Less than this is refused.
    pub min: usize,
    /// More than this is refused.
    pub max: usize,
}

impl Limit {
    const fn chars(name: &'static str, min: usize, max: usize) -> Self {
        let counted = "characters";
        Self {
            name,
            counted,
            min,
            max,
        }
    }

    const fn entries(name: &'static str, min: usize, max: usize) -> Self {
        let counted = "entries";
        Self {
            name,
            counted,
            min,
            max,
        }
    }
}

// Discord docs, resources/message, embed limits.
const TITLE: Limit = Limit::chars("title", 0, 256);
const TEXT: Limit = Limit::chars("text", 1, 4096);
const FIELDS: Limit = Limit::entries("fields", 0, 25);
const FIELD_NAME: Limit = Limit::chars("field-name", 1, 256);
const FIELD_TEXT: Limit = Limit::chars("field-text", 1, 1024);
const FOOTER: Limit = Limit::chars("footer", 0, 2048);
const CARD: Limit = Limit::chars("card", 1, 6000);
// Discord docs, components/reference.
const ROWS: Limit = Limit::entries("rows", 0, 5);
const BUTTONS: Limit = Limit::entries("buttons", 1, 5);
const BUTTON_LABEL: Limit = Limit::chars("button-label", 1, 80);
const CUSTOM_ID: Limit = Limit::chars("custom-id", 1, 100);
const PLACEHOLDER: Limit = Limit::chars("placeholder", 0, 150);
const MENU: Limit = Limit::entries("menu", 1, 25);
const MENU_LABEL: Limit = Limit::chars("menu-label", 1, 100);
const MENU_DETAIL: Limit = Limit::chars("menu-detail", 0, 100);
const MENU_VALUE: Limit = Limit::chars("menu-value", 1, 100);
// Discord docs, interactions/application-commands.
const DESCRIPTION: Limit = Limit::chars("description", 1, 100);
const CHOICES: Limit = Limit::entries("choices", 0, 25);
const CHOICE_NAME: Limit = Limit::chars("choice-name", 1, 100);
const CHOICE_VALUE: Limit = Limit::chars("choice-value", 1, 100);

/// Every limit that is kept here.
pub const LIMITS: &[Limit] = &[
    TITLE,
    TEXT,
    FIELDS,
    FIELD_NAME,
    FIELD_TEXT,
    FOOTER,
    CARD,
    ROWS,
    BUTTONS,
    BUTTON_LABEL,
    CUSTOM_ID,
    PLACEHOLDER,
    MENU,
    MENU_LABEL,
    MENU_DETAIL,
    MENU_VALUE,
    DESCRIPTION,
    CHOICES,
    CHOICE_NAME,
    CHOICE_VALUE,
];

/// Somebody's text at its longest: every character of it gets a backslash, and it is cut.
const ASKED_LONGEST: char = '*';
/// More characters than are ever shown of somebody's text.
const ASKED_CHARS: usize = 1000;
/// A reference as long as they are.
const REFERENCE: &str = "7Q2F";

/// Something that Discord would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitFault {
    /// Where: a card or the list of commands.
    pub place: String,
    /// Which part of it.
    pub part: String,
    /// How much there is of it.
    pub count: usize,
    /// How much Discord takes.
    pub limit: Limit,
}

impl LimitFault {
    /// What would be right.
    pub fn right(&self) -> String {
        let Limit { min, max, .. } = self.limit;
        match min {
            0 => format!("Discord takes at most {max}."),
            _ => format!("Discord takes {min} to {max}."),
        }
    }
}

impl fmt::Display for LimitFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { place, part, .. } = self;
        let (count, counted) = (self.count, self.limit.counted);
        write!(f, "{place}: {part} has {count} {counted}")
    }
}

/// Everything that Discord would refuse of what can be made of this library. A text that stands on
/// many cards is named on the first.
pub fn faults(library: &Library) -> Vec<LimitFault> {
    let mut all = of_commands(library);
    let cards = answers(library).into_iter().map(|(place, answer)| {
        let card = super::answer(library, &answer);
        (place, card)
    });
    let refused = refusals(library).into_iter().map(|(place, refusal)| {
        let card = super::refusal(library, &refusal);
        (place, card)
    });
    let fault = super::fault(library, REFERENCE);
    let fault = std::iter::once(("the card of a fault".to_owned(), fault));
    for (place, card) in cards.chain(refused).chain(fault) {
        for fault in of_card(&place, &card) {
            let same = |it: &LimitFault| {
                (&it.part, it.count, it.limit) == (&fault.part, fault.count, fault.limit)
            };
            if !all.iter().any(same) {
                all.push(fault);
            }
        }
    }
    all
}

/// Everything on one card that Discord would refuse.
pub fn of_card(place: &str, card: &Card) -> Vec<LimitFault> {
    let mut measure = Measure::new(place);
    measure.text("the title", &card.title, TITLE);
    measure.text("the text under the title", &card.text, TEXT);
    measure.text("the last line", &card.footer, FOOTER);
    measure.count("the list of fields", card.fields.len(), FIELDS);
    let mut sum = chars(&card.title) + chars(&card.text) + chars(&card.footer);
    for field in &card.fields {
        measure.text("a heading", &field.name, FIELD_NAME);
        let part = format!("the field “{}”", field.name);
        measure.text(&part, &field.text, FIELD_TEXT);
        sum += chars(&field.name) + chars(&field.text);
    }
    measure.count("all of it together", sum, CARD);
    measure.count("the list of rows", card.rows.len(), ROWS);
    card.rows.iter().for_each(|row| measure.row(row));
    measure.faults
}

/// What Discord would refuse of the commands: their descriptions, and what can be chosen in them.
fn of_commands(library: &Library) -> Vec<LimitFault> {
    let mut measure = Measure::new("the list of commands");
    let described = |word: &&Word| word.key().starts_with("command.");
    for word in Word::ALL.iter().filter(described) {
        let part = format!("`{}`", word.key());
        measure.text(&part, library.words.get(*word), DESCRIPTION);
    }
    let tools = &library.tools;
    measure.count("the choice of tools", tools.len(), CHOICES);
    for tool in tools {
        let part = format!("the name of the tool `{}`", tool.id);
        measure.text(&part, &tool.short, CHOICE_NAME);
        let part = format!("the id of the tool `{}`", tool.id);
        measure.text(&part, tool.id.as_str(), CHOICE_VALUE);
    }
    for technique in library.techniques.values() {
        let part = format!("the name of the technique `{}`", technique.id);
        measure.text(&part, &technique.name, CHOICE_NAME);
        let part = format!("the id of the technique `{}`", technique.id);
        measure.text(&part, technique.id.as_str(), CHOICE_VALUE);
    }
    measure.faults
}

/// Holds the parts of one place against their limits.
struct Measure<'a> {
    place: &'a str,
    faults: Vec<LimitFault>,
}

impl<'a> Measure<'a> {
    fn new(place: &'a str) -> Self {
        let faults = Vec::new();
        Self { place, faults }
    }

    fn text(&mut self, part: &str, text: &str, limit: Limit) {
        // Discord trims, so spaces alone are nothing.
        let count = match text.trim() {
            "" => 0,
            _ => chars(text),
        };
        self.count(part, count, limit);
    }

    fn count(&mut self, part: &str, count: usize, limit: Limit) {
        if count < limit.min || limit.max < count {
            self.faults.push(LimitFault {
                place: self.place.to_owned(),
                part: part.to_owned(),
                count,
                limit,
            });
        }
    }

    fn row(&mut self, row: &Row) {
        match row {
            Row::Buttons(buttons) => {
                self.count("a row of buttons", buttons.len(), BUTTONS);
                for Button { label, press } in buttons {
                    self.text(&format!("the button “{label}”"), label, BUTTON_LABEL);
                    self.text("what a button carries", &press.encode(), CUSTOM_ID);
                }
            }
            Row::Menu(menu) => {
                self.text("the text in an empty menu", &menu.placeholder, PLACEHOLDER);
                self.text("what a menu carries", &menu.press.encode(), CUSTOM_ID);
                let part = format!("the menu “{}”", menu.placeholder);
                self.count(&part, menu.choices.len(), MENU);
                for choice in &menu.choices {
                    let Choice {
                        label,
                        detail,
                        value,
                    } = choice;
                    self.text(&format!("the entry `{value}`"), label, MENU_LABEL);
                    let part = format!("the second line of the entry `{value}`");
                    self.text(&part, detail, MENU_DETAIL);
                    self.text("the value of an entry", value, MENU_VALUE);
                }
            }
        }
    }
}

fn chars(text: &str) -> usize {
    text.chars().count()
}

/// Every answer there can be, with the name of its card.
fn answers(library: &Library) -> Vec<(String, Answer)> {
    let mut all = Vec::new();
    for technique in library.techniques.values() {
        let id = || technique.id.clone();
        let of = |tool: Option<ToolId>| Answer::Technique {
            technique: id(),
            tool,
        };
        all.push((format!("the card of `{}`", technique.id), of(None)));
        for tool in library.tools_of(technique) {
            let place = format!("the card of `{}` with `{}`", technique.id, tool.id);
            all.push((place, of(Some(tool.id.clone()))));
        }
        let place = format!("the tools of `{}`", technique.id);
        all.push((place, Answer::Tools(id())));
        let place = format!("what goes with `{}`", technique.id);
        all.push((place, Answer::Related(id())));
        let place = format!("the sources of `{}`", technique.id);
        all.push((place, Answer::Sources(Sourced::Technique(id()))));
    }
    all.extend(super::topic::answers(library));
    for role in [Role::Member, Role::Host, Role::Manager] {
        all.push(("the help".to_owned(), Answer::Help(role)));
    }
    all.iter().for_each(|(_, answer)| known_answer(answer));
    all
}

/// Every refusal there can be, at its longest, with the name of its card.
fn refusals(library: &Library) -> Vec<(String, Refusal)> {
    let longest = ASKED_LONGEST.to_string().repeat(ASKED_CHARS);
    let ids: Vec<TechniqueId> = library.techniques.keys().cloned().collect();
    let mut all = vec![Refusal::Emergency, Refusal::OldButton, Refusal::OldCommand];
    for asked in [String::new(), longest] {
        let near = |nearest: &[TechniqueId]| Refusal::NoTechnique {
            asked: asked.clone(),
            nearest: nearest.to_vec(),
        };
        all.push(near(&[]));
        all.extend(ids.chunks(MENU.max).map(near));
        all.extend(
            ids.chunks(MENU.max)
                .map(|among| Refusal::SeveralTechniques {
                    asked: asked.clone(),
                    among: among.to_vec(),
                }),
        );
        let topics: Vec<TopicId> = library.topics.keys().take(MENU.max).cloned().collect();
        all.push(Refusal::NoTopic {
            asked: asked.clone(),
            nearest: topics,
        });
        all.push(Refusal::NoTool { asked });
    }
    all.extend(
        library
            .regions
            .keys()
            .map(|region| Refusal::NothingForRegion {
                region: region.clone(),
                nearest: ids.iter().take(MENU.max).cloned().collect(),
            }),
    );
    let opt_in = library.techniques.values().filter(|it| it.opt_in);
    all.extend(opt_in.map(|it| Refusal::OptIn {
        technique: it.id.clone(),
        nearest: ids.iter().take(MENU.max).cloned().collect(),
    }));
    for tool in &library.tools {
        let fits = |it: &&Technique| it.ways_with(&tool.id).next().is_some();
        if !tool.offered {
            let tool = tool.id.clone();
            all.push(Refusal::ToolKeptOut { tool });
            continue;
        }
        let others = library.techniques.values().filter(|it| !fits(it));
        all.extend(others.map(|it| Refusal::NotWithTool {
            technique: it.id.clone(),
            tool: tool.id.clone(),
        }));
    }
    all.into_iter()
        .map(|refusal| (format!("the refusal {}", named(&refusal)), refusal))
        .collect()
}

/// Does nothing, and stops compiling when an answer is added: then add it to [`answers`] too.
fn known_answer(answer: &Answer) {
    match answer {
        Answer::Technique { .. } | Answer::Tools(_) | Answer::Related(_) | Answer::Help(_) => {}
        Answer::Topics | Answer::Topic { .. } | Answer::Sources(_) => {}
    }
}

/// What a refusal is called. Stops compiling when one is added: then add it to [`refusals`] too.
fn named(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Emergency => "of an emergency".to_owned(),
        Refusal::NoTechnique { .. } => "of a technique".to_owned(),
        Refusal::SeveralTechniques { .. } => "of several techniques".to_owned(),
        Refusal::NothingForRegion { region, .. } => format!("of `{region}`"),
        Refusal::OptIn { technique, .. } => format!("of the opt-in `{technique}`"),
        Refusal::NotWithTool { technique, tool } => format!("of `{technique}` with `{tool}`"),
        Refusal::NoTool { .. } => "of a tool".to_owned(),
        Refusal::ToolKeptOut { tool } => format!("of `{tool}`"),
        Refusal::NoTopic { .. } => "of a topic".to_owned(),
        Refusal::OldButton => "of an old button".to_owned(),
        Refusal::OldCommand => "of an old command".to_owned(),
    }
}
