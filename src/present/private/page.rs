//! The pages of the questionnaire: one list each, and buttons that never say which line fits.

use super::{Action, Desk, PrivatePress};
use crate::domain::{Age, Begun, Page, Picked, Unfinished, Wish, Word};
use crate::present::{Button, Card, Choice, Menu, Picks, Press, Row};

impl Desk<'_> {
    /// What the check is and what is kept, before anything is asked.
    pub(super) fn consent(&self, adults_only: bool) -> Card {
        let intro = self.word(Word::ScreeningIntro);
        let text = match adults_only {
            true => format!("{intro}\n\n{}", self.word(Word::ScreeningAdultsOnly)),
            false => intro,
        };
        let buttons = vec![
            self.button(Word::ButtonAgree, PrivatePress::Agree),
            self.button(Word::ButtonAgreeNoDms, PrivatePress::AgreeNoDms),
            self.button(Word::ButtonNotNow, PrivatePress::NotNow),
        ];
        Card {
            title: self.word(Word::ScreeningTitle),
            text,
            fields: vec![
                self.field(Word::ScreeningKeeps, self.word(Word::ScreeningKeepsText)),
                self.field(Word::ScreeningDms, self.word(Word::ScreeningDmsText)),
            ],
            footer: self.word(Word::Disclaimer),
            rows: vec![Row::Buttons(buttons)],
            ..Card::default()
        }
    }

    /// The page that is being asked.
    pub(super) fn page(&self, unfinished: &Unfinished) -> Card {
        // A page that all are answered on is not asked; what was decided is told instead.
        let Some(page) = unfinished.page() else {
            return self.sentence(Word::ScreeningOld);
        };
        let (at, of) = unfinished.progress(page);
        let (at_text, of) = (at.to_string(), of.to_string());
        let gaps = [("at", at_text.as_str()), ("of", &of)];
        let mut card = match page {
            Page::Age => self.age(unfinished),
            Page::Areas => self.areas(unfinished),
            Page::Suits => self.suits(unfinished),
            Page::RightNow | Page::CheckFirst | Page::NotToday | Page::GoGentle => {
                self.list(page, unfinished)
            }
        };
        if unfinished.begun == Begun::Lists && at == 1 {
            card.text = format!("{}\n\n{}", self.word(Word::ScreeningRepeat), card.text);
        }
        let not_sure = match page {
            Page::Age => self.word(Word::AgeNotSure),
            Page::Suits => self.word(Word::SuitsNotSure),
            _ => self.library.screening.not_sure.clone(),
        };
        card.text = format!("{}\n\n**{not_sure}**", card.text);
        card.footer = self.library.words.fill(Word::ScreeningProgress, &gaps);
        card
    }

    fn age(&self, unfinished: &Unfinished) -> Card {
        let aged = |label, age| self.signed(label, unfinished, Action::Aged(age));
        let bands = vec![
            aged(Word::ButtonUnder13, Age::Under13),
            aged(Word::Button13To17, Age::From13To17),
            aged(Word::ButtonAdult, Age::Adult),
        ];
        Card {
            title: self.word(Word::AgeTitle),
            text: self.word(Word::AgeText),
            rows: vec![Row::Buttons(bands), self.ways_out(unfinished)],
            ..Card::default()
        }
    }

    fn list(&self, page: Page, unfinished: &Unfinished) -> Card {
        let more = match page {
            Page::RightNow => Action::NeedHelp,
            _ => Action::OneOrMore,
        };
        Card {
            rows: vec![
                self.none_or_more(unfinished, more),
                self.ways_out(unfinished),
            ],
            ..self.statements(page, unfinished)
        }
    }

    fn statements(&self, page: Page, unfinished: &Unfinished) -> Card {
        let screening = &self.library.screening;
        let list = screening.lists.get(&page);
        let items = screening.statements(page, &unfinished.answers);
        let lines = items.map(|it| format!("• {}", it.text));
        Card {
            title: list.map_or_else(String::new, |it| it.heading.clone()),
            text: lines.collect::<Vec<_>>().join("\n"),
            ..Card::default()
        }
    }

    fn none_or_more(&self, unfinished: &Unfinished, more: Action) -> Row {
        Row::Buttons(vec![
            self.signed(Word::ButtonNone, unfinished, Action::NoneOfThese),
            self.signed(Word::ButtonOneOrMore, unfinished, more),
        ])
    }

    /// Below every page.
    fn ways_out(&self, unfinished: &Unfinished) -> Row {
        Row::Buttons(self.back_and_cancel(unfinished).to_vec())
    }

    fn back_and_cancel(&self, unfinished: &Unfinished) -> [Button; 2] {
        [
            self.signed(Word::ButtonGoBack, unfinished, Action::Back),
            self.signed(Word::ButtonCancel, unfinished, Action::Cancel),
        ]
    }

    fn next_or_out(&self, unfinished: &Unfinished) -> Row {
        let next = self.signed(Word::ButtonNext, unfinished, Action::Next);
        let ways_out = self.back_and_cancel(unfinished);
        Row::Buttons(std::iter::once(next).chain(ways_out).collect())
    }

    /// The list of reasons, and menus for where.
    fn areas(&self, unfinished: &Unfinished) -> Card {
        let mut card = self.statements(Page::Areas, unfinished);
        let picked = &unfinished.picked;
        let how = self.word(Word::AreasHow);
        card.text = match *picked == Picked::default() {
            true => format!("{}\n\n{how}", card.text),
            false => format!("{}\n\n{how}\n\n{}", card.text, self.picked(picked)),
        };
        card.rows = vec![self.regions(unfinished), self.places(unfinished)];
        match *picked == Picked::default() {
            true => {
                let either = self.none_or_more(unfinished, Action::OneOrMore);
                card.rows.extend([either, self.ways_out(unfinished)]);
            }
            false => card.rows.push(self.next_or_out(unfinished)),
        }
        card
    }

    fn picked(&self, picked: &Picked) -> String {
        let regions = picked.regions.iter();
        let regions = regions.filter_map(|id| self.library.regions.get(id));
        let places = picked.places.iter();
        let places = places.filter_map(|id| self.library.screening.places.get(id));
        let names = regions.map(|it| it.name.as_str());
        let mut names: Vec<&str> = names.chain(places.map(|it| it.name.as_str())).collect();
        names.sort_unstable();
        match names.as_slice() {
            [] => self.word(Word::AreasUnnamed),
            names => {
                let names = names.join("; ");
                let gaps = [("picked", names.as_str())];
                self.library.words.fill(Word::AreasPicked, &gaps)
            }
        }
    }

    fn regions(&self, unfinished: &Unfinished) -> Row {
        let regions = self.library.regions.iter();
        let choices = regions.map(|(id, region)| Choice {
            label: region.name.clone(),
            detail: String::new(),
            value: id.to_string(),
            is_picked: unfinished.picked.regions.contains(id),
        });
        let choices = by_name(choices.collect());
        self.menu(Word::AreasPickRegions, unfinished, Action::Regions, choices)
    }

    fn places(&self, unfinished: &Unfinished) -> Row {
        let places = self.library.screening.places.iter();
        let choices = places.map(|(id, place)| Choice {
            label: place.name.clone(),
            detail: String::new(),
            value: id.to_string(),
            is_picked: unfinished.picked.places.contains(id),
        });
        let choices = by_name(choices.collect());
        self.menu(Word::AreasPickPlaces, unfinished, Action::Places, choices)
    }

    /// Wishes, each with who may want it; what is picked is the wish alone.
    fn suits(&self, unfinished: &Unfinished) -> Card {
        let wishes = &self.library.screening.wishes;
        let line = |it: &Wish| {
            let gaps = [("wish", it.label.as_str()), ("why", &it.statement.text)];
            format!("• {}", self.library.words.fill(Word::SuitsLine, &gaps))
        };
        let lines: Vec<String> = wishes.iter().map(line).collect();
        let choices = wishes.iter().enumerate().map(|(place, it)| Choice {
            label: it.label.clone(),
            detail: String::new(),
            value: place.to_string(),
            is_picked: unfinished.picked.wishes.contains(&it.statement.covers),
        });
        let menu = self.menu(
            Word::SuitsPick,
            unfinished,
            Action::Wishes,
            choices.collect(),
        );
        Card {
            title: self.library.screening.suits.clone(),
            text: format!("{}\n\n{}", lines.join("\n"), self.word(Word::SuitsHow)),
            rows: vec![menu, self.next_or_out(unfinished)],
            ..Card::default()
        }
    }

    fn menu(
        &self,
        placeholder: Word,
        unfinished: &Unfinished,
        action: Action,
        choices: Vec<Choice>,
    ) -> Row {
        Row::Menu(Menu {
            press: Press::Private(self.press(unfinished, action)),
            placeholder: self.word(placeholder),
            picks: Picks::Any,
            choices,
        })
    }
}

fn by_name(mut choices: Vec<Choice>) -> Vec<Choice> {
    choices.sort_by(|one, other| one.label.cmp(&other.label));
    choices
}
