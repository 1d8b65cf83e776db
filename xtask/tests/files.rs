//! Documents in several files, from the command line: which files are read, and from where.

mod printed;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use printed::printed;
use tempfile::TempDir;

/// A folder with an API in a folder of it, and something beside that.
struct Place(TempDir);

impl Place {
    fn new(schemas: &str) -> Self {
        let place = Self(TempDir::new().expect("a folder can be made"));
        place.write("secret.yaml", "Secret: {type: string}\n");
        let pets = format!(
            "openapi: 3.0.3
info: {{title: Pets, version: 1.0.0}}
servers: [{{url: https://api.example.com}}]
paths: {{/pets: {{$ref: paths/pets.yaml}}}}
components: {{schemas: {{{schemas}}}}}
"
        );
        place.write("api/pets.yaml", &pets);
        let item = "get:
  operationId: listPets
  responses:
    '200':
      description: All pets.
      content: {application/json: {schema: {$ref: '../schemas/pet.yaml'}}}
";
        place.write("api/paths/pets.yaml", item);
        place.write("api/schemas/pet.yaml", "type: object\nproperties: {name: {type: string}}\n");
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        let folder = path.parent().expect("it is in a folder");
        fs::create_dir_all(folder).expect("a folder can be made");
        fs::write(path, text).expect("it can be written");
    }

    /// Checks the exit code, and returns what was printed to standard output and to standard error.
    #[track_caller]
    fn run(&self, arguments: &str, code: i32) -> (String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        printed(command.args(arguments.split(' ')).current_dir(&self.0), code)
    }
}

#[test]
fn a_crate_is_made_of_a_folder() {
    let place = Place::new("");
    let command = "codegen --spec api/pets.yaml --out pets";
    let (out, err) = place.run(command, 0);
    assert_eq!(err, "");
    assert!(out.starts_with("pets: 1 operation and 1 model from api/pets.yaml\n"), "{out}");
    place.run(&format!("{command} --check"), 0);
    let pet = "type: object\nproperties: {name: {type: string}, age: {type: integer}}\n";
    place.write("api/schemas/pet.yaml", pet);
    place.run(&format!("{command} --check"), 1);

    place.write("api/schemas/pet.yaml", "type: object\nrequired: name\n");
    let (out, _) = place.run(&format!("{command} --message-format json"), 1);
    let place_in_file = r#""file":"api/schemas/pet.yaml","line":2,"column":11"#;
    assert!(out.contains(place_in_file), "{out}");
}

/// Neither by names nor by links.
#[test]
fn nothing_outside_of_the_folder_is_read() {
    let check = |schema: &str, message: &str| {
        let place = Place::new(&format!("A: {{$ref: '{schema}'}}"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            let link = |to: &str, at: &str| symlink(to, place.path(at)).expect("it can be made");
            link("../secret.yaml", "api/out.yaml");
            link("..", "api/up");
            link("schemas/pet.yaml", "api/in.yaml");
            link("/dev/zero", "api/zero.yaml");
            link("round.yaml", "api/round.yaml");
        }
        let code = i32::from(!message.is_empty());
        let (_, err) = place.run("codegen --spec api/pets.yaml --out pets", code);
        assert!(err.contains(message), "{err}");
    };
    let outside = "is outside of the folder of the document";
    check("../secret.yaml#/Secret", outside);
    check("%2e%2e/secret.yaml#/Secret", outside);
    check("schemas/../../secret.yaml#/Secret", outside);
    check("/etc/hostname", "has an absolute path");
    check("schemas", "leads to no file: `api/schemas` is something else");
    check("none.yaml", "there is no `api/none.yaml`");
    check("schemas/pet.yaml/x", "there is no `api/schemas/pet.yaml/x`");
    if cfg!(unix) {
        check(
            "out.yaml#/Secret",
            "is outside of the folder of the document, where a link leads to",
        );
        check("up/secret.yaml#/Secret", "where a link leads to");
        check("zero.yaml", "where a link leads to");
        check("round.yaml", "leads to a file that cannot be read");
        check("in.yaml", "");
    }
}

/// Git has the other files, too.
#[test]
fn revisions_are_compared_with_all_their_files() {
    let place = Place::new("");
    let git = |arguments: &str| {
        let mut command = Command::new("git");
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command.args(["-c", "user.name=t", "-c", "user.email=t@example.com"]);
        let output = command.args(arguments.split(' ')).current_dir(&place.0).output();
        let output = output.expect("git is installed");
        assert!(output.status.success(), "{output:?}");
    };
    git("init --quiet");
    git("add .");
    git("commit --quiet --message one");
    git("tag v1");
    let pet = "type: object\nproperties: {name: {type: string}, age: {type: integer}}\n";
    place.write("api/schemas/pet.yaml", pet);
    for old in ["v1:api/pets.yaml", "v1:./api/pets.yaml"] {
        let (out, err) = place.run(&format!("diff {old} api/pets.yaml"), 0);
        assert_eq!(err, "");
        assert!(out.contains("`Pet`") && out.contains("api/schemas/pet.yaml:2:"), "{out}");
    }
    let (out, _) = place.run("diff api/pets.yaml v1:api/pets.yaml", 0);
    assert!(out.contains("api/schemas/pet.yaml:2:") && out.contains("`age`"), "{out}");
}

/// What another document refers to is none of the documents of a folder.
#[test]
fn a_corpus_has_documents_in_several_files() {
    let place = Place::new("");
    let (out, err) = place.run("corpus api", 0);
    assert!(out.contains("1 documents: 1 generated, 0 refused"), "{out}{err}");
    // What nobody refers to is expected to be one.
    place.write("api/alone.yaml", "type: object\n");
    let (out, err) = place.run("corpus api", 0);
    assert!(out.contains("2 documents: 1 generated, 1 refused"), "{out}{err}");
}
