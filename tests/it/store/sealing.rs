//! What is sealed opens in its own place only, and its length says nothing.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use unknot::domain::{Outcome, UserId};

use super::{Data, everything_off, forget, keep, key, member, mia, noah, now};

const DOES_NOT_OPEN: &str = "what is kept of a member does not open";

/// Two members, and then somebody else's hand in the tables.
async fn tampered(sql: &str) -> Data {
    let data = Data::new();
    let store = data.store().unwrap();
    let mut second = member(Outcome::Hold);
    second.dm_consent = true;
    let changes = vec![keep(mia(), member(Outcome::Clear)), keep(noah(), second)];
    store.commit(now(), changes).await.unwrap();
    drop(store);
    let changed = data.tables().execute(sql, []).unwrap();
    assert_ne!(changed, 0, "{sql}");
    data
}

async fn nobody_reads(data: &Data) {
    let store = data.store().unwrap();
    for user in [mia(), noah()] {
        let fault = store.member(user).await.unwrap_err();
        assert_eq!(fault.to_string(), DOES_NOT_OPEN);
    }
    // It is counted in the log, and does not keep the sweep from the others.
    assert_eq!(store.sweep(now()).await.unwrap(), 0);
    let again = keep(mia(), member(Outcome::Clear));
    store
        .commit(now(), vec![again, forget(noah())])
        .await
        .unwrap();
    assert!(store.member(mia()).await.unwrap().is_some());
    assert_eq!(store.member(noah()).await.unwrap(), None);
}

/// Gives each of the two the other's value.
fn swapped(table: &str, column: &str) -> String {
    format!(
        "UPDATE {table} SET {column} = other.{column} FROM {table} AS other
         WHERE other.member_key <> {table}.member_key"
    )
}

#[tokio::test]
async fn a_value_moved_to_another_member_does_not_open() {
    for (table, column) in [
        ("clearance", "sealed"),
        ("member", "user_sealed"),
        ("member", "dm_consent_sealed"),
    ] {
        nobody_reads(&tampered(&swapped(table, column)).await).await;
    }
}

#[tokio::test]
async fn a_value_moved_to_another_column_does_not_open() {
    for sql in [
        "UPDATE member SET dm_consent_sealed = user_sealed",
        "UPDATE member SET user_sealed = dm_consent_sealed",
        "UPDATE clearance SET sealed = (SELECT user_sealed FROM member
         WHERE member.member_key = clearance.member_key)",
        "UPDATE clearance SET sealed = (SELECT sealed FROM seal)",
    ] {
        nobody_reads(&tampered(sql).await).await;
    }
}

#[tokio::test]
async fn a_changed_or_shortened_value_does_not_open() {
    for sql in [
        "UPDATE clearance SET sealed = zeroblob(length(sealed))",
        "UPDATE clearance SET sealed = x''",
        "DELETE FROM clearance",
        "UPDATE clearance SET sealed = substr(sealed, 1, 23)",
        "UPDATE clearance SET sealed = substr(sealed, 1, length(sealed) - 1)",
        "UPDATE clearance SET sealed = CAST(sealed || x'00' AS BLOB)",
        "UPDATE member SET dm_consent_sealed = x'01'",
    ] {
        nobody_reads(&tampered(sql).await).await;
    }
}

#[tokio::test]
async fn no_byte_of_a_value_can_be_changed() {
    let data = Data::with(mia(), everything_off()).await;
    let sealed: Vec<u8> = data
        .tables()
        .query_row("SELECT sealed FROM clearance", [], |row| row.get(0))
        .unwrap();
    let length = sealed.len();
    // The nonce, the text, the padding and the tag.
    for at in [0, 23, 24, 30, 1000, length - 17, length - 16, length - 1] {
        let mut flipped = sealed.clone();
        flipped[at] ^= 1;
        let sql = "UPDATE clearance SET sealed = ?1";
        data.tables().execute(sql, [flipped]).unwrap();
        let fault = data.store().unwrap().member(mia()).await.unwrap_err();
        assert_eq!(fault.to_string(), DOES_NOT_OPEN, "byte {at}");
    }
    let sql = "UPDATE clearance SET sealed = ?1";
    data.tables().execute(sql, [sealed]).unwrap();
    let kept = data.store().unwrap().member(mia()).await.unwrap();
    assert_eq!(kept, Some(everything_off()));
}

