//! How much Discord takes of a text, by where it stands.

use crate::domain::Word;

/// The longest value of an embed's field, in characters (Discord docs, resources/message, embed limits).
pub(super) const FIELD_CHARS_MAX: usize = 1024;
/// The longest name of a choice, in characters (Discord docs, interactions/application-commands).
pub(super) const NAME_CHARS_MAX: usize = 100;
/// The longest heading of an embed or of a field in it, in characters (embed limits).
pub(super) const HEADING_CHARS_MAX: usize = 256;
/// The longest text in an empty menu, in characters (Discord docs, components/reference).
pub(super) const PLACEHOLDER_CHARS_MAX: usize = 150;
/// The longest description of a command or option, in characters (same page).
pub(super) const COMMAND_CHARS_MAX: usize = 100;
/// The longest label on a button, in characters (Discord docs, components/reference).
pub(super) const BUTTON_CHARS_MAX: usize = 80;

/// Texts in empty menus.
const PLACEHOLDERS: &[Word] = &[
    Word::ToolsPick,
    Word::LibraryPick,
    Word::RelatedPick,
    Word::NearestPick,
    Word::NearbyPick,
    Word::NotOnJointsPick,
    Word::LearnPick,
    Word::LearnPickOther,
    Word::RoutinePick,
    Word::RoutineTechniques,
    Word::RoutineNearest,
    Word::AreasPickRegions,
    Word::AreasPickPlaces,
    Word::SuitsPick,
    Word::CheckInPick,
];

/// Labels that do not stand in the table of buttons.
const BUTTONS: &[Word] = &[
    Word::RoutineAll,
    Word::RoutineBack,
    Word::LearnWhole,
    Word::SourcesButton,
];

/// Headings of cards and of parts of them.
const HEADINGS: &[Word] = &[
    Word::TitleWithTool,
    Word::ToolsTitle,
    Word::RelatedTitle,
    Word::LibraryTitle,
    Word::LibraryTitleOf,
    Word::LevelsTitle,
    Word::TooPainfulTitle,
    Word::HowLongTitle,
    Word::RoutineListTitle,
    Word::RoutineListHeading,
    Word::RoutineLength,
    Word::RoutineKit,
    Word::RoutineMode,
    Word::RoutinePositions,
    Word::RoutineAreas,
    Word::RoutineNote,
    Word::RoutineStart,
    Word::RoutineTimeline,
    Word::FieldArea,
    Word::FieldWays,
    Word::FieldYourWay,
    Word::FieldOtherWays,
    Word::FieldStart,
    Word::FieldSteps,
    Word::FieldPace,
    Word::FieldPressure,
    Word::FieldStop,
    Word::FieldHold,
    Word::FieldKeepOff,
    Word::FieldEasier,
    Word::FieldHarder,
    Word::FieldTooPainful,
    Word::FieldMistakes,
    Word::FieldSwap,
    Word::FieldTime,
    Word::LearnTitle,
    Word::SourcesTitle,
    Word::SourcesReview,
    Word::SourcesMore,
    Word::HelpTitle,
    Word::HelpMember,
    Word::HelpEmergency,
    Word::HelpSafety,
    Word::HelpHost,
    Word::HelpManager,
    Word::HelpPrivacy,
    Word::HelpReview,
    Word::ScreeningTitle,
    Word::ScreeningKeeps,
    Word::ScreeningDms,
    Word::AgeTitle,
    Word::OutcomeUntil,
    Word::OutcomeNext,
    Word::HoldWords,
    Word::LimitsAreas,
    Word::LimitsPositions,
    Word::LimitsTools,
    Word::LimitsGentle,
    Word::LimitsNotes,
    Word::StatusTitle,
    Word::StatusAdult,
    Word::StatusDms,
    Word::StatusChange,
    Word::VersionTitle,
    Word::VersionLeftOut,
    Word::VersionMoves,
    Word::NewsTitle,
    Word::HealingTitle,
    Word::SettingsTitle,
    Word::SettingsAdultsOnly,
    Word::SettingsHostRole,
    Word::SettingsReadAloud,
    Word::SettingsTidy,
    Word::SessionStarts,
    Word::SessionLead,
    Word::SessionWithUs,
    Word::SessionNow,
    Word::SessionNext,
    Word::SessionEnds,
    Word::RecapTitle,
    Word::RecapTitleStopped,
    Word::RecapHow,
    Word::RecapWhat,
    Word::RecapAsk,
    Word::SeatTitle,
    Word::SeatHere,
    Word::SeatReach,
    Word::SignsCall,
    Word::SignsToday,
    Word::SignsSkip,
    Word::SignsFree,
    Word::PanelTitle,
    Word::PanelLog,
    Word::ListTitle,
    Word::PrivacyTitle,
    Word::PrivacyCheck,
    Word::PrivacyWho,
    Word::PrivacySessions,
    Word::PrivacyHalf,
    Word::PrivacyGone,
    Word::PrivacyOthers,
    Word::PrivacyReads,
];

/// How many characters a word may have where it stands.
pub(super) fn chars_max_of(word: Word) -> usize {
    let table = word.key().split_once('.').map_or("", |(table, _)| table);
    match table {
        "command" => COMMAND_CHARS_MAX,
        "button" => BUTTON_CHARS_MAX,
        _ if PLACEHOLDERS.contains(&word) => PLACEHOLDER_CHARS_MAX,
        _ if BUTTONS.contains(&word) => BUTTON_CHARS_MAX,
        _ if HEADINGS.contains(&word) => HEADING_CHARS_MAX,
        _ => FIELD_CHARS_MAX,
    }
}
