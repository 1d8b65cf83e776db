//! A call in a program that is not asynchronous.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;

use flex_interactions::blocking::block_on;

use super::{SID, client, sid};

#[test]
fn a_call_without_a_runtime() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("the port that was bound"));
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let lines = BufReader::new(&connection).lines().map_while(Result::ok);
        let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
        let body = format!(r#"{{"sid": "{SID}"}}"#);
        let length = body.len();
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{body}");
        connection.write_all(answer.as_bytes()).expect("the client listens");
        head.into_iter().next()
    });

    let interaction = block_on(client(&url).fetch_interaction(sid()).send()).expect("an answer");
    assert_eq!(interaction.sid, Some(sid()));
    let line = server.join().expect("the server has not panicked");
    assert_eq!(line, Some(format!("GET /v1/Interactions/{SID} HTTP/1.1")));
}