#[tokio::test]
async fn the_length_of_what_is_sealed_says_nothing() {
    let data = Data::new();
    let store = data.store().unwrap();
    let outcomes = Outcome::ALL.iter().map(|(_, it)| *it);
    let ordinary = outcomes.filter(|it| *it != Outcome::Exit).map(member);
    let changes = ordinary
        .chain([everything_off()])
        .zip(1..)
        .map(|(member, id)| keep(UserId::new(id), member));
    store.commit(now(), changes.collect()).await.unwrap();
    // One has expired, and is nothing now.
    let later = now() + chrono::TimeDelta::days(2);
    assert_eq!(store.sweep(later).await.unwrap(), 1);
    drop(store);
    let rows = |sql: &str| -> Vec<i64> {
        let tables = data.tables();
        let mut statement = tables.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let of = |column| {
        format!("SELECT DISTINCT length({column}) FROM member JOIN clearance USING (member_key)")
    };
    assert_eq!(rows(&of("sealed")), [24 + 2048 + 16]);
    assert_eq!(rows(&of("user_sealed")), [24 + 32 + 16]);
    assert_eq!(rows(&of("dm_consent_sealed")), [24 + 16 + 16]);
    // Neither does a row that is missing.
    assert_eq!(rows("SELECT count(*) FROM clearance"), [7]);
    assert_eq!(rows("SELECT count(*) FROM member"), [7]);
}

#[tokio::test]
async fn the_same_is_never_sealed_alike() {
    let data = Data::new();
    let store = data.store().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..3 {
        let change = keep(mia(), member(Outcome::Clear));
        store.commit(now(), vec![change]).await.unwrap();
        let sql = "SELECT sealed FROM clearance";
        let sealed: Vec<u8> = data.tables().query_row(sql, [], |row| row.get(0)).unwrap();
        assert!(seen.insert(sealed));
    }
}

/// HMAC-SHA256, as everything is named and derived with it.
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message);
    mac.finalize().into_bytes().into()
}

#[tokio::test]
async fn databases_of_former_releases_stay_readable() {
    let data = Data::new();
    let store = data.store_with(&key()).unwrap();
    let change = keep(mia(), member(Outcome::NotToday));
    store.commit(now(), vec![change]).await.unwrap();
    let (name, user, consent, clearance): (Vec<u8>, Vec<u8>, Vec<u8>, Vec<u8>) = data
        .tables()
        .query_row(
            "SELECT member_key, user_sealed, dm_consent_sealed, sealed
             FROM member JOIN clearance USING (member_key)",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )
        .unwrap();
    let seal: Vec<u8> = data
        .tables()
        .query_row("SELECT sealed FROM seal", [], |row| row.get(0))
        .unwrap();
    // Written down once more, by hand: whoever changes a label, a key or a form finds it here.
    let id = mia().get().to_le_bytes();
    assert_eq!(name, hmac(&hmac(&[0x5e; 32], b"unknot: member names"), &id));
    let cipher = XChaCha20Poly1305::new(&hmac(&[0x5e; 32], b"unknot: sealing").into());
    let open = |label: &[u8], name: &[u8], sealed: &[u8]| {
        let (nonce, sealed) = sealed.split_first_chunk::<24>().unwrap();
        let aad = &[label, name].concat();
        let payload = Payload { msg: sealed, aad };
        let padded = cipher.decrypt(&(*nonce).into(), payload).ok()?;
        let (length, rest) = padded.split_first_chunk::<4>().unwrap();
        let length = u32::from_le_bytes(*length).try_into().unwrap();
        Some(rest[..length].to_vec())
    };
    assert_eq!(open(b"member.user", &name, &user).unwrap(), id);
    assert_eq!(open(b"member.dm_consent", &name, &consent).unwrap(), [0]);
    assert_eq!(open(b"seal", &[0; 32], &seal).unwrap(), b"sealed by unknot");
    let text = open(b"clearance", &name, &clearance).unwrap();
    insta::assert_snapshot!(String::from_utf8(text).unwrap(), @r#"{"form":1,"outcome":"not_today","regions":[],"positions":[],"tools":[],"gentle":false,"no_water":false,"rise_slow":false,"breath_note":false,"grown_up":false,"adult":true,"version":1,"begun_at":"2031-05-06T07:08:09Z","screened_at":"2031-05-06T07:08:09.123456789Z","until":"2031-05-07T07:08:09.123456789Z","heard_at":"2031-05-06T07:08:09.123456789Z","heals_asked_at":null}"#);
    assert_eq!(open(b"", &name, &user), None, "it is bound to its column");
    assert_eq!(open(b"member.user", b"", &user), None, "and to its row");
}
