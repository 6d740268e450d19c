//! The words of schedules and time zones, added to the table.

macro_rules! with_schedules {
    ($($public:tt)*) => { with_sessions! {
        $($public)*

        ScheduledTitle = "schedule.title" ["routine"];
        /// A moment as each reader sees it, and as it was asked for.
        ScheduledWhen = "schedule.when" ["when", "countdown", "local", "zone"];
        ScheduledRepeat = "schedule.repeat" [];
        ScheduledRoom = "schedule.room" [];
        ScheduledLobby = "schedule.lobby" [];
        ScheduledLobbyText = "schedule.lobby_text" ["when"];
        ScheduledEvent = "schedule.event" [];
        ScheduledEventText = "schedule.event_text" [];
        ScheduledNoEvent = "schedule.no_event" [];
        ScheduledSkipped = "schedule.skipped" ["when"];
        ScheduledTwice = "schedule.twice" ["when"];
        ScheduledClock = "schedule.clock" [];
        ScheduledUntil = "schedule.until" ["repeat", "end"];
        NeedsZone = "schedule.needs_zone" [];
        NeedsZoneManager = "schedule.needs_zone_manager" [];
        UnreadEmpty = "schedule.unread_empty" [];
        UnreadNonsense = "schedule.unread_nonsense" [];
        UnreadNoDay = "schedule.unread_no_day" [];
        UnreadNoTime = "schedule.unread_no_time" [];
        UnreadNoRepeat = "schedule.unread_no_repeat" [];
        UnreadTimeMissing = "schedule.unread_time_missing" ["day"];
        UnreadPast = "schedule.unread_past" ["when"];
        UnreadTooFar = "schedule.unread_too_far" ["when"];
        UnreadTwoDays = "schedule.unread_two_days" ["one", "other"];
        UnreadOtherWeekday = "schedule.unread_other_weekday" ["day", "weekday"];
        UnreadSeveralDays = "schedule.unread_several_days" [];
        UnreadSeveralTimes = "schedule.unread_several_times" [];
        UnreadNothing = "schedule.unread_nothing" [];
        TwoRepeats = "schedule.two_repeats" ["typed", "chosen"];
        MovesOnce = "schedule.moves_once" [];
        Overlaps = "schedule.overlaps" ["at", "room", "name", "other"];
        TooManySeries = "schedule.too_many" ["max"];
        WhichOne = "schedule.which_one" ["routine", "at", "repeat"];
        CancelledOne = "schedule.cancelled_one" ["routine", "at", "next"];
        CancelledLast = "schedule.cancelled_last" ["routine", "at"];
        CancelledAll = "schedule.cancelled_all" ["routine"];
        MovedOne = "schedule.moved" ["routine", "from", "to"];
        ChangedRoutine = "schedule.changed" ["before", "routine", "at"];
        NoSuchSeries = "schedule.no_such" [];
        NoSeries = "schedule.none" [];
        ChooseSeries = "schedule.choose" [];
        SeriesComing = "schedule.coming" [];
        SeriesLine = "schedule.line" ["routine", "room", "at", "countdown"];
        SeriesLineRepeats = "schedule.line_repeats" ["line", "repeat"];
        SeriesNoEventDenied = "schedule.no_event_denied" [];
        SeriesNoEventFull = "schedule.no_event_full" [];
        SeriesNoEventRefused = "schedule.no_event_refused" [];
        /// A session in a list to choose from.
        SeriesChoice = "schedule.choice" ["routine", "at"];
        SeriesChoiceRepeats = "schedule.choice_repeats" ["routine", "at", "repeat"];
        /// A local time, written without Discord.
        LocalMoment = "schedule.local" ["weekday", "date"];
        /// How a typed time was understood.
        WhenChoice = "schedule.when_choice" ["local", "zone", "countdown"];
        WhenChoiceRepeats = "schedule.when_choice_repeats" ["local", "zone", "countdown", "repeat"];
        WhenSkipped = "schedule.when_skipped" ["choice", "at"];
        WhenTwice = "schedule.when_twice" ["choice"];
        WhenNeedsZone = "schedule.when_needs_zone" [];
        InMinutes = "schedule.in_minutes" ["count"];
        InHours = "schedule.in_hours" ["count"];
        InDays = "schedule.in_days" ["count"];
        /// Typed for whoever has not typed anything yet, and read like anything typed.
        WhenToday = "schedule.example_today" [];
        /// As above.
        WhenTomorrow = "schedule.example_tomorrow" [];
        /// As above.
        WhenWeekly = "schedule.example_weekly" [];
        RepeatNone = "repeat.none" [];
        RepeatDaily = "repeat.daily" [];
        RepeatWeekdays = "repeat.weekdays" [];
        RepeatWeekly = "repeat.weekly" ["weekday"];
        RepeatFortnightly = "repeat.fortnightly" ["weekday"];
        RepeatMonthly = "repeat.monthly" ["nth", "weekday"];
        RepeatChoiceWeekly = "repeat.choice_weekly" [];
        RepeatChoiceFortnightly = "repeat.choice_fortnightly" [];
        RepeatChoiceMonthly = "repeat.choice_monthly" [];
        NthFirst = "repeat.first" [];
        NthSecond = "repeat.second" [];
        NthThird = "repeat.third" [];
        NthFourth = "repeat.fourth" [];
        NthLast = "repeat.last" [];
        Monday = "weekday.monday" [];
        Tuesday = "weekday.tuesday" [];
        Wednesday = "weekday.wednesday" [];
        Thursday = "weekday.thursday" [];
        Friday = "weekday.friday" [];
        Saturday = "weekday.saturday" [];
        Sunday = "weekday.sunday" [];
        /// What stands in Discord's own event.
        EventText = "event.text" ["goal", "length", "kit"];
        /// To those who are interested.
        Invite = "event.invite" ["routine", "when", "people"];
        LobbyLate = "session.lobby_late" [];
        SessionOverNobody = "session.over_nobody" [];
        SessionOverMissed = "session.over_missed" [];
        PermitEvents = "host.permit_events" [];
        SettingsZone = "settings.zone" [];
        SettingsZoneNone = "settings.zone_none" [];
        SettingsZoneText = "settings.zone_text" ["zone"];
        SettingsRoom = "settings.room" [];
        SettingsRoomText = "settings.room_text" ["room"];
        SettingsRoomNone = "settings.room_none" [];
        SettingsLobby = "settings.lobby" [];
        SettingsLobbyText = "settings.lobby_text" ["minutes"];
        SettingsLanguage = "settings.language" [];
        SettingsLanguageText = "settings.language_text" ["language"];
        SettingsLanguageNone = "settings.language_none" [];
        ZoneTitle = "zone.title" [];
        ZoneIs = "zone.is" ["zone", "local"];
        ZoneSaved = "zone.saved" ["zone", "local"];
        ZoneNone = "zone.none" [];
        ZoneUnknown = "zone.unknown" ["typed"];
        ZoneSeveral = "zone.several" ["typed", "among"];
        PrivacyWishes = "privacy.wishes" [];
        ButtonOnlyOne = "button.only_one" [];
        ButtonAllOfThem = "button.all_of_them" [];
        ListCalendar = "host.list_calendar" [];
        CalendarText = "host.calendar" [];
        CalendarTitle = "host.calendar_title" [];
        CommandTimezone = "command.timezone" [];
        CommandTimezoneZone = "command.timezone_zone" [];
        CommandSettingsTimezone = "command.settings_timezone" [];
        CommandSettingsChannel = "command.settings_channel" [];
        CommandSettingsLobby = "command.settings_lobby" [];
        CommandSettingsLanguage = "command.settings_language" [];
        CommandSessionSchedule = "command.session_schedule" [];
        CommandSessionScheduleRoutine = "command.session_schedule_routine" [];
        CommandSessionScheduleWhen = "command.session_schedule_when" [];
        CommandSessionScheduleRepeat = "command.session_schedule_repeat" [];
        CommandSessionScheduleChannel = "command.session_schedule_channel" [];
        CommandSessionCancel = "command.session_cancel" [];
        CommandSessionCancelSession = "command.session_cancel_session" [];
        CommandSessionMove = "command.session_move" [];
        CommandSessionMoveWhen = "command.session_move_when" [];
        CommandSessionMoveSession = "command.session_move_session" [];
        CommandSessionChange = "command.session_change" [];
        CommandSessionChangeRoutine = "command.session_change_routine" [];
        CommandSessionChangeSession = "command.session_change_session" [];
        CommandSessionCalendar = "command.session_calendar" [];
        NameTimezone = "name.timezone" [];
        NameTimezoneZone = "name.timezone_zone" [];
        NameSettingsTimezone = "name.settings_timezone" [];
        NameSettingsChannel = "name.settings_channel" [];
        NameSettingsLobby = "name.settings_lobby" [];
        NameSettingsLanguage = "name.settings_language" [];
        NameSessionSchedule = "name.session_schedule" [];
        NameSessionScheduleRoutine = "name.session_schedule_routine" [];
        NameSessionScheduleWhen = "name.session_schedule_when" [];
        NameSessionScheduleRepeat = "name.session_schedule_repeat" [];
        NameSessionScheduleChannel = "name.session_schedule_channel" [];
        NameSessionCancel = "name.session_cancel" [];
        NameSessionCancelSession = "name.session_cancel_session" [];
        NameSessionMove = "name.session_move" [];
        NameSessionMoveWhen = "name.session_move_when" [];
        NameSessionMoveSession = "name.session_move_session" [];
        NameSessionChange = "name.session_change" [];
        NameSessionChangeRoutine = "name.session_change_routine" [];
        NameSessionChangeSession = "name.session_change_session" [];
        NameSessionCalendar = "name.session_calendar" [];
    } };
}
