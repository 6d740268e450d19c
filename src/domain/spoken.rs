//! What people type when they mean a time, as pieces: numbers, days, and the words around them.
//!
//! English and Spanish, mixed as they come. Knows no date and no zone: what the pieces come to
//! together is for others to say.

use chrono::Weekday::{self, Fri, Mon, Sat, Sun, Thu, Tue, Wed};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Repeat;

/// A piece of what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Says nothing by itself: "on", "el".
    Filler,
    /// "at", "a las": a time of day follows.
    At,
    /// "in", "en": so long from now.
    In,
    /// "from now": what comes before it is how long.
    FromNow,
    /// "a", "an": one, behind "in".
    A,
    /// "half", "media".
    HalfOf,
    /// "quarter", "cuarto".
    Quarter,
    /// "past", with the minutes before it.
    Past,
    /// "to", with the minutes before it.
    To,
    /// "and", "y": more follows.
    And,
    /// "menos", with the minutes behind it.
    Less,
    /// "last", "último".
    Last,
    /// "second", "segundo": the one after the first, or a sixtieth of a minute.
    Second,
    /// "next", "próximo".
    Next,
    /// "from", "desde".
    From,
    /// "every", "cada".
    Every,
    /// A repeat by name.
    Repeats(Repeat),
    /// A repeat that there is none of: "yearly".
    NoRepeat,
    /// "today" and as many days later.
    InDays(u32),
    /// The coming night, or the night of a day.
    Tonight,
    /// A weekday.
    Weekday(Weekday),
    /// "mar": March in English, Tuesday in Spanish.
    Mar,
    /// A month, from 1.
    Month(u32),
    /// Which half of the day.
    Half(Half),
    /// "noon".
    Noon,
    /// "midnight".
    Midnight,
    /// How long something is.
    Unit(Unit),
    /// A number with so many digits; those in words have one or two.
    Number(u32, usize),
    /// "5th", "first".
    Ordinal(u32),
    /// Year, month and day, in whatever order they were typed.
    Date(i32, u32, u32),
    /// Two numbers of which either may be the month, and perhaps a year.
    DayMonth(u32, u32, Option<i32>),
    /// Two numbers with a full stop between: a day and a month, or a time.
    Dotted(u32, u32),
    /// A time of day: hour, minute, second.
    Clock(u32, u32, u32),
    /// From one time to another.
    Span,
}

/// Which half of the day a time is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// Before noon.
    Am,
    /// After noon.
    Pm,
    /// At night: before midnight, or early.
    Night,
}

impl Half {
    /// Which hour of the day one is in it, and how many days later; none where there is no such hour in it.
    pub(super) fn hour(self, hour: u32) -> Option<(u32, u64)> {
        Some(match (self, hour) {
            (Half::Am, 12) => (0, 0),
            (Half::Am, 13..) | (Half::Pm, 0) => return None,
            (Half::Pm, 1..12) | (Half::Night, 6..12) => (hour + 12, 0),
            (Half::Night, 12) => (0, 1),
            (Half::Night, 0..6) => (hour, 1),
            _ => (hour, 0),
        })
    }
}

/// How long something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// A sixtieth of a minute.
    Second,
    /// A minute.
    Minute,
    /// An hour; behind a number, a time of day too.
    Hour,
    /// A day.
    Day,
    /// Seven days.
    Week,
    /// A month.
    Month,
}

