//! Makes the questionnaire.

use std::collections::BTreeMap;

use toml::Spanned;

use super::Needs;
use crate::content::checks::PAGES;
use crate::content::schema::{self, Field, Off, Texts};
use crate::domain::{
    Limits, Meaning, Outcome, Page, Place, PlaceId, PositionId, Questionnaire, RegionId, Statement,
    Statements, ToolId, Wish,
};

/// The list of that name.
fn page(name: &str) -> Option<Page> {
    let found = PAGES.iter().find(|(it, _)| *it == name);
    found.map(|(_, page)| *page)
}

impl Needs<'_, schema::Screening> {
    pub(super) fn questionnaire(&mut self) -> Questionnaire {
        let it = &self.sheet.value;
        let after_ok = self.needed_off(0, "after_ok", &it.after_ok);
        let go_gentle = self.needed_off(0, "go_gentle", &it.go_gentle);
        let wishes = it.wishes.iter().map(|wish| {
            let (line, wish) = (self.sheet.line(wish), wish.get_ref());
            let statement = Statement {
                text: self.take(line, "text", &wish.text),
                covers: self.take(line, "covers", &wish.covers),
                asked_in: None,
            };
            Wish {
                label: self.take(line, "label", &wish.label),
                statement,
                limits: self.needed_off(line, "off", &wish.off),
            }
        });
        let wishes = wishes.collect();
        let missing = schema::Suits::default();
        let (line, suits) = self.table(&it.suits, &missing);
        Questionnaire {
            suits: self.take(line, "suits.heading", &suits.heading),
            version: self.take(0, "version", &it.version),
            not_sure: self.take(0, "not_sure", &it.not_sure),
            lists: self.lists(),
            after_ok,
            go_gentle,
            wishes,
            places: it.places.iter().map(|place| self.place(place)).collect(),
            outcomes: self.outcomes(),
        }
    }

    fn lists(&mut self) -> BTreeMap<Page, Statements> {
        let mut lists = BTreeMap::new();
        for list in &self.sheet.value.lists {
            let (line, it) = (self.sheet.line(list), list.get_ref());
            let id = self.take(line, "id", &it.id);
            let items = it.items.iter().map(|item| {
                let (line, item) = (self.sheet.line(item), item.get_ref());
                Statement {
                    text: self.take(line, "text", &item.text),
                    covers: self.take(line, "covers", &item.covers),
                    // Another name is for `screening-lists` to say.
                    asked_in: item.asked_in.as_ref().and_then(|it| page(it.get_ref())),
                }
            });
            let items = items.collect();
            let heading = self.take(line, "heading", &it.heading);
            // Another id is for `screening-lists` to say.
            lists.extend(page(&id).map(|page| (page, Statements { heading, items })));
        }
        lists
    }

    fn place(&mut self, place: &Spanned<schema::Place>) -> (PlaceId, Place) {
        let (line, it) = (self.sheet.line(place), place.get_ref());
        let regions = self.list(line, "regions", &it.regions).into_iter();
        let positions = self.list(line, "positions", &it.positions).into_iter();
        let place = Place {
            name: self.take(line, "name", &it.name),
            regions: regions.map(RegionId::new).collect(),
            positions: positions.map(PositionId::new).collect(),
        };
        (PlaceId::new(self.take(line, "id", &it.id)), place)
    }

    fn outcomes(&mut self) -> BTreeMap<Outcome, Meaning> {
        let mut outcomes = BTreeMap::new();
        for outcome in &self.sheet.value.outcomes {
            let (line, it) = (self.sheet.line(outcome), outcome.get_ref());
            let id = self.take(line, "id", &it.id);
            let meaning = Meaning {
                name: self.take(line, "name", &it.name),
                text: self.take(line, "text", &it.text),
            };
            let known = Outcome::ALL.iter().find(|(name, _)| *name == id);
            outcomes.extend(known.map(|(_, outcome)| (*outcome, meaning)));
        }
        outcomes
    }

    /// What is off; that nothing is said about it at all is a fault.
    fn needed_off(&mut self, line: usize, name: &str, field: &Field<Off>) -> Limits {
        let Some(off) = field else {
            self.missing(line, name);
            return Limits::default();
        };
        let off = off.get_ref();
        let texts = |list: &Texts| -> Vec<String> {
            let list = list.iter().flat_map(|it| it.get_ref());
            list.map(|it| it.get_ref().clone()).collect()
        };
        let is = |field: &Field<bool>| field.as_ref().is_some_and(|it| *it.get_ref());
        Limits {
            regions: texts(&off.regions).into_iter().map(RegionId::new).collect(),
            positions: (texts(&off.positions).into_iter())
                .map(PositionId::new)
                .collect(),
            tools: texts(&off.tools).into_iter().map(ToolId::new).collect(),
            gentle: is(&off.gentle),
            no_water: is(&off.no_water),
            rise_slow: is(&off.rise_slow),
            breath_note: is(&off.breath_note),
            grown_up: false,
        }
    }
}
