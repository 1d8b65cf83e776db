//! What goes over the wire is tried: requests are sent to mocks of both versions, and answers are read
//! by the crate of the other.

use std::io::{Read, Write};
use std::net::TcpStream;

use changes::Exchange;
use changes::table::Row;
use templates::mock::{Mock, MockServer};

use crate::compile::{self, Case};
use crate::written::{Written, all, mock_table};

/// The rows of which no mock can tell what a server takes: where a request goes, what it asks for, what
/// its credentials allow, which texts have a format, which properties an object may have, and which of
/// several alternatives an object is meant to be.
const BEYOND_MOCKS: [&str; 13] = [
    "operation-server-changed",
    "operation-scopes-changed",
    "answer-media-type-added",
    "answer-media-type-removed",
    "accept-changed",
    "other-properties-refused-sent",
    "other-properties-allowed-sent",
    "tag-values-changed-sent",
    "tag-changed-sent",
    "format-changed-sent",
    "base-url-changed",
    "server-changed",
    "server-variable-changed",
];

/// The rows that are about a change and about the way back from it, which show one of the two.
const ONE_WAY: [&str; 2] = ["success-by-status-changed", "number-changed"];

/// The two directions: who the client is, who the server is, and what the row says of them.
fn directions(row: &Row) -> [(&'static str, &'static str, Exchange); 2] {
    let wire = row.verdicts.wire;
    [("old", "new", wire.old_client), ("new", "old", wire.new_client)]
}

#[test]
fn what_fails_on_the_wire_is_shown() {
    let mut wrong = String::new();
    let (mut beyond, mut one_way) = (Vec::new(), Vec::new());
    for (row, written) in all() {
        let mut missing = 0;
        for (client, server, exchange) in directions(row) {
            if exchange == Exchange::Works {
                continue;
            }
            let file = |name: String| written.file(row, &name);
            let request = file(format!("{client}-client-request.http"));
            let answer = file(format!("{server}-server-answer.http"));
            let event = file(format!("{server}-event.http"));
            match (request, answer, event) {
                (Some(request), None, None) => match try_request(written, &request, client) {
                    Ok(true) => {}
                    Ok(false) => beyond.push(row.name()),
                    Err(why) => wrong.push_str(&format!("{}: {why}\n{request}\n", row.name())),
                },
                (None, Some(_), None) => {
                    let program = file(format!("{client}-client-reads.rs"));
                    assert!(program.is_some(), "{}", row.name());
                }
                (None, None, Some(event)) => {
                    assert!(event.contains(" HTTP/1.1\nHost: "), "{event}");
                }
                (None, None, None) => missing += 1,
                several => wrong.push_str(&format!("{}: {several:?}\n", row.name())),
            }
        }
        match missing {
            0 => {}
            1 => one_way.push(row.name()),
            _ => wrong.push_str(&format!("{}:\n{}\n", row.name(), written.index())),
        }
    }
    beyond.dedup();
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(beyond, BEYOND_MOCKS);
    assert_eq!(one_way, ONE_WAY);
}

/// Whether the server of the client's own version takes a request, and the other one does not, or reads
/// other values; if the file says that they differ in this.
fn try_request(written: &Written, file: &str, client: &str) -> Result<bool, String> {
    let said = file.lines().nth(1).unwrap_or_default();
    let server = if client == "old" { "new" } else { "old" };
    let [own, other] = [client, server].map(|side| refusals(written, side, file));
    if !own.is_empty() {
        return Err(format!("its own server refuses it: {own:?}"));
    }
    let is_said = |part: &str| said.contains(part);
    match other.as_slice() {
        [why] if is_said(" refuses it: ") && is_said(why) => Ok(true),
        [] if is_said(" reads other values of it.") => Ok(true),
        [] if is_said(" cannot tell whether that takes it: ") => Ok(false),
        other => Err(format!("the other server says {other:?}")),
    }
}

/// Sends a request to the mock of a version; why it is refused, if it is.
fn refusals(written: &Written, side: &str, file: &str) -> Vec<String> {
    let table = mock_table(written, side);
    let mock = Mock::of_table(&table).expect("it is a table").strict();
    let server: MockServer = mock.serve().expect("there is a port");
    let address = server.url().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let request: String =
        file.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n");
    let request = request.trim_start();
    let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
    let body =
        if head.contains("multipart/") { body.replace('\n', "\r\n") } else { body.to_owned() };
    let head = head.trim_end().replace('\n', "\r\n");
    let mut stream = TcpStream::connect(address).expect("the mock listens");
    let length = body.len();
    write!(stream, "{head}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
        .expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("there is an answer");
    assert!(answer.starts_with("HTTP/1.1 "), "{answer}");
    server.mock().refusals()
}

/// How many rows are tried by programs that read answers.
const READ: usize = 3;

/// The client of the other version fails, or finds that something is not what it should be.
#[cfg(not(windows))]
#[test]
fn answers_are_not_read_as_what_they_say() {
    let mut cases = Vec::new();
    let mut names = Vec::new();
    let rows =
        crate::chosen(all().iter().map(|(row, written)| (*row, written)), READ, |row, written| {
            ["old", "new"].iter().any(|it| written.file(row, &reads(it)).is_some())
        });
    for (row, written) in rows {
        for client in ["old", "new"] {
            if let Some(program) = written.file(row, &reads(client)) {
                let tree = written.crate_of(client, &format!("case-{}", cases.len()));
                names.push(format!("{} with the {client} client", row.name()));
                cases.push(Case { programs: vec![program], tree, name: "api" });
            }
        }
    }
    assert!(!cases.is_empty());
    let printed = compile::run("witness-reads", &cases);
    let mut wrong = String::new();
    for (name, printed) in names.iter().zip(printed.iter().flatten()) {
        let is_read = printed.ends_with("misfits: []\n");
        if is_read {
            wrong.push_str(&format!("{name} is read:\n{printed}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn reads(client: &str) -> String {
    format!("{client}-client-reads.rs")
}
