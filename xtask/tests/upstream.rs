//! The day on which somebody else changes the document that ours was taken from: `cut`, `diff --like`
//! and `bump`, one after the other.

mod printed;

use std::fs;
use std::path::Path;
use std::process::Command;

use printed::printed;
use tempfile::TempDir;

const UPSTREAM: &str = "\
openapi: 3.0.3
info: {title: Large, version: 1.0.0}
servers: [{url: https://api.example.com}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      description: Theirs.
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200':
          description: Theirs.
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
  /owners:
    get: {operationId: listOwners, responses: {'204': {description: None.}}}
components:
  schemas:
    Pet:
      type: object
      properties:
        name: {type: string, description: Theirs.}
        kind: {type: string, enum: [cat, dog, bird]}
";

const OURS: &str = "\
# Ours.
openapi: 3.0.3
info: {title: Pets, version: 1.0.0}
paths:
  /pets/{id}:
    get:
      summary: Fetches a pet.
      responses:
        '200':
          description: The pet.
          content: {application/json: {schema: {properties: {name: {description: What it is called.}}}}}
";

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: The version, version: 1.0.0}
actions:
  - target: $.info
    update: {x-rust-version: 0.1.0}
";

/// A repository with nothing but the documents of a crate, and a document from elsewhere.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(TempDir::new().expect("a folder can be made"));
        repository.write("spec/flex-interactions.yaml", OURS);
        repository.write("spec/overlay.yaml", OVERLAY);
        repository.write(
            "spec/CHANGELOG.md",
            "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A client.\n",
        );
        repository.write("upstream.yaml", UPSTREAM);
        repository.git("init --quiet --initial-branch main");
        repository
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        let folder = path.parent().expect("it is in a folder");
        fs::create_dir_all(folder).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).expect("it is there")
    }

    #[track_caller]
    fn run(&self, arguments: &str, code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        printed(outside(&mut command, self.0.path()).args(arguments.split(' ')), code)
    }

    fn git(&self, arguments: &str) {
        let mut command = Command::new("git");
        let settings = "-c user.name=a -c user.email=a@example.com -c commit.gpgsign=false";
        let arguments = settings.split(' ').chain(arguments.split(' '));
        printed(outside(&mut command, self.0.path()).args(arguments), 0);
    }

    fn commit(&self) {
        self.git("add .");
        self.git("commit --quiet --message all");
    }
}

/// A command in a folder that knows nothing of a repository that the test is run for.
fn outside<'c>(command: &'c mut Command, folder: &Path) -> &'c mut Command {
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("GIT_") {
            command.env_remove(name);
        }
    }
    command.current_dir(folder)
}

const CUT: &str = "cut upstream.yaml --like spec/flex-interactions.yaml \
                   --prose spec/flex-interactions.yaml --out spec/flex-interactions.yaml";

#[test]
fn a_new_version_of_their_document_becomes_one_of_our_crate() {
    let repository = Repository::new();
    repository.run(CUT, 0);
    repository.run("codegen", 0);
    repository.commit();
    let before = repository.text("spec/flex-interactions.yaml");

    let new = UPSTREAM
        .replace("[cat, dog, bird]", "[dog, bird]")
        .replace("getPet\n", "getPet\n      x-new: 1\n");
    let new = new.replace("operationId: listOwners", "operationId: listAll");
    fs::rename(repository.0.path().join("upstream.yaml"), repository.0.path().join("before.yaml"))
        .expect("it is there");
    repository.write("upstream.yaml", &new);
    let (out, _) =
        repository.run("diff before.yaml upstream.yaml --like spec/flex-interactions.yaml", 0);
    assert!(out.contains("A value was removed from an enumeration: `cat` of `PetKind`"), "{out}");
    assert!(out.contains("1 change: 1 major; 1 change of other operations"), "{out}");

    repository.run(CUT, 0);
    let after = repository.text("spec/flex-interactions.yaml");
    let differing = before.lines().filter(|line| !after.contains(*line)).collect::<Vec<_>>();
    assert!(
        matches!(differing.as_slice(), [sha256, cat] if sha256.contains("sha256: ") && cat.ends_with("- cat")),
        "{differing:?}"
    );

    let (out, err) = repository.run("bump --date 2026-11-30", 0);
    assert_eq!(err, "");
    assert!(out.contains(": the version was 0.1.0 and is 0.2.0, see spec/CHANGELOG.md\n"), "{out}");
    assert_eq!(repository.text("spec/overlay.yaml"), OVERLAY.replace("0.1.0}", "0.2.0}"));
    let changelog = "\
# Changelog

## [Unreleased]

## [0.2.0] - 2026-11-30

### Breaks callers

- A value was removed from an enumeration: `cat` of `PetKind` (`models::PetKind::Cat`).

### Added

- A client.
";
    assert_eq!(repository.text("spec/CHANGELOG.md"), changelog);
    assert!(repository.text("generated/CHANGELOG.md").contains("## [0.2.0] - 2026-11-30"));
    assert!(repository.text("generated/Cargo.toml").contains("version = \"0.2.0\""));
    repository.run("codegen --check", 0);
    repository.run("diff --check", 0);

    // Once more nothing changes.
    let (out, _) = repository.run("bump --date 2026-11-30", 0);
    assert!(out.contains("the version was 0.1.0 and is 0.2.0"), "{out}");
    assert_eq!(repository.text("spec/CHANGELOG.md"), changelog);
    repository.commit();
    let (out, _) = repository.run("bump", 0);
    assert!(out.contains("the version stays 0.2.0"), "{out}");
}

#[test]
fn a_version_that_stands_nowhere_cannot_be_raised() {
    let repository = Repository::new();
    repository.write("spec/overlay.yaml", &OVERLAY.replace("x-rust-version: 0.1.0", "x-a: 1"));
    repository.run(CUT, 0);
    repository.run("codegen", 0);
    repository.commit();
    let spec = repository.text("spec/flex-interactions.yaml");
    repository.write("spec/flex-interactions.yaml", &spec.replace("- cat", "- fish"));
    let (_, err) = repository.run("bump", 1);
    assert!(err.contains("write `x-rust-version: 0.2.0` into `info`"), "{err}");
    assert!(!repository.text("spec/CHANGELOG.md").contains("0.2.0"));
}

#[test]
fn nothing_is_raised_for_documents_with_errors() {
    let repository = Repository::new();
    repository.run(CUT, 0);
    repository.run("codegen", 0);
    repository.commit();
    let spec = repository.text("spec/flex-interactions.yaml");
    repository.write("spec/flex-interactions.yaml", &spec.replace("type: object", "type: objet"));
    let (_, err) = repository.run("bump", 1);
    assert!(err.contains("did you mean"), "{err}");
}
