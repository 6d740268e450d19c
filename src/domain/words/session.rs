//! The words of sessions, added to the table.
macro_rules! with_sessions {
    ($($public:tt)*) => { with_private! {
        $($public)*

        /// Where a cue stands, and what it asks for.
        SessionCueHead = "session.cue_head" ["at", "of", "kind"];
        /// The same on one side.
        SessionCueHeadSide = "session.cue_head_side" ["at", "of", "kind", "side"];
        /// In a long hold.
        SessionCueHalf = "session.cue_half" ["half", "last"];
        /// The other side gets its full time.
        SessionCueSwitch = "session.cue_switch" ["seconds"];
        /// What comes then.
        SessionCueNext = "session.cue_next" ["when", "next"];
        /// Nothing comes then.
        SessionCueLast = "session.cue_last" ["when"];
        /// After an outage.
        SessionCueMissed = "session.cue_missed" ["count"];
        /// For those who asked to be mentioned.
        SessionCueBegins = "session.cue_begins" ["people"];
        /// What it is for, and what to press.
        SessionLobbyText = "session.lobby_text" ["goal"];
        SessionStarts = "session.starts" [];
        SessionStartsText = "session.starts_text" ["start", "countdown", "end", "ends"];
        SessionLead = "session.lead" [];
        SessionWithUs = "session.with_us" [];
        SessionNobody = "session.nobody" [];
        SessionWaiting = "session.waiting" ["count"];
        SessionProgress = "session.progress" ["bar", "at", "of"];
        SessionNow = "session.now" [];
        SessionNext = "session.next" [];
        SessionNextNone = "session.next_none" [];
        SessionEnds = "session.ends" [];
        SessionEndsText = "session.ends_text" ["end", "countdown"];
        /// A host has paused it.
        SessionHeldByHost = "session.held_by_host" ["until"];
        /// The bot was away.
        SessionHeldOutage = "session.held_outage" ["until"];
        /// It may not write.
        SessionHeldShut = "session.held_shut" ["until"];
        SessionResumed = "session.resumed" ["now", "when", "next"];
        SessionResumedLast = "session.resumed_last" ["now", "when"];
        SessionOverDone = "session.over_done" [];
        SessionOverStopped = "session.over_stopped" [];
        SessionOverHeld = "session.over_held" [];
        SessionOverShut = "session.over_shut" [];
        SessionOverRoomGone = "session.over_room_gone" [];
        SessionOverRemoved = "session.over_removed" [];
        RecapTitle = "session.recap_title" ["routine"];
        RecapTitleStopped = "session.recap_title_stopped" ["routine"];
        /// What is said at the end (dossier 7.5).
        RecapText = "session.recap_text" [];
        /// The same, earlier.
        RecapTextStopped = "session.recap_text_stopped" [];
        RecapHow = "session.recap_how" [];
        RecapHowText = "session.recap_how_text" ["minutes"];
        RecapWhat = "session.recap_what" [];
        RecapWhatNone = "session.recap_what_none" [];
        RecapAsk = "session.recap_ask" [];
        RecapAskText = "session.recap_ask_text" [];
        RecapThere = "session.recap_there" ["who", "minutes"];
        RecapThereNote = "session.recap_there_note" [];
        SeatTitle = "seat.title" ["routine"];
        /// For somebody on hold.
        SeatBreathes = "seat.breathes" [];
        SeatWatches = "seat.watches" [];
        SeatHere = "seat.here" [];
        SeatHereText = "seat.here_text" ["at", "of", "text"];
        SeatHereUntil = "seat.here_until" ["when"];
        SeatHereHeld = "seat.here_held" [];
        /// How own cues arrive.
        SeatReach = "seat.reach" [];
        SeatReachDirect = "seat.reach_direct" [];
        SeatReachNot = "seat.reach_not" [];
        SeatMentioned = "seat.mentioned" [];
        SeatWaits = "seat.waits" ["before"];
        SeatFull = "seat.full" ["seats"];
        SeatOver = "seat.over" [];
        SeatNoSession = "seat.no_session" [];
        SeatOnlyWatch = "seat.only_watch" [];
        SeatLeft = "seat.left" [];
        SeatWasNotIn = "seat.was_not_in" [];
        /// The steps of dossier 3.8.
        TooMuchText = "stop.too_much" ["second", "third"];
        TooMuchAgain = "stop.too_much_again" ["area"];
        SignsCall = "stop.signs_call" [];
        /// Signs of an emergency (dossier 3.8).
        SignsCallText = "stop.signs_call_text" [];
        SignsToday = "stop.signs_today" [];
        /// Signs that need advice today (dossier 3.8).
        SignsTodayText = "stop.signs_today_text" [];
        SignsSkip = "stop.signs_skip" [];
        /// Signs that stop an area (dossier 3.8).
        SignsSkipText = "stop.signs_skip_text" [];
        SignsFree = "stop.signs_free" [];
        SignsFreeText = "stop.signs_free_text" [];
        AdviceText = "stop.advice" [];
        AreaOffText = "stop.area_off" ["area"];
        AreaOffNone = "stop.area_off_none" [];
        /// The cue is for no area, and others were rolled.
        AreaOffWhich = "stop.area_off_which" [];
        AreaOffPick = "stop.area_off_pick" [];
        AreaOffNotKept = "stop.area_off_not_kept" ["area"];
        HostToldReached = "stop.host_told" [];
        HostToldLater = "stop.host_told_later" [];
        /// For a cue without a technique.
        HowToOff = "stop.how_to_off" [];
        HowToNone = "stop.how_to_none" [];
        CheckInAsk = "check_in.ask" [];
        CheckInPick = "check_in.pick" [];
        CheckInDone = "check_in.done" [];
        CheckInEase = "check_in.ease" [];
        /// Dossier 7.2, from 8 on.
        CheckInStop = "check_in.stop" [];
        CheckInStopPick = "check_in.stop_pick" [];
        CheckInNotKept = "check_in.not_kept" [];
        /// Dossier 7.2.
        Strength0 = "check_in.strength_0" [];
        Strength1 = "check_in.strength_1" [];
        Strength3 = "check_in.strength_3" [];
        Strength4 = "check_in.strength_4" [];
        Strength6 = "check_in.strength_6" [];
        Strength7 = "check_in.strength_7" [];
        Strength8 = "check_in.strength_8" [];
        OnlyHosts = "host.only" [];
        PanelTitle = "host.title" ["routine"];
        /// Dossier 7.5, host reminder.
        PanelReminder = "host.reminder" [];
        PhaseLobby = "host.phase_lobby" ["when"];
        PhaseRolling = "host.phase_rolling" ["at", "of", "end"];
        PhaseBegins = "host.phase_begins" [];
        PanelRoom = "host.room" ["room"];
        PanelLog = "host.log" [];
        LogLine = "host.log_line" ["when", "what"];
        LogLineWho = "host.log_line_who" ["when", "what", "who"];
        DidOpened = "host.did_opened" [];
        DidPaused = "host.did_paused" [];
        DidResumed = "host.did_resumed" [];
        DidSkipped = "host.did_skipped" [];
        DidStopped = "host.did_stopped" [];
        DidHeldOutage = "host.did_held_outage" [];
        DidHeldShut = "host.did_held_shut" [];
        /// Somebody wished the host to know.
        DidTold = "host.did_told" [];
        RefusedNotBegun = "host.not_begun" [];
        RefusedIsHeld = "host.is_held" [];
        RefusedNotHeld = "host.not_held" [];
        RefusedIsOver = "host.is_over" [];
        RoomTaken = "host.room_taken" ["room"];
        Lacks = "host.lacks" ["room", "missing"];
        PermitView = "host.permit_view" [];
        PermitConnect = "host.permit_connect" [];
        PermitSend = "host.permit_send" [];
        PermitEmbed = "host.permit_embed" [];
        PermitReadAloud = "host.permit_read_aloud" [];
        WhichRoom = "host.which_room" [];
        ListTitle = "host.list_title" [];
        ListNone = "host.list_none" [];
        ListChoose = "host.list_choose" [];
        ListLine = "host.list_line" ["routine", "room", "phase"];
        ListChoice = "host.list_choice" ["routine", "phase"];
        ListLobby = "host.list_lobby" [];
        ListRolling = "host.list_rolling" ["at", "of"];
        ListHeld = "host.list_held" [];
        HostNewsStopped = "host.news_stopped" ["who"];
        WhisperHead = "whisper.head" ["at", "of"];
        WhisperAnother = "whisper.another" ["way", "tools"];
        WhisperInstead = "whisper.instead" ["move", "text"];
        WhisperBreathe = "whisper.breathe" [];
        WhisperGently = "whisper.gently" ["seconds"];
        WhisperUntil = "whisper.until" ["when"];
        WhisperDmsFailed = "whisper.dms_failed" [];
        ButtonJoin = "button.join" [];
        ButtonWatch = "button.watch" [];
        ButtonLeave = "button.leave" [];
        ButtonMention = "button.mention" [];
        ButtonTooMuch = "button.too_much" [];
        ButtonWrong = "button.something_wrong" [];
        ButtonHowTo = "button.show_how" [];
        ButtonHelpNow = "button.help_now" [];
        ButtonAdvice = "button.advice_today" [];
        ButtonSkipArea = "button.skip_area" [];
        ButtonTellHost = "button.tell_host" [];
        ButtonBetter = "button.better" [];
        ButtonSame = "button.same" [];
        ButtonWorse = "button.worse" [];
        ButtonRemind = "button.remind_drink" [];
        ButtonPause = "button.pause" [];
        ButtonResume = "button.resume" [];
        ButtonSkip = "button.skip" [];
        ButtonStop = "button.stop" [];
        ButtonLook = "button.look" [];
        CommandSession = "command.session" [];
        CommandSessionStart = "command.session_start" [];
        CommandSessionStartRoutine = "command.session_start_routine" [];
        CommandSessionStartChannel = "command.session_start_channel" [];
        CommandSessionStartIn = "command.session_start_in" [];
        CommandSessionList = "command.session_list" [];
        CommandSessionPause = "command.session_pause" [];
        CommandSessionPauseSession = "command.session_pause_session" [];
        CommandSessionResume = "command.session_resume" [];
        CommandSessionResumeSession = "command.session_resume_session" [];
        CommandSessionPanel = "command.session_panel" [];
        CommandSessionPanelSession = "command.session_panel_session" [];
        CommandSessionSkip = "command.session_skip" [];
        CommandSessionSkipSession = "command.session_skip_session" [];
        CommandSessionStop = "command.session_stop" [];
        CommandSessionStopSession = "command.session_stop_session" [];
        NameSession = "name.session" [];
        NameSessionStart = "name.session_start" [];
        NameSessionStartRoutine = "name.session_start_routine" [];
        NameSessionStartChannel = "name.session_start_channel" [];
        NameSessionStartIn = "name.session_start_in" [];
        NameSessionList = "name.session_list" [];
        NameSessionPause = "name.session_pause" [];
        NameSessionPauseSession = "name.session_pause_session" [];
        NameSessionResume = "name.session_resume" [];
        NameSessionResumeSession = "name.session_resume_session" [];
        NameSessionPanel = "name.session_panel" [];
        NameSessionPanelSession = "name.session_panel_session" [];
        NameSessionSkip = "name.session_skip" [];
        NameSessionSkipSession = "name.session_skip_session" [];
        NameSessionStop = "name.session_stop" [];
        NameSessionStopSession = "name.session_stop_session" [];
    } };
}