/// What words mean. The longest that fits counts; all are in the form that [`plain`] gives.
#[rustfmt::skip]
const WORDS: &[(&str, &[Piece])] = &[
    ("on|the|of|this|coming|then|it|el|la|lo|de|del|este|esta|para|por|for|al|o'clock sharp|sharp|en punto|hora de|start|please|por favor", &[Piece::Filler]),
    ("at|@|a las|a la|las|at around|sobre las", &[Piece::At]),
    ("in|en|within|dentro de", &[Piece::In]),
    ("a|an", &[Piece::A]),
    ("half|medio|media", &[Piece::HalfOf]),
    ("quarter|a quarter|cuarto", &[Piece::Quarter]),
    ("past", &[Piece::Past]),
    ("to", &[Piece::To]),
    ("y|and", &[Piece::And]),
    ("menos", &[Piece::Less]),
    ("from now|desde ahora", &[Piece::FromNow]),
    ("last|ultimo|ultima", &[Piece::Last]),
    ("second|segundo|segunda", &[Piece::Second]),
    ("next|proximo|proxima|que viene", &[Piece::Next]),
    ("from|starting|starting on|beginning|as of|desde|a partir de|a partir del|empezando", &[Piece::From]),
    ("every|each|cada|todos los|todas las|los", &[Piece::Every]),
    ("daily|every day|everyday|each day|cada dia|todos los dias|diario|diariamente", &[Piece::Repeats(Repeat::Daily)]),
    ("every morning|todas las mananas|cada manana", &[Piece::Repeats(Repeat::Daily), Piece::Half(Half::Am)]),
    ("every evening|every afternoon|todas las tardes|cada tarde", &[Piece::Repeats(Repeat::Daily), Piece::Half(Half::Pm)]),
    ("every night|nightly|todas las noches|cada noche", &[Piece::Repeats(Repeat::Daily), Piece::Half(Half::Night)]),
    ("weekdays|every weekday|each weekday|on weekdays|every workday|workdays|every working day|monday to friday|monday through friday|monday-friday|mon-fri|mon to fri|entre semana|dias laborables|todos los dias laborables|cada dia laborable|dias habiles|lunes a viernes|lunes-viernes|lun-vie", &[Piece::Repeats(Repeat::Weekdays)]),
    ("weekly|every week|each week|cada semana|todas las semanas|semanal|semanalmente", &[Piece::Repeats(Repeat::Weekly)]),
    ("fortnightly|biweekly|every other|every other week|every two weeks|every 2 weeks|every fortnight|cada dos semanas|cada 2 semanas|cada quince dias|cada 15 dias|quincenal|quincenalmente|cada dos|una semana si y otra no|semana por medio", &[Piece::Repeats(Repeat::Fortnightly)]),
    ("monthly|every month|each month|of the month|of each month|of every month|in the month|cada mes|todos los meses|mensual|mensualmente|del mes|de cada mes", &[Piece::Repeats(Repeat::Monthly)]),
    ("yearly|every year|annually|cada ano|todos los anos|anual|anualmente|hourly|every hour|cada hora|weekend|weekends|fin de semana|fines de semana|every minute|cada minuto", &[Piece::NoRepeat]),
    ("today|hoy", &[Piece::InDays(0)]),
    ("tomorrow|tmrw|tmr|tomorow|tommorow|tommorrow|manana", &[Piece::InDays(1)]),
    ("day after tomorrow|overmorrow|pasado manana|pasado", &[Piece::InDays(2)]),
    ("tonight|esta noche|hoy por la noche|hoy a la noche", &[Piece::Tonight]),
    ("this morning|esta manana|hoy por la manana", &[Piece::InDays(0), Piece::Half(Half::Am)]),
    ("this afternoon|this evening|esta tarde|hoy por la tarde", &[Piece::InDays(0), Piece::Half(Half::Pm)]),
    ("am|a m|in the morning|morning|de la manana|por la manana|a la manana|de la madrugada|de madrugada", &[Piece::Half(Half::Am)]),
    ("pm|p m|in the afternoon|in the evening|afternoon|evening|de la tarde|por la tarde|a la tarde", &[Piece::Half(Half::Pm)]),
    ("at night|night|de la noche|por la noche|a la noche", &[Piece::Half(Half::Night)]),
    ("noon|midday|mediodia|medio dia", &[Piece::Noon]),
    ("midnight|medianoche|media noche", &[Piece::Midnight]),
    ("monday|mon|lunes|lun", &[Piece::Weekday(Mon)]),
    ("tuesday|tue|tues|martes", &[Piece::Weekday(Tue)]),
    ("wednesday|wed|weds|miercoles|mie|mier", &[Piece::Weekday(Wed)]),
    ("thursday|thu|thur|thurs|jueves|jue", &[Piece::Weekday(Thu)]),
    ("friday|fri|viernes|vie", &[Piece::Weekday(Fri)]),
    ("saturday|sat|sabado|sab", &[Piece::Weekday(Sat)]),
    ("sunday|sun|domingo|dom", &[Piece::Weekday(Sun)]),
    ("mondays", &[Piece::Every, Piece::Weekday(Mon)]),
    ("tuesdays", &[Piece::Every, Piece::Weekday(Tue)]),
    ("wednesdays", &[Piece::Every, Piece::Weekday(Wed)]),
    ("thursdays", &[Piece::Every, Piece::Weekday(Thu)]),
    ("fridays", &[Piece::Every, Piece::Weekday(Fri)]),
    ("saturdays|sabados", &[Piece::Every, Piece::Weekday(Sat)]),
    ("sundays|domingos", &[Piece::Every, Piece::Weekday(Sun)]),
    ("mar", &[Piece::Mar]),
    ("january|jan|enero|ene", &[Piece::Month(1)]),
    ("february|feb|febrero", &[Piece::Month(2)]),
    ("march|marzo", &[Piece::Month(3)]),
    ("april|apr|abril|abr", &[Piece::Month(4)]),
    ("may|mayo", &[Piece::Month(5)]),
    ("june|jun|junio", &[Piece::Month(6)]),
    ("july|jul|julio", &[Piece::Month(7)]),
    ("august|aug|agosto|ago", &[Piece::Month(8)]),
    ("september|sep|sept|septiembre|setiembre|set", &[Piece::Month(9)]),
    ("october|oct|octubre", &[Piece::Month(10)]),
    ("november|nov|noviembre", &[Piece::Month(11)]),
    ("december|dec|diciembre|dic", &[Piece::Month(12)]),
    ("seconds|secs|sec|s|segundos|seg", &[Piece::Unit(Unit::Second)]),
    ("minutes|minute|mins|min|minutos|minuto|m", &[Piece::Unit(Unit::Minute)]),
    ("hours|hour|hrs|hr|h|hs|horas|hora|o'clock|oclock", &[Piece::Unit(Unit::Hour)]),
    ("days|day|d|dias|dia", &[Piece::Unit(Unit::Day)]),
    ("weeks|week|wk|semanas|semana", &[Piece::Unit(Unit::Week)]),
    ("months|month|meses|mes", &[Piece::Unit(Unit::Month)]),
    ("one|uno|una|un", &[Piece::Number(1, 1)]),
    ("two|dos", &[Piece::Number(2, 1)]),
    ("three|tres", &[Piece::Number(3, 1)]),
    ("four|cuatro", &[Piece::Number(4, 1)]),
    ("five|cinco", &[Piece::Number(5, 1)]),
    ("six|seis", &[Piece::Number(6, 1)]),
    ("seven|siete", &[Piece::Number(7, 1)]),
    ("eight|ocho", &[Piece::Number(8, 1)]),
    ("nine|nueve", &[Piece::Number(9, 1)]),
    ("ten|diez", &[Piece::Number(10, 2)]),
    ("eleven|once", &[Piece::Number(11, 2)]),
    ("twelve|doce", &[Piece::Number(12, 2)]),
    ("twenty|veinte", &[Piece::Number(20, 2)]),
    ("thirty|treinta", &[Piece::Number(30, 2)]),
    ("first|primer|primero|primera", &[Piece::Ordinal(1)]),
    ("third|tercer|tercero|tercera", &[Piece::Ordinal(3)]),
    ("fourth|cuarta", &[Piece::Ordinal(4)]),
    ("fifth|quinto|quinta", &[Piece::Ordinal(5)]),
];

