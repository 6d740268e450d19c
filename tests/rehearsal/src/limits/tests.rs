//! Both sides of every line the limits draw.

use crate::limits::*;

/// A Unix time in milliseconds, with a fraction of a second on purpose.
const NOW: u64 = 1_800_000_000_250;

const MESSAGES: &str = "/api/v10/channels/7/messages";

fn header(verdict: &Verdict, name: &str) -> Option<String> {
    let found = verdict.headers.iter().find(|(key, _)| *key == name)?;
    Some(found.1.clone())
}

fn passes(buckets: &mut Buckets, now: u64, method: &str, path: &str) -> bool {
    buckets.take(now, method, path, true).refused.is_none()
}

#[test]
fn each_route_of_the_table_gives_its_allowance_and_not_one_more() {
    for line in ALLOWANCES {
        let path = line.template.replace("{major}", "7").replace("{id}", "8");
        let mut buckets = Buckets::new();
        for request in 0..line.requests_max {
            // Past the global window, so that only the bucket can refuse.
            assert!(
                passes(&mut buckets, NOW, line.method, &path),
                "{path} {request}"
            );
        }
        let last = NOW + line.window_ms - 1;
        assert!(!passes(&mut buckets, last, line.method, &path), "{path}");
        let next = NOW + line.window_ms;
        assert!(passes(&mut buckets, next, line.method, &path), "{path}");
    }
}

#[test]
fn a_route_outside_the_table_has_the_general_allowance() {
    for (method, (requests_max, window_ms)) in [("GET", READS), ("POST", WRITES)] {
        let mut buckets = Buckets::new();
        let path = "/guilds/1/scheduled-events";
        for _ in 0..requests_max {
            assert!(passes(&mut buckets, NOW, method, path));
        }
        assert!(!passes(&mut buckets, NOW + window_ms - 1, method, path));
        assert!(passes(&mut buckets, NOW + window_ms, method, path));
    }
}

#[test]
fn the_headers_count_down_and_say_when_the_bucket_is_full_again() {
    let mut buckets = Buckets::new();
    let first = buckets.take(NOW, "POST", MESSAGES, true);
    assert_eq!(header(&first, "x-ratelimit-limit").unwrap(), "5");
    assert_eq!(header(&first, "x-ratelimit-remaining").unwrap(), "4");
    assert_eq!(
        header(&first, "x-ratelimit-reset").unwrap(),
        "1800000005.250"
    );
    assert_eq!(header(&first, "x-ratelimit-reset-after").unwrap(), "5.000");
    assert_eq!(header(&first, "retry-after"), None);
    let second = buckets.take(NOW + 1500, "POST", MESSAGES, true);
    assert_eq!(header(&second, "x-ratelimit-remaining").unwrap(), "3");
    assert_eq!(header(&second, "x-ratelimit-reset-after").unwrap(), "3.500");
    let name = "x-ratelimit-bucket";
    assert_eq!(header(&first, name), header(&second, name));
}

#[test]
fn a_refusal_says_how_long_to_wait_in_header_and_body() {
    let mut buckets = Buckets::new();
    for _ in 0..5 {
        buckets.take(NOW, "POST", MESSAGES, true);
    }
    let refused = buckets.take(NOW + 500, "POST", MESSAGES, true);
    assert_eq!(header(&refused, "x-ratelimit-remaining").unwrap(), "0");
    assert_eq!(
        header(&refused, "x-ratelimit-reset-after").unwrap(),
        "4.500"
    );
    assert_eq!(header(&refused, "retry-after").unwrap(), "5");
    assert_eq!(header(&refused, "x-ratelimit-scope").unwrap(), "user");
    assert_eq!(header(&refused, "x-ratelimit-global"), None);
    let body = refused.refused.unwrap().body();
    assert_eq!(body["retry_after"], 4.5);
    assert_eq!(body["global"], false);
}

#[test]
fn channels_do_not_share_a_bucket_but_the_messages_of_one_do() {
    let mut buckets = Buckets::new();
    for message in 0..5 {
        let path = format!("/channels/7/messages/{message}");
        assert!(passes(&mut buckets, NOW, "PATCH", &path));
    }
    assert!(!passes(
        &mut buckets,
        NOW,
        "PATCH",
        "/channels/7/messages/6"
    ));
    assert!(passes(&mut buckets, NOW, "PATCH", "/channels/8/messages/6"));
    assert!(passes(&mut buckets, NOW, "POST", "/channels/7/messages"));
}

