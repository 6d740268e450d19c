//! Rate limits as a client sees them.

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use unknot_rehearsal::{Rehearsal, people::Room};

use crate::stage::{channel, nothing_was_amiss, rehearsal};

/// A client with nothing in it that could wait, retry or pace.
fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

fn request(client: &Client, rehearsal: &Rehearsal, method: Method, path: &str) -> RequestBuilder {
    let url = format!("http://{}/api/v10{path}", rehearsal.plain_addr());
    let token = format!("Bot {}", rehearsal.token());
    client.request(method, url).header("authorization", token)
}

async fn say(rehearsal: &Rehearsal, room: Room) -> Response {
    let path = format!("/channels/{}/messages", room.0);
    let body = json!({"content": "roll"});
    request(&client(), rehearsal, Method::POST, &path)
        .json(&body)
        .send()
        .await
        .unwrap()
}

fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}

#[tokio::test]
async fn the_headers_count_down_and_the_sixth_message_is_refused() {
    let rehearsal = rehearsal().await;
    let room = rehearsal.text_room();
    let mut buckets = Vec::new();
    for left in ["4", "3", "2", "1", "0"] {
        let response = say(&rehearsal, room).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(header(&response, "x-ratelimit-limit"), Some("5"));
        assert_eq!(header(&response, "x-ratelimit-remaining"), Some(left));
        // Discord docs, topics/rate-limits: the scope is told of refusals only.
        assert_eq!(header(&response, "x-ratelimit-scope"), None);
        let wait: f64 = header(&response, "x-ratelimit-reset-after")
            .unwrap()
            .parse()
            .unwrap();
        assert!(0.0 < wait && wait <= 5.0, "{wait}");
        buckets.push(header(&response, "x-ratelimit-bucket").unwrap().to_owned());
    }
    buckets.dedup();
    assert_eq!(buckets.len(), 1);
    let refused = say(&rehearsal, room).await;
    assert_eq!(refused.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(header(&refused, "x-ratelimit-remaining"), Some("0"));
    assert_eq!(header(&refused, "x-ratelimit-scope"), Some("user"));
    assert!(header(&refused, "retry-after").is_some());
    let body: Value = refused.json().await.unwrap();
    assert_eq!(body["global"], false);
    assert!(body["retry_after"].as_f64().unwrap() <= 5.0);
    assert_eq!(
        say(&rehearsal, rehearsal.voice_room()).await.status(),
        StatusCode::OK
    );
    assert_eq!(rehearsal.by_status()[&429], 1);
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn twilights_own_limiter_gets_every_message_through() {
    let rehearsal = rehearsal().await;
    let paced = twilight_http::Client::builder()
        .token(rehearsal.token().to_owned())
        .proxy(rehearsal.plain_addr().to_string(), true)
        .build();
    // One more than the bucket holds: twilight 0.18 reads the limit off the refusal, which alone names the scope.
    for _ in 0..6 {
        let at = channel(rehearsal.text_room());
        paced.create_message(at).content("roll").await.unwrap();
    }
    assert_eq!(rehearsal.member(0).sees(rehearsal.text_room()).len(), 6);
    assert!(
        rehearsal
            .by_status()
            .get(&429)
            .is_none_or(|refused| *refused == 1)
    );
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn more_requests_than_a_second_holds_are_refused_globally() {
    let rehearsal = rehearsal().await;
    let client = client();
    let requests = (0..200).map(|guild| {
        // Each guild has a bucket of its own, so only the global limit can refuse.
        request(
            &client,
            &rehearsal,
            Method::GET,
            &format!("/guilds/{guild}"),
        )
        .send()
    });
    let answers = futures_util::future::join_all(requests).await;
    let refused: Vec<Response> = answers
        .into_iter()
        .map(Result::unwrap)
        .filter(|answer| answer.status() == StatusCode::TOO_MANY_REQUESTS)
        .collect();
    // However slow this machine is, it does not take four seconds over two hundred requests.
    let refused = refused.first().expect("some of two hundred are refused");
    assert_eq!(header(refused, "x-ratelimit-global"), Some("true"));
    assert_eq!(header(refused, "x-ratelimit-scope"), Some("global"));
}