/// The longest run of words that mean one thing.
const PHRASE_WORDS_MAX: usize = 6;

/// The pieces of what was typed, without fillers; none if something in it has no meaning.
pub(super) fn pieces(typed: &str) -> Option<Vec<Piece>> {
    let text = plain(typed);
    let words: Vec<&str> = text.split(' ').filter(|it| !it.is_empty()).collect();
    let mut pieces = Vec::new();
    let mut rest = words.as_slice();
    while let Some(word) = rest.first() {
        let lengths = (1..=rest.len().min(PHRASE_WORDS_MAX)).rev();
        let mut found = lengths.filter_map(|it| Some((it, meaning(&rest[..it].join(" "))?)));
        if let Some((length, meant)) = found.next() {
            pieces.extend(meant.iter().filter(|it| **it != Piece::Filler));
            rest = &rest[length..];
        } else {
            pieces.extend(numeric(word)?);
            rest = &rest[1..];
        }
    }
    Some(pieces)
}

/// As most would type it: no capitals, accents, wide letters or long dashes, one kind of space, and
/// full stops only between digits.
fn plain(typed: &str) -> String {
    let typed = typed
        .to_lowercase()
        .replace("p.m", "pm")
        .replace("a.m", "am");
    let letters = typed.nfkd().filter(|it| !is_combining_mark(*it));
    let letters: Vec<char> = letters.flat_map(char::to_lowercase).collect();
    let is_digit = |it: Option<&char>| it.is_some_and(char::is_ascii_digit);
    let kept = letters.iter().enumerate().map(|(place, it)| {
        let (before, after) = (place.checked_sub(1), letters.get(place + 1));
        let behind_digit = is_digit(before.and_then(|it| letters.get(it)));
        match it {
            '’' | '‘' | '`' => '\'',
            '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
            '.' if !(behind_digit && is_digit(after)) => ' ',
            it if it.is_whitespace() || ",;!?()\"¡¿\u{200b}\u{feff}".contains(*it) => ' ',
            it => *it,
        }
    });
    kept.collect()
}

