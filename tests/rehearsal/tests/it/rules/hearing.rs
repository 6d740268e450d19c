//! What the bot's gateway is told, and what is none of its business.

use serde_json::json;
use twilight_model::guild::Permissions;
use unknot_rehearsal::world::World;
use unknot_rehearsal::world::happening::Happening;

use super::raw::Raw;

/// The names of what a change leaves to be dispatched.
fn told(raw: &Raw, change: impl FnOnce(&mut World)) -> Vec<&'static str> {
    raw.rehearsal.change(|world| {
        change(world);
        let of_gateway = |happening: &Happening| match happening {
            Happening::Gateway { event, .. } => Some(*event),
            Happening::Page(_) => None,
        };
        world.out.iter().filter_map(of_gateway).collect()
    })
}

#[tokio::test]
async fn of_a_conversation_it_is_no_part_of_the_bot_hears_nothing() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0);
    let (theirs, own) = (raw.rehearsal.private_room().0, raw.rehearsal.dm(&mia).0);
    let typing = |room| told(&raw, |world| world.show_typing(room, mia.id()));
    assert_eq!(
        (typing(theirs), typing(own)),
        (vec![], vec!["TYPING_START"])
    );
    let remove = |room| {
        told(&raw, |world| {
            let said = world.say(mia.id(), room, "hi").unwrap();
            let id = said["id"].as_str().unwrap().parse().unwrap();
            world.remove(room, id);
        })
    };
    assert_eq!(remove(theirs), [""; 0]);
    assert_eq!(remove(own), ["MESSAGE_CREATE", "MESSAGE_DELETE"]);
}

#[tokio::test]
async fn of_a_guild_it_has_left_the_bot_hears_only_that_it_left() {
    let raw = Raw::begin().await;
    let (mia, guild) = (raw.rehearsal.member(0).id(), raw.rehearsal.guild());
    let (lounge, mat_room) = (raw.rehearsal.text_room().0, raw.rehearsal.voice_room().0);
    let club_life = |world: &mut World| {
        world.say(mia, lounge, "hi").unwrap();
        world.show_typing(lounge, mia);
        world.move_voice(mia, Some(mat_room)).unwrap();
        world.move_voice(mia, None).unwrap();
    };
    assert_eq!(
        told(&raw, club_life),
        [
            "MESSAGE_CREATE",
            "TYPING_START",
            "VOICE_STATE_UPDATE",
            "VOICE_STATE_UPDATE"
        ]
    );
    assert_eq!(
        told(&raw, |world| world.remove_bot(guild)),
        ["GUILD_DELETE"]
    );
    assert_eq!(told(&raw, club_life), [""; 0]);
    // An app that a person has installed hears its interactions wherever it is used.
    let mia = raw.rehearsal.member(0);
    let fired = raw
        .rehearsal
        .fire_command(raw.rehearsal.text_room(), &mia, "roll", &json!({}));
    assert!(fired.is_ok());
    assert_eq!(
        told(&raw, |world| world.invite_bot(guild)),
        ["GUILD_CREATE"]
    );
    assert_eq!(told(&raw, club_life).len(), 4);
}

#[tokio::test]
async fn of_a_room_it_may_not_see_the_bot_hears_no_message() {
    let raw = Raw::begin().await;
    let mia = raw.rehearsal.member(0).id();
    for (room, deny) in [
        (raw.rehearsal.text_room(), Permissions::VIEW_CHANNEL),
        (raw.rehearsal.voice_room(), Permissions::CONNECT),
    ] {
        let talk = |world: &mut World| {
            let said = world.say(mia, room.0, "hi").unwrap();
            world.show_typing(room.0, mia);
            world.remove(room.0, said["id"].as_str().unwrap().parse().unwrap());
        };
        assert_eq!(
            told(&raw, talk),
            ["MESSAGE_CREATE", "TYPING_START", "MESSAGE_DELETE"]
        );
        raw.rehearsal.deny_bot(room, deny);
        assert_eq!(told(&raw, talk), [""; 0]);
    }
}