#[test]
fn the_tokens_of_a_webhook_do_not_share_a_bucket() {
    let mut buckets = Buckets::new();
    for _ in 0..5 {
        assert!(passes(&mut buckets, NOW, "POST", "/webhooks/1/aaa"));
    }
    assert!(!passes(
        &mut buckets,
        NOW,
        "POST",
        "/webhooks/1/aaa?wait=true"
    ));
    assert!(passes(&mut buckets, NOW, "POST", "/webhooks/1/bbb"));
}

#[test]
fn a_second_holds_fifty_requests_over_all_routes_and_not_one_more() {
    let mut buckets = Buckets::new();
    let path = |channel| format!("/channels/{channel}/messages");
    for channel in 0..GLOBAL_REQUESTS_MAX {
        assert!(passes(&mut buckets, NOW, "POST", &path(channel)));
    }
    let refused = buckets.take(NOW + 999, "POST", &path(99), true);
    assert!(refused.refused.unwrap().global);
    assert_eq!(header(&refused, "x-ratelimit-global").unwrap(), "true");
    assert_eq!(header(&refused, "x-ratelimit-scope").unwrap(), "global");
    assert_eq!(header(&refused, "x-ratelimit-bucket"), None);
    assert!(passes(&mut buckets, NOW + 1000, "POST", &path(99)));
}

#[test]
fn interactions_are_answered_however_busy_the_bot_is() {
    let mut buckets = Buckets::new();
    for channel in 0..=GLOBAL_REQUESTS_MAX {
        buckets.take(NOW, "POST", &format!("/channels/{channel}/messages"), true);
    }
    for interaction in 0..1000 {
        let callback = format!("/interactions/{interaction}/tok/callback");
        assert_eq!(
            buckets.take(NOW, "POST", &callback, true),
            Verdict::default()
        );
        let webhook = format!("/webhooks/1/tok{interaction}/messages/@original");
        assert!(passes(&mut buckets, NOW, "PATCH", &webhook));
    }
}

#[test]
fn those_who_do_not_say_who_they_are_have_a_limit_of_their_own() {
    let mut buckets = Buckets::new();
    for channel in 0..GLOBAL_REQUESTS_MAX {
        let path = format!("/channels/{channel}/messages");
        assert!(buckets.take(NOW, "POST", &path, false).refused.is_none());
    }
    assert!(
        buckets
            .take(NOW, "GET", "/gateway", false)
            .refused
            .is_some()
    );
    assert!(buckets.take(NOW, "GET", "/gateway", true).refused.is_none());
}

#[test]
fn ten_thousand_invalid_requests_in_ten_minutes_shut_the_address_out() {
    let mut buckets = Buckets::new();
    for status in [401, 403, 429].into_iter().cycle().take(9999) {
        buckets.count_answer(NOW, status);
    }
    buckets.count_answer(NOW, 404);
    assert_eq!(buckets.invalid_requests(NOW), 9999);
    assert!(passes(&mut buckets, NOW, "GET", "/users/@me"));
    buckets.count_answer(NOW, 403);
    let last = NOW + INVALID_WINDOW_MS - 1;
    assert!(!passes(
        &mut buckets,
        last,
        "POST",
        "/interactions/1/t/callback"
    ));
    let next = NOW + INVALID_WINDOW_MS;
    assert!(passes(&mut buckets, next, "GET", "/users/@me"));
    assert_eq!(buckets.invalid_requests(next), 0);
}

#[test]
fn windows_that_have_ended_are_swept_out() {
    let mut buckets = Buckets::new();
    for token in 0..3 * SWEEP_AT as u64 {
        let path = format!("/webhooks/1/tok{token}");
        buckets.take(NOW + token * 10, "POST", &path, true);
    }
    assert!(buckets.routes.len() <= SWEEP_AT);
}

#[test]
fn a_path_is_the_same_route_with_and_without_its_version() {
    let plain = Route::of("/channels/7/messages");
    assert_eq!(plain.template, "/channels/{major}/messages");
    assert_eq!(plain.major, "7");
    assert_eq!(Route::of(MESSAGES), plain);
    assert_eq!(Route::of("/api/channels/7/messages?limit=5"), plain);
}
