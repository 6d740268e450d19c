//! The words of the private screening and of what is kept, added to the table.

macro_rules! with_private {
    ($($public:tt)*) => { words! {
        $($public)*

        ScreeningTitle = "screening.title" [];
        /// What the check is (dossier 7.5, first use and privacy).
        ScreeningIntro = "screening.intro" [];
        ScreeningKeeps = "screening.keeps" [];
        /// What is kept (PRODUCT, what gets stored; dossier 7.5, privacy).
        ScreeningKeepsText = "screening.keeps_text" [];
        ScreeningDms = "screening.dms" [];
        /// Whether private cues may come by direct message.
        ScreeningDmsText = "screening.dms_text" [];
        /// Agrees to the check, and to private cues by direct message (PRODUCT, button labels).
        ButtonAgree = "button.agree" [];
        /// Agrees to the check alone.
        ButtonAgreeNoDms = "button.agree_no_dms" [];
        ButtonNotNow = "button.not_now" [];
        /// Where a page stands among the others.
        ScreeningProgress = "screening.progress" ["at", "of"];
        /// Why only some lists are asked (dossier 3.7).
        ScreeningRepeat = "screening.repeat" [];
        AgeTitle = "screening.age_title" [];
        /// Why it is asked (dossier 3.4, A1; 7.5, minor).
        AgeText = "screening.age_text" [];
        ButtonUnder13 = "button.under_13" [];
        Button13To17 = "button.from_13_to_17" [];
        ButtonAdult = "button.adult" [];
        ButtonNone = "button.none" [];
        ButtonOneOrMore = "button.one_or_more" [];
        ButtonNext = "button.next" [];
        ButtonGoBack = "button.go_back" [];
        ButtonCancel = "button.cancel" [];
        /// What to do on the page of areas.
        AreasHow = "screening.areas_how" [];
        /// What picking nothing means (dossier 3.6, additions).
        AreasUnnamed = "screening.areas_unnamed" [];
        /// What is picked so far.
        AreasPicked = "screening.areas_picked" ["picked"];
        AreasPickRegions = "screening.areas_pick" [];
        AreasPickPlaces = "screening.places_pick" [];
        /// What not to be sure of one's age means.
        AgeNotSure = "screening.age_not_sure" [];
        /// What not to be sure of a wish means.
        SuitsNotSure = "screening.suits_not_sure" [];
        /// What to do on the page of wishes.
        SuitsHow = "screening.suits_how" [];
        SuitsPick = "screening.suits_pick" [];
        /// A wish and who may want it.
        SuitsLine = "screening.suits_line" ["wish", "why"];
        OutcomeUntil = "screening.until" [];
        /// When it ends; the gap is a date that Discord shows.
        OutcomeUntilText = "screening.until_text" ["when"];
        OutcomeNext = "screening.next_steps" [];
        /// Where to go on from a clearance.
        OutcomeNextText = "screening.next_steps_text" [];
        HoldWords = "screening.hold_words" [];
        /// What to ask (dossier 7.5).
        HoldWordsText = "screening.hold_words_text" [];
        /// A clinician agreed (PRODUCT, button labels).
        ButtonSaidOk = "button.said_ok" [];
        /// When it ends by itself.
        NotTodayUntil = "screening.not_today_until" ["when"];
        LimitsAreas = "screening.limits_areas" [];
        LimitsPositions = "screening.limits_positions" [];
        LimitsTools = "screening.limits_tools" [];
        LimitsGentle = "screening.limits_gentle" [];
        LimitsNotes = "screening.limits_notes" [];
        /// For those under 18 (dossier 7.5, minor).
        NoteGrownUp = "screening.note_grown_up" [];
        /// Getting up (dossier 4.1 rule 10).
        NoteRiseSlow = "screening.note_rise_slow" [];
        /// Breathing (dossier 3.4, H2).
        NoteBreath = "screening.note_breath" [];
        /// In place of a sip (PRODUCT, journey 6).
        NoteNoWater = "screening.note_no_water" [];
        /// They would rather not begin.
        ScreeningNotNow = "screening.not_now_text" [];
        /// They would rather not go on.
        ScreeningCancelled = "screening.cancelled" [];
        /// The page has waited too long.
        ScreeningOld = "screening.old" [];
        /// The questions have changed.
        ScreeningOtherVersion = "screening.other_version" [];
        /// The page was not made for them, or not by us.
        ScreeningNotTheirs = "screening.not_theirs" [];
        ButtonStartCheck = "button.start_check" [];
        /// Asked a day after a stop (dossier 3.2 rule 4).
        IfSeen = "screening.if_seen" [];
        /// What no means.
        IfSeenHint = "screening.if_seen_hint" [];
        /// Nobody has seen them.
        StopStays = "screening.stop_stays" [];
        /// The check was sent as a direct message; the gap is a link.
        ScreeningSent = "screening.sent" ["where"];
        /// Direct messages are closed.
        ScreeningHere = "screening.here" [];
        StatusTitle = "screening.status_title" [];
        /// Nothing that counts.
        StatusNothing = "screening.status_nothing" [];
        /// A stop and until when nothing lifts it.
        StatusStopped = "screening.status_stopped" ["when"];
        /// A stop that is over a day old.
        StatusStoppedLonger = "screening.status_stopped_longer" [];
        /// What came out, and when.
        StatusSince = "screening.status_since" ["outcome", "when"];
        StatusAdult = "screening.status_adult" [];
        /// They said 18 and over.
        StatusAdultYes = "screening.status_adult_yes" [];
        /// They did not.
        StatusAdultNo = "screening.status_adult_no" [];
        StatusDms = "screening.status_dms" [];
        /// They agreed.
        StatusDmsYes = "screening.status_dms_yes" [];
        /// They did not.
        StatusDmsNo = "screening.status_dms_no" [];
        StatusChange = "screening.status_change" [];
        /// The ways.
        StatusChangeText = "screening.status_change_text" [];
        /// It is gone.
        Forgotten = "screening.forgotten" [];
        /// There was nothing.
        NothingToForget = "screening.nothing_to_forget" [];
        /// What holds whatever is deleted.
        ForgottenCare = "screening.forgotten_care" [];
        ButtonMyVersion = "button.my_version" [];
        VersionTitle = "screening.version_title" ["routine"];
        /// Nothing is off for them.
        VersionSame = "screening.version_same" [];
        /// What the list is.
        VersionIntro = "screening.version_intro" [];
        VersionLeftOut = "screening.version_left_out" [];
        /// A stretch that they do like everybody.
        VersionAsGroup = "screening.version_as_group" ["at", "what"];
        /// A stretch with less time under pressure.
        VersionGentle = "screening.version_gentle" ["at", "what", "seconds"];
        /// A stretch in another way.
        VersionAnother = "screening.version_another" ["at", "what", "way", "tools"];
        /// The same with less time under pressure.
        VersionAnotherGentle = "screening.version_another_gentle" ["at", "what", "way", "tools", "seconds"];
        /// A stretch with another move.
        VersionInstead = "screening.version_instead" ["at", "what", "instead"];
        /// A stretch to breathe in.
        VersionBreathe = "screening.version_breathe" ["at", "what"];
        VersionMoves = "screening.version_moves" [];
        /// A move without pressure.
        VersionMove = "screening.version_move" ["move", "text"];
        /// They were not screened.
        NoVersionNeedsCheck = "screening.no_version" [];
        NewsTitle = "screening.news_title" [];
        /// The card before each session (dossier 3.7).
        NewsText = "screening.news_text" [];
        ButtonNothingNew = "button.nothing_new" [];
        ButtonSomethingNew = "button.something_new" [];
        HealingTitle = "screening.healing_title" [];
        /// Asked after two weeks (dossier 3.7).
        HealingText = "screening.healing_text" ["areas"];
        ButtonHealed = "button.healed" [];
        ButtonNotHealed = "button.not_healed" [];
        /// Why a group session is not for them (PRODUCT, journey 3).
        AdultsOnly = "screening.adults_only" [];
        /// The same before the check, in one line.
        ScreeningAdultsOnly = "screening.adults_only_server" [];
        SettingsTitle = "settings.title" [];
        /// What the list is.
        SettingsText = "settings.text" [];
        /// Something was changed.
        SettingsSaved = "settings.saved" [];
        /// It was like that before.
        SettingsSame = "settings.same" [];
        SettingsAdultsOnly = "settings.adults_only" [];
        /// It is.
        SettingsAdultsOnlyYes = "settings.adults_only_yes" [];
        /// It is not.
        SettingsAdultsOnlyNo = "settings.adults_only_no" [];
        SettingsHostRole = "settings.host_role" [];
        /// A role may lead, beside those with the permission.
        SettingsHostRoleText = "settings.host_role_text" ["role"];
        /// None may.
        SettingsHostRoleNone = "settings.host_role_none" [];
        SettingsReadAloud = "settings.read_aloud" [];
        SettingsReadAloudYes = "settings.read_aloud_yes" [];
        SettingsReadAloudNo = "settings.read_aloud_no" [];
        SettingsTidy = "settings.tidy" [];
        SettingsTidyYes = "settings.tidy_yes" [];
        SettingsTidyNo = "settings.tidy_no" [];
        /// They may not set anything.
        SettingsNoManager = "settings.no_manager" [];
        /// There is no server here.
        SettingsNoServer = "settings.no_server" [];
        PrivacyTitle = "privacy.title" [];
        /// Nothing is kept of them.
        PrivacyNothing = "privacy.nothing" [];
        /// Only who they are is, after a check that has ended.
        PrivacyName = "privacy.name" [];
        /// Something is.
        PrivacySomething = "privacy.something" [];
        PrivacyCheck = "privacy.check" [];
        /// What is kept of a screening (PRODUCT, what gets stored).
        PrivacyCheckText = "privacy.check_text" [];
        PrivacyWho = "privacy.who" [];
        /// How a member is named.
        PrivacyWhoText = "privacy.who_text" [];
        PrivacySessions = "privacy.sessions" [];
        /// What is kept of them in groups.
        PrivacySessionsText = "privacy.sessions_text" [];
        PrivacyHalf = "privacy.half" [];
        /// Where it is.
        PrivacyHalfText = "privacy.half_text" [];
        PrivacyGone = "privacy.gone" [];
        /// When what is deleted.
        PrivacyGoneText = "privacy.gone_text" [];
        PrivacyOthers = "privacy.others" [];
        /// Who does not.
        PrivacyOthersText = "privacy.others_text" [];
        PrivacyReads = "privacy.reads" [];
        /// No messages.
        PrivacyReadsText = "privacy.reads_text" [];
        /// Where the rest is said.
        PrivacyMore = "privacy.more" [];
        CommandScreening = "command.screening" [];
        CommandScreeningStart = "command.screening_start" [];
        CommandScreeningStatus = "command.screening_status" [];
        CommandScreeningForget = "command.screening_forget" [];
        CommandPrivacy = "command.privacy" [];
        CommandPrivacyShow = "command.privacy_show" [];
        CommandSettings = "command.settings" [];
        CommandSettingsAdultsOnly = "command.settings_adults_only" [];
        CommandSettingsHostRole = "command.settings_host_role" [];
        CommandSettingsReadAloud = "command.settings_read_aloud" [];
        CommandSettingsTidy = "command.settings_tidy" [];
        NameSettings = "name.settings" [];
        NameSettingsAdultsOnly = "name.settings_adults_only" [];
        NameSettingsHostRole = "name.settings_host_role" [];
        NameSettingsReadAloud = "name.settings_read_aloud" [];
        NameSettingsTidy = "name.settings_tidy" [];
        NameScreening = "name.screening" [];
        NameScreeningStart = "name.screening_start" [];
        NameScreeningStatus = "name.screening_status" [];
        NameScreeningForget = "name.screening_forget" [];
        NamePrivacy = "name.privacy" [];
        NamePrivacyShow = "name.privacy_show" [];
    } };
}
