//! What the bot knows about rolling, as plain values.
//!
//! Nothing here may fail, wait, roll dice, look at a clock or know Discord: it may only refuse.

mod adaptation;
mod change;
mod clearance;
mod decide;
mod draft;
mod ending;
mod fold;
mod gathering;
mod hydration;
mod ids;
mod language;
mod library;
mod limits;
mod own;
mod parcel;
mod phrases;
mod places;
mod question;
mod refusal;
mod reminder;
mod routine;
mod schedule;
mod screening;
mod search_words;
mod seat;
mod series;
mod server;
mod session;
mod spoken;
mod timeline;
mod timezone;
mod told;
mod topic;
mod unfinished;
mod version;
mod when;
mod words;
mod zone;

pub use adaptation::{Adapted, Does, GENTLE_TOOLS_OFF, Step, adapt};
pub use change::Change;
pub use clearance::{
    Clearance, Due, HEALING_ASKED_AFTER, Member, NEWS_ASKED_AFTER, NOT_TODAY_LASTS, REPEATED_AFTER,
    STOP_LASTS, Standing, Timestamp, standing,
};
pub use decide::{Asker, Decision, Intent, decide};
pub use ending::{Ending, Held};
pub use fold::fold;
pub use gathering::{
    Area, Badge, Board, CheckIn, Control, Did, Doing, Feel, Gathering, Here, Lead, Listing,
    LogLine, Manner, OFF_FOR_TODAY, Opening, Origin, Panel, Permit, Reach, SECOND_STEP_AFTER,
    SEVERE, STRENGTH_MAX, SessionTold, Shown, THIRD_STEP_AFTER, Theirs, TooMuch, Unheard, Visit,
    Wants, theirs,
};
pub use hydration::{
    DAYS_SHOWN, Diary, DiaryDay, Hydrate, HydrationTold, after, after_leaving, reminders_ended,
    through_day,
};
pub use ids::{
    EventId, MessageId, PlaceId, PositionId, RegionId, ReminderId, RoleId, RoomId, RoutineId,
    SeriesId, ServerId, SessionId, SourceId, SwapId, TechniqueId, ToolId, TopicId, UserId,
};
pub use language::Language;
pub use library::{
    AREA_SECONDS_MAX, HOLD_SECONDS_MAX, Hold, INCH_CENTIMETRES, Level, Library, Move,
    PACE_INCHES_PER_SECOND_MAX, Path, Position, Region, SWITCH_SECONDS, Sides, Swap, Technique,
    Tool, Way,
};
pub use limits::Limits;
pub use own::{Holdings, Own, OwnLead, OwnSeat, OwnTold};
pub use parcel::{Lane, Line, Parcel, What};
pub use question::{Answer, Question, Role, Sourced};
pub use refusal::Refusal;
pub use reminder::{
    A_DAY_MAX, AFTER_MINUTES, AFTER_MINUTES_DEFAULT, AFTER_SESSIONS_A_DAY_MAX, CHECK_IN_DEFAULT,
    Drinks, Dropped, DueReminder, EVERY_MINUTES_MIN, NotSo, Occasion, Reminder, Reminders,
    SNOOZED_FOR, Sent, Span, ThroughDay, TimeOfDay, Weighed, Wished, session_reminds,
};
pub use routine::{
    CUE_SECONDS_MIN, Cue, CueKind, GENTLE_AREA_SECONDS_MAX, GENTLE_HOLD_SECONDS_MAX, Mode, Routine,
    Section, Side,
};
pub use schedule::{
    EventFault, EventNews, EventState, Hung, LATE_LOBBY, LATE_MAX, LOBBY_LEAD,
    LOBBY_LEAD_MINUTES_MAX, Listed, MISSED_TOLD_MAX, Meant, NativeEvent, Next, Plan, SERIES_MAX,
    Scheduling, SeenEvent, Series, SeriesTold, SeriesWants, Which, Woken, listed,
};
pub use screening::{
    Age, Answers, Checked, Meaning, Outcome, Page, Place, Questionnaire, Said, Skipped, Statement,
    Statements, Verdict, Wish,
};
pub use search_words::{Group, SearchWords};
pub use seat::{SEATS_MAX, Seat, SeatPlace, Seats, Stance, Token, WAITING_MAX};
pub use series::{Occurrence, Repeat, Rule, SERIES_LASTS, Unruly};
pub use server::{Server, ServerNews, Venue, Wanted};
pub use session::{
    Effect, Input, LOBBY_SECONDS_MAX, Loss, OUTAGE_MAX, PAUSE_MAX, Phase, Refused, Session,
};
pub use timeline::{Rolled, Timeline, Timelines};
pub use told::{Before, Kept, Stale, Told};
pub use topic::{Part, Source, Topic, TopicKind};
pub use unfinished::{Begun, Picked, Pressed, UNFINISHED_LASTS, Unfinished};
pub use when::{AHEAD_MAX, Read, Unread, read};
pub use words::{Word, Words};
pub use zone::{Hour, ZONES_SHOWN_MAX, Zone, zone_meant, zones};
