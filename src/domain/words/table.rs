//! Every word that the code can say, and where its text stands. What is for one pair of eyes stands in
//! `private.rs`.

with_own! {
    /// Ends every technique card, one line (dossier 7.1).
    Disclaimer = "card.disclaimer" [];
    /// A technique's title when a tool was chosen.
    TitleWithTool = "card.title_with_tool" ["technique", "tool"];
    FieldArea = "card.area" [];
    FieldWays = "card.ways" [];
    FieldYourWay = "card.your_way" [];
    FieldOtherWays = "card.other_ways" [];
    /// One way in a list.
    WayLine = "card.way_line" ["way", "level", "positions", "tools"];
    /// Joins the last of what is all needed to those before it.
    ListAnd = "card.list_and" ["before", "last"];
    /// Joins the last of what any one will do of to those before it.
    ListOr = "card.list_or" ["before", "last"];
    /// A way that is lighter than the usual one; the same word as [`Word::FieldEasier`].
    LevelEasier = "card.level_easier" [];
    /// The usual way.
    LevelStandard = "card.level_standard" [];
    /// A way that is stronger than the usual one; the same word as [`Word::FieldHarder`].
    LevelHarder = "card.level_harder" [];
    FieldStart = "card.start" [];
    FieldSteps = "card.steps" [];
    FieldPace = "card.pace" [];
    /// Path and pace.
    Pace = "card.pace_text" ["between", "inches", "centimetres", "pass_seconds", "passes"];
    FieldPressure = "card.pressure" [];
    /// The default target (dossier 7.2).
    Pressure = "card.pressure_text" [];
    /// The gentle target, for opt-in techniques (dossier 7.2).
    PressureGentle = "card.pressure_gentle" [];
    FieldStop = "card.stop" [];
    /// What is fine, what is not, and getting up (dossier 4.1 rules 8 and 10, 3.8).
    Stop = "card.stop_text" [];
    FieldHold = "card.hold" [];
    /// The hold, with the small move where there is one.
    Hold = "card.hold_text" ["seconds", "cue"];
    /// The small move after the hold.
    SmallMove = "card.move_text" ["seconds", "move"];
    /// How to breathe (dossier 4.1 rule 4).
    Breathing = "card.breathing" [];
    FieldKeepOff = "card.keep_off" [];
    FieldEasier = "card.easier" [];
    FieldHarder = "card.harder" [];
    FieldTooPainful = "card.too_painful" [];
    FieldMistakes = "card.mistakes" [];
    FieldSwap = "card.swap" [];
    FieldTime = "card.time" [];
    /// Time where both sides take turns.
    TimeEach = "card.time_each" ["side_seconds", "switch_seconds", "total_seconds"];
    /// Time where both sides go at once.
    TimeBoth = "card.time_both" ["total_seconds"];

    /// In a picture: the path of the tool, both ways.
    PicturePath = "picture.path" [];
    /// In a picture: what must not be pressed.
    PictureKeepOff = "picture.keep_off" [];
    /// In a picture: where hands rest without rolling.
    PictureRest = "picture.rest" [];
    /// In a picture of one side: the other is the same.
    PictureEitherSide = "picture.either_side" [];
    /// The picture in words, for those who do not see it.
    PictureAlt = "picture.alt" ["region", "path", "keep_off"];
    /// The path in these words.
    PictureAltPath = "picture.alt_path" ["between"];
    /// In place of the path, where hands rest.
    PictureAltRest = "picture.alt_rest" [];
    /// A timeline in words.
    PictureAltRoutine = "picture.alt_routine" ["routine", "length", "areas"];
    /// In a timeline, beside the row of the first side: short.
    PictureFirst = "picture.first" [];
    /// In a timeline, beside the row of the other side: short.
    PictureOther = "picture.other" [];
    /// In a timeline, behind the last minute: short.
    PictureMinutes = "picture.minutes" [];

    ButtonTools = "button.tools" [];
    ButtonRelated = "button.related" [];
    ButtonReadCard = "button.read_card" [];
    ButtonBack = "button.back" [];

    ButtonHowLong = "button.how_long" [];
    ButtonLevels = "button.levels" [];
    ButtonTooPainful = "button.too_painful" [];
    ButtonAgain = "button.again" [];

    LibraryTitle = "library.title" [];
    LibraryTitleOf = "library.title_of" ["of"];
    LibraryText = "library.text" ["count"];
    LibraryMore = "library.more" ["shown"];
    /// The list is empty.
    LibraryNone = "library.none" [];
    /// One area in the list.
    LibraryLine = "library.line" ["region", "techniques"];
    /// A technique in the list that is off by default.
    LibraryOptIn = "library.opt_in" ["technique"];
    LibraryPick = "library.pick" [];

    LevelsTitle = "levels.title" ["technique"];
    LevelsText = "levels.text" [];
    TooPainfulTitle = "too_painful.title" ["technique"];
    /// The steps around a sore spot and back (dossier 3.8).
    TooPainfulText = "too_painful.text" [];

    HowLongTitle = "how_long.title" ["technique"];
    /// What a timer is, where its lines are not shown.
    HowLongText = "how_long.text" [];
    /// When the rolling starts.
    HowLongReady = "how_long.ready" ["when"];
    /// Until when to roll.
    HowLongRoll = "how_long.roll" ["side", "seconds", "when"];
    /// Until when to hold.
    HowLongHold = "how_long.hold" ["side", "seconds", "when"];
    /// Until when to move.
    HowLongMove = "how_long.move" ["side", "seconds", "when"];
    /// Until when to change sides.
    HowLongSwitch = "how_long.switch" ["side", "seconds", "when"];
    /// The last line of a timer.
    HowLongEnd = "how_long.end" [];
    /// One side (dossier 7.3: not right and left).
    SideFirst = "side.first" [];
    /// The side after it.
    SideOther = "side.other" [];
    /// Both at once.
    SideBoth = "side.both" [];

    ToolsTitle = "tools.title" ["technique"];
    ToolsText = "tools.text" [];
    ToolsPick = "tools.pick" [];
    RelatedTitle = "related.title" ["technique"];
    RelatedText = "related.text" [];
    RelatedPick = "related.pick" [];
    /// Nothing goes with this one yet.
    RelatedNone = "related.none" [];

    RoutineListTitle = "routine.list_title" [];
    RoutineListText = "routine.list_text" [];
    RoutineListHeading = "routine.list_heading" ["routine", "length"];
    /// One routine in the list.
    RoutineListLine = "routine.list_line" ["goal", "kit", "mode"];
    RoutinePick = "routine.pick" [];
    RoutineAll = "routine.all" [];
    RoutineBack = "routine.back" [];
    /// The goal, first on a routine's card.
    RoutineGoal = "routine.goal" ["goal"];
    RoutineLength = "routine.length" [];
    /// The length in minutes.
    RoutineLengthText = "routine.length_text" ["minutes"];
    RoutineKit = "routine.kit" [];
    RoutineMode = "routine.mode" [];
    /// The usual mode in a word.
    RoutineModeDefault = "routine.mode_default" [];
    /// The gentle mode in a word.
    RoutineModeGentle = "routine.mode_gentle" [];
    /// What the usual mode means (dossier 4.1 rules 3, 5 and 7).
    RoutineModeDefaultText = "routine.mode_default_text" ["hold_seconds", "area_seconds"];
    /// What the gentle mode means (dossier 4.1 rules 3, 5 and 7).
    RoutineModeGentleText = "routine.mode_gentle_text" ["hold_seconds", "area_seconds"];
    RoutinePositions = "routine.positions" [];
    /// The positions, which depend on the way that is chosen.
    RoutinePositionsText = "routine.positions_text" ["positions"];
    RoutineAreas = "routine.areas" [];
    RoutineNote = "routine.note" [];
    RoutineStart = "routine.start" [];
    /// What is said before the first cue (dossier 7.5).
    RoutineStartText = "routine.start_text" [];
    /// The same in gentle mode, with the gentle target (dossier 7.2).
    RoutineStartGentle = "routine.start_gentle" [];
    RoutineTimeline = "routine.timeline" [];
    /// One technique in the timeline.
    RoutineSection = "routine.section" ["at", "technique", "area", "sides", "seconds"];
    /// Anything else in the timeline.
    RoutineSectionOther = "routine.section_other" ["at", "what", "seconds"];
    /// A technique on each side in turn.
    RoutineSidesEach = "routine.sides_each" [];
    /// A technique on both sides at once.
    RoutineSidesBoth = "routine.sides_both" [];
    RoutineTechniques = "routine.techniques" [];
    /// No routine is called that for certain.
    NoRoutine = "routine.unknown" ["asked"];
    /// No routine was named at all.
    NoRoutineBlank = "routine.unknown_blank" [];
    NoRoutineHint = "routine.unknown_hint" [];
    RoutineNearest = "routine.nearest_pick" [];
    /// Time to get into place.
    CueGetReady = "cue_kind.get_ready" [];
    /// Rolling, slowly.
    CueRollSlowly = "cue_kind.roll_slowly" [];
    /// Resting on one tender spot.
    CueHoldAndBreathe = "cue_kind.hold_and_breathe" [];
    /// A small movement.
    CueSmallMove = "cue_kind.small_move" [];
    /// Time to change sides.
    CueSwitchSides = "cue_kind.switch_sides" [];
    /// No pressure at all.
    CueRest = "cue_kind.rest" [];
    /// A sip, for those who want one.
    CueSipWater = "cue_kind.sip_water" [];
    /// How everybody is.
    CueFinishCheckIn = "cue_kind.finish_check_in" [];
    CommandRoutine = "command.routine" [];
    CommandRoutineList = "command.routine_list" [];
    CommandRoutineShow = "command.routine_show" [];
    CommandRoutineShowName = "command.routine_show_name" [];
    LearnTitle = "learn.title" [];
    LearnText = "learn.text" [];
    LearnPick = "learn.pick" [];
    LearnPickOther = "learn.pick_other" [];
    LearnWhole = "learn.whole" [];
    /// There is nothing to read about that.
    NoTopic = "learn.no_topic" ["asked"];
    /// What was asked for is blank.
    NoTopicBlank = "learn.no_topic_blank" [];
    NoTopicHint = "learn.no_topic_hint" [];
    SourcesButton = "sources.button" [];
    SourcesTitle = "sources.title" ["of"];
    /// One source in the list.
    SourceLine = "sources.line" ["key", "cite"];
    SourcesMore = "sources.more" [];
    SourcesReview = "sources.checked" [];
    /// Nobody has (dossier 0).
    SourcesReviewNone = "sources.checked_none" [];
    /// Somebody has.
    SourcesReviewed = "sources.checked_by" ["name"];
    CommandLearn = "command.learn" [];
    CommandLearnTopic = "command.learn_topic" [];

    /// The emergency line, in bold, first and alone (dossier 3.8).
    Emergency = "emergency.line" [];
    /// What stands under it.
    EmergencyHint = "emergency.hint" [];

    /// No technique is called that.
    NoTechnique = "refusal.no_technique" ["asked"];
    /// No technique was named at all.
    NoTechniqueBlank = "refusal.no_technique_blank" [];
    NearestPick = "refusal.nearest_pick" [];
    NoTechniqueHint = "refusal.no_technique_hint" [];
    /// What was asked for may mean several techniques.
    SeveralTechniques = "refusal.several_techniques" ["asked"];
    SeveralTechniquesHint = "refusal.several_techniques_hint" [];
    /// It names a joint or a bone.
    NotOnJoints = "refusal.not_on_joints" ["asked"];
    /// What to keep off, and when to ask (dossier 4.1 rule 1, 3.2 rule 5).
    NotOnJointsHint = "refusal.not_on_joints_hint" [];
    NotOnJointsPick = "refusal.not_on_joints_pick" [];
    /// No technique is for that region.
    NothingForRegion = "refusal.nothing_for_region" ["region"];
    NothingForRegionHint = "refusal.nothing_for_region_hint" [];
    /// Hint instead, where the region has a caution (dossier 2.C: neck, lower back).
    NothingForCautionedHint = "refusal.nothing_for_cautioned_hint" ["caution"];
    /// The technique is off by default: the caution first, the card only on request.
    OptIn = "refusal.opt_in" ["caution"];
    OptInHint = "refusal.opt_in_hint" ["technique"];
    NearbyPick = "refusal.nearby_pick" [];
    /// The technique is not done with that tool.
    NotWithTool = "refusal.not_with_tool" ["technique", "tool"];
    NotWithToolHint = "refusal.not_with_tool_hint" ["tools"];
    /// Nothing for that area with that tool.
    NothingInLibrary = "refusal.nothing_in_library" ["region", "tool"];
    NothingInLibraryHint = "refusal.nothing_in_library_hint" [];
    /// No area is called that.
    NoArea = "refusal.no_area" ["asked"];
    NoAreaHint = "refusal.no_area_hint" [];
    /// No tool is called that.
    NoTool = "refusal.no_tool" ["asked"];
    /// No tool was named, though the option was given.
    NoToolBlank = "refusal.no_tool_blank" [];
    NoToolHint = "refusal.no_tool_hint" ["tools"];
    /// The tool is kept out.
    ToolKeptOut = "refusal.tool_kept_out" ["tool"];
    ToolKeptOutHint = "refusal.tool_kept_out_hint" ["why"];
    /// The button is not one that can be understood.
    OldButton = "refusal.old_button" [];
    OldButtonHint = "refusal.old_button_hint" [];
    /// The command is gone.
    OldCommand = "refusal.old_command" [];
    OldCommandHint = "refusal.old_command_hint" [];
    /// Something broke on our side.
    Fault = "refusal.fault" ["reference"];

    HelpTitle = "help.title" [];
    /// What the bot is (dossier 7.5, first use).
    HelpIntro = "help.intro" [];
    HelpMember = "help.member" [];
    /// What anyone can do first.
    HelpMemberText = "help.member_text" [];
    HelpEmergency = "help.emergency" [];
    /// The emergency line, first and alone in bold, then its signs (dossier 3.8).
    HelpEmergencyText = "help.emergency_text" [];
    HelpSafety = "help.safety" [];
    /// Risk line, who asks first, and stop signs (dossier 7.5, 3.6, 3.8).
    HelpSafetyText = "help.safety_text" [];
    HelpHost = "help.host" [];
    /// What hosts do (dossier 7.5, host reminder).
    HelpHostText = "help.host_text" [];
    HelpManager = "help.manager" [];
    /// What managers do.
    HelpManagerText = "help.manager_text" [];
    HelpPrivacy = "help.privacy" [];
    /// What is stored and where to report, as Discord's terms ask.
    HelpPrivacyText = "help.privacy_text" [];
    HelpReview = "help.review" [];
    /// Nobody has yet.
    HelpReviewNone = "help.review_none" [];
    /// Some techniques have been reviewed.
    HelpReviewSome = "help.review_some" ["reviewed", "all", "names"];
    /// All techniques have been.
    HelpReviewAll = "help.review_all" ["names"];

    CommandTechnique = "command.technique" [];
    CommandTechniqueName = "command.technique_name" [];
    CommandTechniqueTool = "command.technique_tool" [];
    CommandTechniqueShare = "command.technique_share" [];
    CommandLibrary = "command.library" [];
    CommandLibraryArea = "command.library_area" [];
    CommandLibraryTool = "command.library_tool" [];
    CommandHelp = "command.help" [];

    /// What `/technique` is called; like all names, the same as in the code or another in its place.
    NameTechnique = "name.technique" [];
    NameTechniqueName = "name.technique_name" [];
    NameTechniqueTool = "name.technique_tool" [];
    NameTechniqueShare = "name.technique_share" [];
    NameLibrary = "name.library" [];
    NameLibraryArea = "name.library_area" [];
    NameLibraryTool = "name.library_tool" [];
    NameLearn = "name.learn" [];
    NameLearnTopic = "name.learn_topic" [];
    NameRoutine = "name.routine" [];
    NameRoutineList = "name.routine_list" [];
    NameRoutineShow = "name.routine_show" [];
    NameRoutineShowName = "name.routine_show_name" [];
    NameHelp = "name.help" [];
}
