//! What is in requests or in responses only, and what should not be used any more.

use serde_json::json;

use super::{check, client, respond};
use crate::fixtures::deprecated::models::Note;
use crate::fixtures::sides::models::{CreatedUser, NewUser, User};

#[test]
fn what_the_api_gives_is_not_asked_for() {
    check(
        &client().create_user(NewUser::new("n", "p").code("c".to_owned())).into_request(),
        "POST /users application/json",
        r#"{"name":"n","password":"p","code":"c"}"#,
    );
    check(
        &client().put_user("1", User::new("n", "p")).into_request(),
        "PUT /users/1 application/json",
        r#"{"name":"n","password":"p"}"#,
    );
    check(
        &client().create_session("u", "p").into_request(),
        "POST /sessions application/x-www-form-urlencoded",
        "user=u&password=p",
    );
}

#[test]
fn what_is_only_sent_is_not_expected() {
    let request = client().create_user(NewUser::new("n", "p")).into_request();
    let created: CreatedUser =
        respond(&request, 201, &[], &json!({ "id": "1", "name": "n" })).into_body();
    assert_eq!((created.id.as_str(), created.seen), ("1", None));
    let request = client().put_user("1", User::new("n", "p")).into_request();
    let user = respond(
        &request,
        200,
        &[],
        &json!({ "id": "1", "name": "n", "seen": { "place": "here" } }),
    );
    let user: User = user.into_body();
    assert_eq!((user.id.as_deref(), user.password.as_deref()), (Some("1"), None));
    assert_eq!(user.seen.map(|seen| seen.place).as_deref(), Some("here"));
}

/// A server that sends it all the same is not refused, and nothing is lost.
#[test]
fn what_is_on_the_wrong_side_is_kept() {
    let created: CreatedUser =
        super::models::check(&json!({ "id": "1", "name": "n", "seen": null, "password": "p" }));
    assert_eq!(created.extra["password"], "p");
    super::models::check::<User>(&json!({ "id": "1", "name": "n", "password": "p", "code": null }));
}

#[test]
#[expect(deprecated, reason = "it works all the same")]
fn what_is_deprecated_works() {
    let note = Note::new("a", "b").color("red");
    check(
        &client().put_note("1", "me", note).force(true).into_request(),
        "PUT /notes/1?Force=true&Owner=me application/json",
        r#"{"text":"a","title":"b","color":"red"}"#,
    );
}
