//! Lists and objects in cookies.

use std::collections::BTreeMap;

use super::client;
use crate::fixtures::cookies::models::{Color, View};

#[test]
fn lists_and_objects_are_several_cookies_or_one() {
    let request = client()
        .fetch_pages([1, 2])
        .colors([Color::LightBlue, Color::Black])
        .sizes(["s", "m,l"])
        .view(View::new().zoom(3).theme("d;k"))
        .flags(BTreeMap::from([("new".to_owned(), "yes".to_owned())]))
        .state(View::new().zoom(2));
    let sent = request.into_request().to_http().expect("the request can be sent");
    let cookies = "ids=1; ids=2; colors=light%20blue; colors=black; sizes=s,m%2Cl; zoom=3; \
                   theme=d%3Bk; new=yes; state=zoom,2";
    assert_eq!(sent.headers()["cookie"], cookies);
    assert_eq!(sent.headers().get_all("cookie").iter().count(), 1);
}

#[test]
fn the_header_and_cookies_come_together() {
    let request = client().fetch_pages([1]).cookie("own=2").into_request();
    let sent = request.to_http().expect("the request can be sent");
    assert_eq!(sent.headers()["cookie"], "own=2; ids=1");
}

#[test]
fn a_list_without_elements_is_no_cookie() {
    let request = client().fetch_pages([0_i64; 0]).into_request();
    let sent = request.to_http().expect("the request can be sent");
    assert_eq!(sent.headers().get("cookie"), None);
}
