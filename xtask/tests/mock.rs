//! `cargo xtask mock`, asked over a socket as a program in any language would.

use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};

use tempfile::TempDir;

const SPEC: &str = "openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
servers: [{url: https://api.example.com/v2}]
security: [{key: []}]
paths:
  /pets/{id}:
    get:
      operationId: FetchPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        '200':
          description: The pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
              examples: {tom: {value: {name: Tom}}, rex: {value: {name: Rex}}}
        '404': {description: There is none.}
  /pets:
    post:
      operationId: CreatePet
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
      responses:
        '201':
          description: The pet.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: X-Key}}
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string, minLength: 3}}}
";

/// The command, which is ended with the test.
struct Served {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    address: String,
    _folder: TempDir,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let folder = TempDir::new().expect("a folder can be made");
        fs::write(folder.path().join("pets.yaml"), SPEC).expect("it can be written");
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.args(["mock", "--spec", "pets.yaml", "--port", "0"]).args(arguments);
        let command = command.current_dir(folder.path()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("the command is there");
        let out = process.stdout.take().expect("it is piped");
        let mut lines = BufReader::new(out).lines();
        let first = lines.next().expect("it says where it is").expect("it is text");
        let (before, address) = first.split_once("http://").expect("the URL is in the line");
        assert_eq!(before, "2 operations of pets.yaml are answered at ");
        let address = address.to_owned();
        Self { process, lines, address, _folder: folder }
    }

    /// What is answered to a request with a head and a body.
    fn ask(&self, head: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it is served");
        let length = body.len();
        let request = format!(
            "{head}\r\nHost: x\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("it is sent");
        let mut answer = String::new();
        // A connection that breaks off has been read up to there.
        let _ = stream.read_to_string(&mut answer);
        answer
    }

    /// Asks, and compares status and body.
    #[track_caller]
    fn check(&self, head: &str, body: &str, status: &str, content: &str) {
        let answer = self.ask(head, body);
        let (got, rest) = answer.split_once("\r\n").unwrap_or((&answer, ""));
        let body = rest.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        assert_eq!((got, body), (status, content));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

#[test]
fn it_answers_and_checks() {
    let mut mock = Served::start(&[]);
    let ok = "HTTP/1.1 200 OK";
    mock.check("GET /pets/7 HTTP/1.1\r\nX-Key: k", "", ok, r#"{"name":"Tom"}"#);
    // The path of the API's server may stand in front.
    let rex = "GET /v2/pets/7 HTTP/1.1\r\nX-Key: k\r\nPrefer: example=rex";
    mock.check(rex, "", ok, r#"{"name":"Rex"}"#);
    let gone = "GET /pets/7 HTTP/1.1\r\nX-Key: k\r\nPrefer: code=404";
    assert!(mock.ask(gone, "").starts_with("HTTP/1.1 404 Not Found\r\n"));
    let reset = "GET /pets/7 HTTP/1.1\r\nX-Key: k\r\nPrefer: fault=reset";
    assert_eq!(mock.ask(reset, ""), "");

    let unauthorized =
        r#"{"message":"credentials are missing: `key` (the header X-Key)","status":401}"#;
    mock.check("GET /pets/7 HTTP/1.1", "", "HTTP/1.1 401 Unauthorized", unauthorized);
    let create = "POST /pets HTTP/1.1\r\nX-Key: k\r\nContent-Type: application/json";
    let wrong = r#"{"message":"the body: `name` is required","status":400}"#;
    mock.check(create, "{}", "HTTP/1.1 400 Bad Request", wrong);
    // What has no example is made from the schema.
    let made = mock.ask(create, r#"{"name":"T"}"#);
    assert!(made.starts_with("HTTP/1.1 201 Created\r\n"), "{made}");

    let mut lines = mock.lines.by_ref().map(|line| line.expect("it is text")).skip(1);
    let first: Vec<_> = lines.by_ref().take(3).collect();
    assert_eq!(first, ["GET /pets/7", "200 OK", ""]);
    let refused = lines.find(|line| line.starts_with("401")).expect("it is told");
    assert_eq!(refused, "401 Unauthorized: credentials are missing: `key` (the header X-Key)");
}

#[test]
fn it_may_be_strict() {
    let mock = Served::start(&["--strict"]);
    let create = "POST /pets HTTP/1.1\r\nX-Key: k\r\nContent-Type: application/json";
    let wrong = r#"{"message":"the body: `name` has 1 character, and at least 3","status":400}"#;
    mock.check(create, r#"{"name":"T"}"#, "HTTP/1.1 400 Bad Request", wrong);
}

#[test]
fn a_document_with_errors_has_none() {
    let folder = TempDir::new().expect("a folder can be made");
    fs::write(folder.path().join("pets.yaml"), "openapi: 3.0.3\n").expect("it can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.args(["mock", "--spec", "pets.yaml"]).current_dir(folder.path()).output();
    let output = output.expect("the command is there");
    assert_eq!(output.status.code(), Some(1));
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(err.ends_with("error: there is no mock of a document with errors\n"), "{err}");
}

#[test]
fn the_help_names_all_faults() {
    let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(["mock", "--help"]).output();
    let help = String::from_utf8(output.expect("the command is there").stdout).expect("it is text");
    for (name, _) in templates::mock::Fault::ALL {
        assert!(help.contains(&format!("`{name}`")), "{name} is missing in:\n{help}");
    }
}
