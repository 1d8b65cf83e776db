//! `cargo xtask diff`: what is compared, what is printed, and exit codes.

mod kept;
mod printed;

use std::fs;
use std::process::Command;

use kept::Kept;
use printed::printed;
use serde_json::Value;
use tempfile::TempDir;

/// A folder to call the command in.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(TempDir::new().expect("a folder can be made"))
    }

    /// A folder with two small documents, and an overlay of the second.
    fn with_documents() -> Self {
        let place = Self::new();
        for name in ["old.yaml", "new.yaml", "overlay.yaml"] {
            let text = fs::read_to_string(KEPT.path(name)).expect("it is there");
            place.write(name, &text);
        }
        place
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).expect("it can be written");
    }

    /// Checks the exit code, and returns what was printed to standard output and to standard error.
    #[track_caller]
    fn run(&self, arguments: &[&str], code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let command = without_git(&mut command);
        let command = command.arg("diff").args(arguments).current_dir(&self.0);
        printed(command, code)
    }

    /// The objects that are printed for tools.
    #[track_caller]
    fn json(&self, arguments: &[&str], code: i32) -> Vec<Value> {
        let arguments = [arguments, &["--message-format", "json"]].concat();
        let (out, err) = self.run(&arguments, code);
        assert_eq!(err, "");
        out.lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
    }

    /// The last of these, which sums up.
    #[track_caller]
    fn sum(&self, arguments: &[&str], code: i32) -> Value {
        let sum = self.json(arguments, code).pop().expect("there is one at least");
        assert_eq!(sum["reason"], "diff");
        sum
    }
}

/// Hides what says where a repository is, as it is said to hooks.
fn without_git(command: &mut Command) -> &mut Command {
    let names = std::env::vars_os().map(|(name, _)| name);
    names
        .filter(|name| name.to_string_lossy().starts_with("GIT_"))
        .fold(command, |command, name| command.env_remove(name))
}

const KEPT: Kept = Kept("diff");

const BOTH: [&str; 4] = ["old.yaml", "new.yaml", "--new-overlay", "overlay.yaml"];

#[test]
fn people_and_pull_requests_are_told_what_changes_mean() {
    let place = Place::with_documents();
    let (out, err) = place.run(&BOTH, 0);
    assert_eq!(err, "");
    KEPT.check("report.txt", &out);
    let markdown = [&BOTH[..], &["--message-format", "markdown"]].concat();
    KEPT.check("report.md", &place.run(&markdown, 0).0);
}

#[test]
fn tools_are_told_everything() {
    let mut objects = Place::with_documents().json(&BOTH, 0);
    let sum = objects.last_mut().and_then(Value::as_object_mut).expect("it is an object");
    let time = sum.insert("milliseconds".to_owned(), 0.into()).expect("it says the time");
    assert!(time.is_u64());
    let lines: Vec<_> = objects.iter().map(|object| format!("{object:#}")).collect();
    KEPT.check("report.json", &(lines.join("\n") + "\n"));
}

/// `deletePet` alone, with what it refers to: not the pets of the other operations.
#[test]
fn some_operations_are_compared_alone() {
    let place = Place::with_documents();
    let like = "openapi: 3.0.3
info: {title: Like, version: '1'}
paths: {'/pets/{name}': {delete: {responses: {'200': {description: ok}}}}}
";
    place.write("like.yaml", like);
    let arguments = [&BOTH[..], &["--like", "like.yaml"]].concat();
    let objects = place.json(&arguments, 0);
    let kinds: Vec<_> = objects.iter().filter_map(|object| object["kind"].as_str()).collect();
    assert_eq!(kinds, ["base-url-changed", "operation-removed", "code-moved"]);
    assert_eq!(objects.last().map(|sum| &sum["others"]), Some(&Value::from(8)));
    let (out, _) = place.run(&arguments, 0);
    assert!(out.contains("1 only moved; 8 changes of other operations"), "{out}");
}

