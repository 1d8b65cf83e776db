//! Types that are named after a component, or after nothing else in the document.

use serde_json::json;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{check, client, client_of, respond};
use crate::Response;
use crate::fixtures::header_sets::response_headers::{
    Cost, CountedHeaders, CreateIssueHeaders, DropIssuesHeaders, MergeIssuesHeaders,
};
use crate::fixtures::shared::models::{
    BookmarkBody, BookmarkResponse, Extent, Filter, FilterBy, NewPost, NewPostFormState,
    NewPostState, PaintingKind, PostFieldsItem, Posts, PostsXOrder, SortOrder, XTier,
};
use crate::fixtures::shared::response_headers::{
    AddPaintingHeaders, PostsHeaders, ReplacePaintingHeaders,
};

#[tokio::test]
async fn headers_are_those_of_the_operation_or_of_the_component() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(204)
        .insert_header("Location", "/issues/1")
        .insert_header("X-Total", "7")
        .insert_header("X-Dropped", "2")
        .insert_header("X-Cost", "0.5");
    server.register(Mock::given(any()).respond_with(answer)).await;
    let client = client_of(&server);
    let own = client.create_issue().send_with_response().await.expect("a success");
    let headers = CreateIssueHeaders::from(own.headers());
    assert_eq!(headers.location.as_deref(), Some("/issues/1"));
    let shared = client.list_issues().send_with_response().await.expect("a success");
    assert_eq!(CountedHeaders::from(shared.headers()).x_total, Some(7));
    // Each response has a set of its own, and both can be read.
    let both = client.drop_issues().send_with_response().await.expect("a success");
    assert_eq!(CountedHeaders::from(both.headers()).x_total, Some(7));
    assert_eq!(DropIssuesHeaders::from(both.headers()).x_dropped, Some(2));
    let merged = client.merge_issues().send_with_response().await.expect("a success");
    let headers = MergeIssuesHeaders::from(merged.headers());
    assert_eq!((headers.location.as_deref(), headers.x_merged), (Some("/issues/1"), None));
    let named = client.archive_issues().send_with_response().await.expect("a success");
    let headers = Cost::from(named.headers());
    assert_eq!((headers.x_cost, headers.x_quota), (Some(0.5), None));
}

#[test]
fn what_a_parameter_is_given_fits_all_operations_that_have_it() {
    let fields = [PostFieldsItem::Id, PostFieldsItem::Author];
    let (order, filter) = (SortOrder::Oldest, Filter::new().by(FilterBy::Topic));
    let posts = client().list_posts();
    let posts = posts.post_fields(fields.clone()).sort(order.clone()).filter(filter.clone());
    let posts = posts.length(Extent::Short);
    let bookmarks = client().list_bookmarks().post_fields(fields).sort(order).filter(filter);
    let bookmarks = bookmarks.length(Extent::Short);
    let query = "post.fields=id&post.fields=author&sort=oldest\
                 &filter=%7B%22by%22%3A%22topic%22%7D&length=short";
    check(&posts.into_request(), &format!("GET /posts?{query}"), "");
    check(&bookmarks.into_request(), &format!("GET /bookmarks?{query}"), "");
}

#[test]
fn a_body_is_the_same_for_all_operations_that_take_it() {
    let post = NewPost::new("a").state(NewPostState::Draft);
    let body = r#"{"text":"a","state":"draft"}"#;
    check(&client().add_post(post.clone()).into_request(), "POST /posts application/json", body);
    let request = client().replace_post(1, post).into_request();
    check(&request, "PUT /posts/1 application/json", body);

    let state = NewPostFormState::Public;
    let (form, body) = ("application/x-www-form-urlencoded", "text=a&state=public");
    let request = client().add_post_form("a").state(state.clone()).into_request();
    check(&request, &format!("POST /posts {form}"), body);
    let request = client().replace_post_form(1, "a").state(state).into_request();
    check(&request, &format!("PUT /posts/1 {form}"), body);
}

#[tokio::test]
async fn a_part_is_the_same_for_all_operations_that_take_it() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(204).insert_header("X-Tier", "paid");
    server.register(Mock::given(any()).respond_with(answer)).await;
    let (client, kind) = (client_of(&server), PaintingKind::Drawing);
    let added = client.add_painting("a", kind.clone()).send_with_response().await;
    let replaced = client.replace_painting("b", kind).send_with_response().await;
    let added = AddPaintingHeaders::from(added.expect("a success").headers());
    let replaced = ReplacePaintingHeaders::from(replaced.expect("a success").headers());
    assert_eq!((added.x_tier, replaced.x_tier), (Some(XTier::Paid), Some(XTier::Paid)));
    for request in server.received_requests().await.expect("requests are recorded") {
        assert!(String::from_utf8_lossy(&request.body).contains("\r\n\r\ndrawing\r\n"));
    }
}

#[tokio::test]
async fn a_response_is_the_same_from_all_operations_that_give_it() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200)
        .insert_header("X-Order", "newest")
        .set_body_json(json!({"next_page_uri": null, "posts": [{"text": "a"}]}));
    server.register(Mock::given(any()).respond_with(answer)).await;
    let client = client_of(&server);
    let answers: [Response<Posts>; 2] = [
        client.list_posts().send_with_response().await.expect("a success"),
        client.list_bookmarks().send_with_response().await.expect("a success"),
    ];
    let headers = answers.each_ref().map(|answer| PostsHeaders::from(answer.headers()));
    assert!(headers.iter().all(|headers| headers.x_order == Some(PostsXOrder::Newest)));
    assert!(
        answers.iter().all(|answer| answer.body().posts.as_ref().is_some_and(|it| it.len() == 1))
    );
}

#[test]
fn a_name_that_a_schema_has_gets_the_word_for_the_kind() {
    let body = BookmarkBody::new().post(1);
    let add = client().add_bookmark(body.clone()).into_request();
    check(&add, "POST /bookmarks application/json", r#"{"post":1}"#);
    let replace = client().replace_bookmark(body).into_request();
    let answer = json!({"id": 1});
    let added: BookmarkResponse = respond(&add, 201, &[], &answer).into_body();
    let replaced: BookmarkResponse = respond(&replace, 200, &[], &answer).into_body();
    assert_eq!(added.id, Some(1));
    assert_eq!(replaced, added);
}
