//! Makes the routines of a draft, and says which fields are missing.

use toml::Spanned;

use super::super::schema;
use super::Needs;
use crate::domain::{
    Cue, CueKind, Mode, PositionId, Routine, RoutineId, Side, SourceId, TechniqueId,
};

impl<T> Needs<'_, T> {
    pub(super) fn routine(&mut self, it: &schema::Routine) -> Routine {
        let mode = self.take(0, "mode", &it.mode);
        // Only counted: the clock is the sum of the cues, and `routine-sum` has held them together.
        self.take(0, "seconds", &it.seconds);
        Routine {
            id: RoutineId::new(self.take(0, "id", &it.id)),
            name: self.take(0, "name", &it.name),
            aliases: self.list(0, "aliases", &it.aliases),
            goal: self.take(0, "goal", &it.goal),
            kit: self.take(0, "kit", &it.kit),
            positions: (self.list(0, "positions", &it.positions).into_iter())
                .map(PositionId::new)
                .collect(),
            mode: Mode::named(&mode).unwrap_or(Mode::Gentle),
            note: it.note.as_ref().map(|note| note.get_ref().clone()),
            cues: it.cues.iter().map(|cue| self.cue(cue)).collect(),
            sources: (self.list(0, "sources", &it.sources).into_iter())
                .map(SourceId::new)
                .collect(),
            reviewed_by: Some(self.take(0, "reviewed_by", &it.reviewed_by))
                .filter(|name| !name.trim().is_empty()),
        }
    }

    fn cue(&mut self, cue: &Spanned<schema::Cue>) -> Cue {
        let (line, it) = (self.sheet.line(cue), cue.get_ref());
        let kind = self.take(line, "kind", &it.kind);
        let technique = it.technique.as_ref();
        let side = it.side.as_ref();
        Cue {
            kind: CueKind::named(&kind).unwrap_or(CueKind::Rest),
            seconds: self.take(line, "seconds", &it.seconds),
            technique: technique.map(|id| TechniqueId::new(id.get_ref())),
            side: side.and_then(|side| Side::named(side.get_ref())),
            text: self.take(line, "text", &it.text),
            another_way: it.another_way.as_ref().map(|way| way.get_ref().clone()),
        }
    }
}