#[test]
fn a_version_that_is_not_raised_enough_fails_if_that_is_checked() {
    let place = Place::with_documents();
    let check = [&BOTH[..], &["--check"]].concat();
    let (_, err) = place.run(&check, 1);
    let why = "error: The version of the crate was 0.3.1 and is 0.3.2; a major change needs 0.4.0 or higher.\n";
    assert_eq!(err, why);
    let sum = place.sum(&check, 1);
    let found = ["success", "is_raised", "lowest_version", "level"].map(|key| sum[key].clone());
    assert_eq!(Value::from_iter(found), serde_json::json!([false, false, "0.4.0", "major"]));

    let new = fs::read_to_string(KEPT.path("new.yaml")).expect("it is there");
    place.write("new.yaml", &new.replace("0.3.2", "0.4.0"));
    assert_eq!(place.run(&check, 0).1, "");
    // Nothing has changed, and yet it went down.
    place.write("new.yaml", &new.replace("0.3.2", "0.4.0-alpha"));
    place.write("old.yaml", &new.replace("0.3.2", "0.4.0"));
    let sum = place.sum(&["old.yaml", "new.yaml", "--check"], 1);
    assert_eq!((&sum["changes"], &sum["is_raised"]), (&0.into(), &false.into()));
}

/// A field of a new version keeps its place among the arguments as if the crate were generated anew.
#[test]
fn a_new_version_without_a_lock_gets_that_of_the_old_one() {
    let document = |fields: &str, required: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
servers: [{{url: https://api.example.com}}]
paths:
  /pets:
    post:
      operationId: AddPet
      requestBody:
        required: true
        content:
          application/x-www-form-urlencoded:
            schema: {{type: object, required: [{required}], properties: {{{fields}}}}}
      responses: {{'204': {{description: ok}}}}
"
        )
    };
    let place = Place::new();
    place
        .write("old.yaml", &document("name: {type: string}, owner: {type: string}", "name, owner"));
    place
        .write("new.yaml", &document("owner: {type: string}, name: {type: string}", "name, owner"));
    assert_eq!(place.sum(&["old.yaml", "new.yaml"], 0)["changes"], 0);
    // With a lock of its own, even one that has nothing, it is what it is.
    place.write("names.lock", "");
    let changes = place.json(&["old.yaml", "new.yaml", "--new-lock", "names.lock"], 0);
    assert_eq!(changes[0]["kind"], "inputs-reordered");
}

#[test]
fn what_documents_say_steers_neither_terminals_nor_markdown() {
    let document = |properties: &str| {
        format!(
            "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
servers: [{{url: https://api.example.com}}]
paths: {{}}
components: {{schemas: {{Pet: {{type: object, properties: {{{properties}}}}}}}}}
"
        )
    };
    let place = Place::new();
    place.write("old.yaml", &document("a: {type: string}"));
    let name = r"\u001b[2J\u202e` | \\| <img src=x> @who\n## h";
    place.write(
        "new.yaml",
        &document(&format!("a: {{type: string}}, \"{name}\": {{type: string}}")),
    );
    for format in ["human", "markdown"] {
        let (out, _) = place.run(&["old.yaml", "new.yaml", "--message-format", format], 0);
        assert!(out.contains("u{202e}") || out.contains("u&#123;202e"), "{out}");
        assert!(!out.contains('\u{202e}') && !out.lines().any(|line| line == "## h"), "{out}");
    }
    let (out, _) = place.run(&["old.yaml", "new.yaml", "--message-format", "markdown"], 0);
    assert!(!out.contains("<img") && !out.contains("@who"), "{out}");
    let row = out.lines().find(|line| line.contains("who")).expect("it is told of");
    assert_eq!(row.matches('|').count(), 7, "{row}");
}

#[test]
fn many_changes_of_a_kind_are_shown_together_and_lists_are_bounded() {
    let document = |number: usize| {
        let properties: Vec<_> = (0..number).map(|it| format!("p{it}: {{type: string}}")).collect();
        format!(
            "openapi: 3.0.3
info: {{title: Pets, version: '1'}}
servers: [{{url: https://api.example.com}}]
paths: {{}}
components: {{schemas: {{Pet: {{type: object, properties: {{{}}}}}}}}}
",
            properties.join(", ")
        )
    };
    let place = Place::new();
    place.write("old.yaml", &document(1));
    place.write("new.yaml", &document(301));
    let both = ["old.yaml", "new.yaml"];
    let (out, _) = place.run(&both, 0);
    assert_eq!(out.matches("[optional-property-added]").count(), 1, "{out}");
    assert!(out.contains("and 294 more"), "{out}");
    let (out, _) = place.run(&[&both[..], &["--verbose"]].concat(), 0);
    assert_eq!(out.matches("[optional-property-added]").count(), 300);

    let markdown = [&both[..], &["--message-format", "markdown"]].concat();
    let (out, _) = place.run(&markdown, 0);
    assert_eq!(out.lines().filter(|line| line.starts_with("| An optional")).count(), 200);
    assert!(out.contains("<details><summary>300 changes</summary>"), "{out}");
    assert!(out.contains("And 100 more, which `--verbose` shows."), "{out}");
}

/// To cut out what is far in a line takes time in proportion to what is before it.
#[test]
fn a_document_of_one_line_is_shown_in_a_few_excerpts() {
    let document = |number: usize| {
        let property = |it| (format!("p{it:03}"), serde_json::json!({"type": "string"}));
        let properties: serde_json::Map<_, _> = (0..number).map(property).collect();
        serde_json::json!({
            "openapi": "3.0.3",
            "info": {"title": "Pets", "version": "1", "x-long": "k".repeat(5000)},
            "servers": [{"url": "https://api.example.com"}],
            "paths": {},
            "components": {"schemas": {"Pet": {"type": "object", "properties": properties}}},
        })
        .to_string()
    };
    let place = Place::new();
    place.write("old.json", &document(1));
    place.write("new.json", &document(41));
    let (out, _) = place.run(&["old.json", "new.json", "--verbose"], 0);
    let shown = |text: &str| out.lines().filter(|line| line.contains(text)).count();
    assert_eq!((shown(" --> old.json:1:"), shown(" ::: new.json:1:")), (12, 12), "{out}");
    assert_eq!((shown(" = before: old.json:1:"), shown(" = now: new.json:1:")), (28, 28), "{out}");
}

#[test]
fn what_is_wrong_with_a_document_is_reported_of_both() {
    let place = Place::with_documents();
    let old = fs::read_to_string(KEPT.path("old.yaml")).expect("it is there");
    place.write("old.yaml", &old.replace("paths:", "path:"));
    place.write("overlay.yaml", "overlay: 2.0.0\n");
    for format in ["human", "markdown"] {
        let (out, err) = place.run(&[&BOTH[..], &["--message-format", format]].concat(), 1);
        assert_eq!(out, "");
        assert!(err.contains("error[missing-field]"), "{err}");
        assert!(err.contains("--> old.yaml:1:1") && err.contains("--> overlay.yaml:1"), "{err}");
    }
    let objects = place.json(&BOTH, 1);
    assert!(objects.iter().any(|it| it["reason"] == "diagnostic" && it["file"] == "old.yaml"));
    assert_eq!(objects.last().expect("there is one")["success"], false);
}

#[test]
fn what_is_named_wrongly_is_said_plainly() {
    let place = Place::with_documents();
    let fails = |arguments: &[&str], code: i32, why: &str| {
        let (out, err) = place.run(arguments, code);
        assert_eq!(out, "");
        assert!(err.starts_with(&format!("error: {why}")), "{err}");
    };
    fails(&["old.yaml"], 2, "NEW is missing");
    fails(&["--", "-v", "old.yaml"], 2, "`-v` cannot be a revision of git");
    fails(&["--", "--upload-pack=x:y", "old.yaml"], 2, "`--upload-pack=x` cannot be a revision");
    fails(&[":old.yaml", "old.yaml"], 2, "`` cannot be a revision");
    fails(&["old.yaml", "new.yaml", "--old-overlay=-x:y"], 2, "`-x` cannot be a revision");
    fails(&["old.yaml", "new.yaml", "--new-overlay", "none.yaml"], 1, "none.yaml: ");
    fails(&["old.yaml", "new.yaml", "--old-lock", "overlay.yaml"], 1, "overlay.yaml:1:");
    let error = &place.sum(&["old.yaml", "new.yaml", "--new-overlay", "none.yaml"], 1)["error"];
    assert!(error.as_str().is_some_and(|error| error.starts_with("none.yaml: ")), "{error}");
}

/// Files are taken out of revisions by git itself, which whoever has a checkout of this repository
/// has. All that does not need it is tested without.
#[test]
fn a_file_of_a_revision_is_compared() {
    let place = Place::with_documents();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        // Nothing of a repository that the test is run for.
        without_git(&mut command);
        let settings =
            ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
        command.args(settings).args(arguments).current_dir(&place.0);
        let output = command.output().expect("git is installed");
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "--quiet"]);
    fs::create_dir(place.0.path().join("docs")).expect("it can be made");
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "one"]);
    git(&["tag", "v1"]);
    place.write("old.yaml", "no document");

    let (out, err) =
        place.run(&["v1:old.yaml", "v1:./new.yaml", "--new-overlay", "v1:overlay.yaml"], 0);
    assert_eq!(err, "");
    assert!(out.contains("--> v1:old.yaml:3:1\n"), "{out}");
    assert!(out.contains("::: v1:./new.yaml:3:1\n"), "{out}");
    assert!(out.contains(" = now: v1:./new.yaml with v1:overlay.yaml\n"), "{out}");

    let fails = |old: &str, why: &str| {
        let (_, err) = place.run(&[old, "new.yaml"], 1);
        assert_eq!(err.lines().next(), Some(&*format!("error: {why}")));
    };
    fails("v2:old.yaml", "there is neither a file `v2:old.yaml` nor a revision `v2`");
    let no_file = "is no file of the revision `v1` (a path begins at the root of the repository, or with `./` here)";
    fails("v1:none.yaml", &format!("`none.yaml` {no_file}"));
    fails("v1:", &format!("`` {no_file}"));
    fails("v1:a\nb", &format!("`a\\nb` {no_file}"));
}

/// What shows the verdicts, and where that is said.
#[test]
fn what_shows_the_verdicts_is_written_into_a_folder() {
    let place = Place::with_documents();
    let both = [&BOTH[..], &["--witness", "out"]].concat();
    let (out, err) = place.run(&both, 0);
    assert_eq!(err, "");
    let shown = |file: &str| fs::read_to_string(place.0.path().join(file)).expect("it is there");
    KEPT.check("witness.md", &shown("out/README.md"));
    let change = "out/changes/operation-removed-deletepet";
    KEPT.check("witness.rs", &shown(&format!("{change}/source.rs")));
    KEPT.check("witness.http", &shown(&format!("{change}/old-client-request.http")));
    assert!(out.contains(&format!(" = witness: {change}\n")), "{out}");
    let says = "out/README.md says what shows these verdicts, and how to try it";
    assert!(out.ends_with(&format!(" = witness: {says}\n")), "{out}");

    // A second time, in the folder that is ours.
    let markdown = [&both[..], &["--message-format", "markdown"]].concat();
    let (out, _) = place.run(&markdown, 0);
    assert!(out.ends_with(&format!("\n\n`{}` {}.\n", &says[..13], &says[14..])), "{out}");
    let objects = place.json(&both, 0);
    let folders = objects.iter().filter_map(|object| object["witness"].as_str());
    let folders: Vec<&str> = folders.collect();
    assert!(folders.contains(&change), "{folders:?}");
    for folder in folders {
        assert!(
            fs::read_dir(place.0.path().join(folder)).is_ok_and(|it| it.count() > 0),
            "{folder}"
        );
    }
    // Nothing is left of what is not written any more.
    place.run(&["old.yaml", "old.yaml", "--witness", "out"], 0);
    assert!(!place.0.path().join(change).exists());
}

#[test]
fn a_folder_of_others_is_left_alone() {
    let place = Place::with_documents();
    fs::create_dir(place.0.path().join("mine")).expect("it can be made");
    place.write("mine/README.md", "# Mine\n");
    let both = ["old.yaml", "new.yaml", "--witness", "mine"];
    let (out, err) = place.run(&both, 1);
    let why = "mine has files that this command did not write; name a folder that is new or empty";
    assert_eq!((&*out, err), ("", format!("error: {why}\n")));
    assert_eq!(place.sum(&both, 1)["error"], why);
    let left = fs::read_to_string(place.0.path().join("mine/README.md"));
    assert_eq!(left.ok().as_deref(), Some("# Mine\n"));
    place.write("file", "");
    assert!(
        place.run(&["old.yaml", "new.yaml", "--witness", "file"], 1).1.starts_with("error: file: ")
    );
}
