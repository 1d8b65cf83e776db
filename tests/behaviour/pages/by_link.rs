//! Lists whose pages say in the header `Link` where the next one is.

use serde_json::json as value;
use wiremock::ResponseTemplate;

use super::{all, client, json, serve, targets};

fn page(names: &[&str], links: &[&str]) -> ResponseTemplate {
    let page = json(names.iter().map(|name| value!({ "name": name })).collect());
    links.iter().fold(page, |page, link| page.append_header("Link", *link))
}

#[tokio::test]
async fn the_next_page_is_where_the_header_leads() {
    for (links, next) in [
        (&["</forks?page=2>; rel=\"next\""][..], "/forks?page=2"),
        (&["<?page=2>;rel=next"], "/forks?page=2"),
        (&["<./forks?page=2> ; REL = \"NEXT\""], "/forks?page=2"),
        (&["</forks?page=1>; rel=\"first\", </forks?page=2>; rel=\"next\""], "/forks?page=2"),
        (&["</forks?page=9>; rel=last", "</forks?page=2>; rel=next"], "/forks?page=2"),
        (&["</forks?page=2>; rel=\"last next\""], "/forks?page=2"),
        (&["</forks?q=a,b;c>; title=\"a, <b>; rel=prev \\\"\"; rel=\"next\""], "/forks?q=a,b;c"),
        (&["</x>; title=\"rel=next\"; rel=prev, </forks?page=2>; rel=next"], "/forks?page=2"),
    ] {
        let server = serve(&[("/forks", page(&["a"], links)), (next, page(&["b"], &[]))]).await;
        let (forks, error) = all(client(&server).list_forks().items()).await;
        assert_eq!(error, None, "{links:?}");
        assert_eq!(forks.len(), 2, "{links:?}");
        assert_eq!(targets(&server).await, ["/forks", next], "{links:?}");
    }
}

#[tokio::test]
async fn without_such_a_link_a_page_is_the_last() {
    for links in [
        &[][..],
        &["</forks?page=1>; rel=\"prev\""],
        &["</forks?page=2>; rel=\"nextish\""],
        &["</forks?page=2>; rel=prev; rel=next"],
        &["</forks?page=2>; rel=next; anchor=\"/other\""],
        &["</forks?page=2>"],
        &["/forks?page=2; rel=next"],
        &["</forks?page=2; rel=next"],
        &["", ",", ";", "<>", "\""],
    ] {
        let server = serve(&[("/forks", page(&["a"], links))]).await;
        let (forks, error) = all(client(&server).list_forks().items()).await;
        assert_eq!((forks.len(), error), (1, None), "{links:?}");
        assert_eq!(targets(&server).await.len(), 1, "{links:?}");
    }
}

/// As with any URL that an API gives.
#[tokio::test]
async fn links_elsewhere_and_back() {
    for (link, why) in [
        (
            "<https://evil.example/forks>; rel=next",
            "the URL leads to `https://evil.example`, which must not get the credentials of the client",
        ),
        ("</forks>; rel=next", "the list leads back to a page that was fetched before"),
    ] {
        let server = serve(&[("/forks", page(&["a"], &[link]))]).await;
        let (forks, error) = all(client(&server).list_forks().items()).await;
        assert_eq!(forks.len(), 1);
        assert_eq!(error, Some(format!("ListForks was not sent: {why}")));
        assert_eq!(targets(&server).await.len(), 1);
    }
}

#[tokio::test]
async fn items_in_an_object_and_texts() {
    let found = json(value!({ "items": [{ "name": "a" }] }));
    let first = found.clone().append_header("link", "<?q=x&page=2>; rel=next");
    let server = serve(&[
        ("/search?q=x", first),
        ("/search?q=x&page=2", found),
        ("/names", json(value!(["a", "b"]))),
    ])
    .await;
    let (forks, error) = all(client(&server).search_forks("x").items()).await;
    assert_eq!((forks.len(), error), (2, None));
    let (names, error) = all(client(&server).list_names().items()).await;
    assert_eq!((names, error), (vec!["a".to_owned(), "b".into()], None));
}
