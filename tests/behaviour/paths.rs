//! Paths as they are in requests.

use super::{check, client};
use crate::fixtures::path_texts::models::FindNotesOrder;

#[test]
fn a_query_of_the_path_comes_before_the_parameters() {
    check(&client().add_note().into_request(), "POST /v1/notes", "");
    let own = "POST /v1/notes?beta=true&from=new%20york%27s";
    check(&client().add_beta_note().into_request(), own, "");
    let limited = client().add_beta_note().limit(2).into_request().query("more", "a&b");
    check(&limited, &format!("{own}&limit=2&more=a%26b"), "");
    check(&client().fetch_history("a/b").into_request(), "GET /v1/notes/a%2Fb?history", "");
}

#[test]
fn parameters_stand_in_the_query_of_the_path() {
    let find = client().find_notes("a&b {order}", FindNotesOrder::Down).limit(1);
    let line = "GET /v1/notes?q=tag:a%26b%20%7Border%7D&sort=down&limit=1";
    check(&find.into_request(), line, "");
    // There, it reaches the same path when it is empty.
    let find = client().find_notes("", FindNotesOrder::Up);
    check(&find.into_request(), "GET /v1/notes?q=tag:&sort=up", "");
}

#[test]
fn a_path_is_encoded() {
    let line = "GET /v1/with%20space/gr%C3%B6%C3%9Fe/%C3%A4%20b";
    check(&client().fetch_sized("ä b").into_request(), line, "");
}

#[test]
fn a_parameter_may_stand_in_a_path_twice() {
    check(&client().fetch_copy("a b").into_request(), "GET /v1/copies/a%20b/of/a%20b", "");
}