fn meaning(words: &str) -> Option<&'static [Piece]> {
    let says = |names: &str| names.split('|').any(|it| it == words);
    let found = WORDS.iter().find(|(names, _)| says(names));
    found.map(|(_, meant)| *meant)
}

/// What a word that begins with a digit means.
fn numeric(word: &str) -> Option<Vec<Piece>> {
    if let Some((date, time)) = word.split_once('t').filter(|(date, _)| date.len() == 10) {
        return Some(vec![digits(date)?, digits(time)?]);
    }
    if let Some((from, to)) = word.split_once('-').filter(|_| word.contains(':')) {
        return (digits(from).is_some() && digits(to).is_some()).then(|| vec![Piece::Span]);
    }
    let tail = word.trim_start_matches(|it: char| it.is_ascii_digit() || "./:-".contains(it));
    let head = digits(&word[..word.len() - tail.len()]);
    match (head, tail) {
        (Some(it), "") => Some(vec![it]),
        (Some(it), "am" | "a") => Some(vec![timed(it), Piece::Half(Half::Am)]),
        (Some(it), "pm" | "p") => Some(vec![timed(it), Piece::Half(Half::Pm)]),
        (Some(Piece::Number(it, 1 | 2)), "st" | "nd" | "rd" | "th" | "o") => {
            Some(vec![Piece::Ordinal(it)])
        }
        (Some(it @ Piece::Clock(..)), "h" | "hs" | "hrs" | "horas" | "hours") => Some(vec![it]),
        (Some(it @ Piece::Dotted(..)), "h" | "hs" | "hrs" | "horas") => Some(vec![timed(it)]),
        (Some(it @ Piece::Number(..)), unit) => match meaning(unit) {
            Some([unit @ Piece::Unit(_)]) => Some(vec![it, *unit]),
            _ => Some(vec![hours_and_minutes(word)?]),
        },
        _ => None,
    }
}

/// A number that can only be a time, with its minutes.
fn timed(piece: Piece) -> Piece {
    match piece {
        Piece::Dotted(hour, minute) => Piece::Clock(hour, minute, 0),
        Piece::Number(it, 3 | 4) => Piece::Clock(it / 100, it % 100, 0),
        it => it,
    }
}

/// `18h30`.
fn hours_and_minutes(word: &str) -> Option<Piece> {
    let (hour, minute) = word.split_once('h')?;
    let minute = minute.trim_end_matches("min").trim_end_matches('m');
    let are_two = hour.len() <= 2 && minute.len() == 2;
    are_two.then_some(Piece::Clock(number(hour)?, number(minute)?, 0))
}

/// Digits, with marks between them or without.
fn digits(word: &str) -> Option<Piece> {
    let word = word.trim_end_matches('.');
    let marks: Vec<char> = word.chars().filter(|it| !it.is_ascii_digit()).collect();
    let parts: Vec<&str> = word.split(['.', '/', ':', '-']).collect();
    let numbers: Vec<u32> = parts.iter().map(|it| number(it)).collect::<Option<_>>()?;
    let year = |place: usize| i32::try_from(numbers[place]).ok();
    match (marks.as_slice(), numbers.as_slice()) {
        ([], [it]) => Some(Piece::Number(*it, word.len())),
        ([':'], [hour, minute]) => (parts[1].len() == 2).then_some(Piece::Clock(*hour, *minute, 0)),
        ([':', ':'], [hour, minute, second]) => Some(Piece::Clock(*hour, *minute, *second)),
        (['.'], [one, other]) => Some(Piece::Dotted(*one, *other)),
        (['/' | '-'], [one, other]) => Some(Piece::DayMonth(*one, *other, None)),
        ([mark, again], [one, two, three]) if mark == again => {
            match (parts[0].len(), parts[2].len()) {
                (4, _) => Some(Piece::Date(year(0)?, *two, *three)),
                (_, 4) if *mark == '.' => Some(Piece::Date(year(2)?, *two, *one)),
                (_, 2) if *mark == '.' => Some(Piece::Date(2000 + year(2)?, *two, *one)),
                (_, 4) => Some(Piece::DayMonth(*one, *two, year(2))),
                (_, 2) => Some(Piece::DayMonth(*one, *two, Some(2000 + year(2)?))),
                _ => None,
            }
        }
        _ => None,
    }
}

fn number(digits: &str) -> Option<u32> {
    let are_few = (1..=4).contains(&digits.len());
    are_few.then(|| digits.parse().ok()).flatten()
}
