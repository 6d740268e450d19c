//! REST that refuses, fails, dawdles or goes silent.

use std::time::Duration;

use unknot_rehearsal::faults::RestFault;

use crate::faults::{http, http_with_patience, messages_asked, refusal, say, silence};
use crate::stage::{nothing_was_amiss, rehearsal};

/// As short as the header, which knows whole seconds only, can say.
const A_MOMENT: Duration = Duration::from_millis(10);

fn too_many(with_headers: bool, global: bool) -> RestFault {
    RestFault::TooManyRequests {
        with_headers,
        global,
        retry_after: A_MOMENT,
    }
}

#[tokio::test]
async fn without_a_fault_a_message_goes_through_tls_to_its_room() {
    let rehearsal = rehearsal().await;
    let room = rehearsal.text_room();
    let sent = say(&http(&rehearsal), room).await.unwrap();
    assert_eq!(rehearsal.member(0).sees(room)[0].id(), sent.id.get());
    nothing_was_amiss(&rehearsal);
}

#[tokio::test]
async fn a_429_with_headers_is_waited_out_and_tried_again() {
    for global in [false, true] {
        let rehearsal = rehearsal().await;
        let room = rehearsal.text_room();
        rehearsal
            .faults()
            .plan_rest("POST", "/messages", too_many(true, global), 1);
        say(&http(&rehearsal), room).await.unwrap();
        assert_eq!(messages_asked(&rehearsal), 2);
        assert_eq!(rehearsal.by_status()[&429], 1);
        assert_eq!(rehearsal.member(0).sees(room).len(), 1);
        assert_eq!(rehearsal.faults().outstanding(), 0);
    }
}

#[tokio::test]
async fn a_429_without_headers_is_handed_to_the_caller() {
    let rehearsal = rehearsal().await;
    let room = rehearsal.text_room();
    rehearsal
        .faults()
        .plan_rest("POST", "/messages", too_many(false, false), 1);
    let error = say(&http(&rehearsal), room).await.unwrap_err();
    assert_eq!(refusal(&error), (429, -1));
    assert_eq!(messages_asked(&rehearsal), 1);
    assert!(rehearsal.member(0).sees(room).is_empty());
}

#[tokio::test]
async fn a_server_error_is_handed_to_the_caller_and_nothing_is_sent() {
    for status in [500, 502, 503] {
        let rehearsal = rehearsal().await;
        let room = rehearsal.text_room();
        rehearsal
            .faults()
            .plan_rest("POST", "/messages", RestFault::ServerError(status), 1);
        let error = say(&http(&rehearsal), room).await.unwrap_err();
        assert_eq!(refusal(&error), (status, -1));
        assert_eq!(messages_asked(&rehearsal), 1);
        assert!(rehearsal.member(0).sees(room).is_empty());
        say(&http(&rehearsal), room).await.unwrap();
    }
}

#[tokio::test]
async fn a_refusal_of_our_choice_carries_its_code() {
    let rehearsal = rehearsal().await;
    let refused = RestFault::Status {
        code: 403,
        json_code: 40003,
        message: "You are opening direct messages too fast.".to_owned(),
    };
    rehearsal
        .faults()
        .plan_rest("POST", "/users/@me/channels", refused, 1);
    let person = serenity::all::UserId::new(rehearsal.member(0).id());
    let error = person
        .create_dm_channel(&http(&rehearsal))
        .await
        .unwrap_err();
    assert_eq!(refusal(&error), (403, 40003));
}

#[tokio::test]
async fn an_answer_that_dawdles_runs_into_the_clients_patience() {
    let rehearsal = rehearsal().await;
    let slow = RestFault::Slow(Duration::from_secs(3600));
    rehearsal.faults().plan_rest("POST", "/messages", slow, 1);
    let hasty = http_with_patience(&rehearsal, Duration::from_millis(200));
    let error = say(&hasty, rehearsal.text_room()).await.unwrap_err();
    assert!(silence(&error).is_timeout(), "{error:?}");
}

#[tokio::test]
async fn an_answer_that_is_only_a_little_slow_still_comes() {
    let rehearsal = rehearsal().await;
    rehearsal
        .faults()
        .plan_rest("POST", "/messages", RestFault::Slow(A_MOMENT), 1);
    say(&http(&rehearsal), rehearsal.text_room()).await.unwrap();
}

#[tokio::test]
async fn a_cut_before_handling_sends_nothing_and_a_cut_after_it_does() {
    for (after_handling, sent) in [(false, 0), (true, 1)] {
        let rehearsal = rehearsal().await;
        let room = rehearsal.text_room();
        let cut = RestFault::CutOff { after_handling };
        rehearsal.faults().plan_rest("POST", "/messages", cut, 1);
        let error = say(&http(&rehearsal), room).await.unwrap_err();
        assert!(!silence(&error).is_timeout(), "{error:?}");
        assert_eq!(
            rehearsal.member(0).sees(room).len(),
            sent,
            "{after_handling}"
        );
    }
}

#[tokio::test]
async fn serenitys_own_limiter_reads_the_headers_and_is_never_refused() {
    let rehearsal = rehearsal().await;
    let http = http(&rehearsal);
    // One more than the bucket holds, so that the limiter has to wait for the end of the window.
    for _ in 0..6 {
        say(&http, rehearsal.text_room()).await.unwrap();
    }
    assert_eq!(rehearsal.by_status().get(&429), None);
    nothing_was_amiss(&rehearsal);
}
