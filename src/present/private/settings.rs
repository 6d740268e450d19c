//! What is set in a server, for whoever may set it.

use super::Desk;
use crate::domain::{Server, Word};
use crate::present::Card;
use crate::present::room::room_name;

impl Desk<'_> {
    /// Everything that is set, and whether something was changed just now.
    pub(super) fn settings(&self, is: &Server, was: Option<&Server>) -> Card {
        // Taken apart, so that a new setting does not compile before it is shown too.
        let Server {
            adults_only,
            host_role,
            read_aloud,
            tidy,
            zone,
            room,
            lobby_minutes: _,
            language,
        } = is;
        let text = match was {
            None => Word::SettingsText,
            Some(was) if was == is => Word::SettingsSame,
            Some(_) => Word::SettingsSaved,
        };
        let adults_only = match adults_only {
            true => Word::SettingsAdultsOnlyYes,
            false => Word::SettingsAdultsOnlyNo,
        };
        let hosts = match host_role {
            None => self.word(Word::SettingsHostRoleNone),
            Some(role) => {
                let role = format!("<@&{}>", role.get());
                (self.library.words).fill(Word::SettingsHostRoleText, &[("role", &role)])
            }
        };
        let read_aloud = match read_aloud {
            true => Word::SettingsReadAloudYes,
            false => Word::SettingsReadAloudNo,
        };
        let tidy = match tidy {
            true => Word::SettingsTidyYes,
            false => Word::SettingsTidyNo,
        };
        let zone = match zone {
            None => self.word(Word::SettingsZoneNone),
            Some(zone) => self.fill(Word::SettingsZoneText, &[("zone", zone.name())]),
        };
        let room = match room {
            None => self.word(Word::SettingsRoomNone),
            Some(room) => self.fill(Word::SettingsRoomText, &[("room", &room_name(*room))]),
        };
        let minutes = is.lobby_lead().num_minutes().to_string();
        let lobby = self.fill(Word::SettingsLobbyText, &[("minutes", &minutes)]);
        let language = match language {
            None => self.word(Word::SettingsLanguageNone),
            Some(it) => self.fill(Word::SettingsLanguageText, &[("language", it.own_name())]),
        };
        Card {
            title: self.word(Word::SettingsTitle),
            fields: vec![
                self.field(Word::SettingsZone, zone),
                self.field(Word::SettingsRoom, room),
                self.field(Word::SettingsLobby, lobby),
                self.field(Word::SettingsLanguage, language),
                self.field(Word::SettingsAdultsOnly, self.word(adults_only)),
                self.field(Word::SettingsHostRole, hosts),
                self.field(Word::SettingsReadAloud, self.word(read_aloud)),
                self.field(Word::SettingsTidy, self.word(tidy)),
            ],
            ..self.sentence(text)
        }
    }
}
