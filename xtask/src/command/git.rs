//! What is asked of git, which is needed only where revisions are compared.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use document::diagnostics::quoted;

/// Where the main branch may be, the surest place first.
const MAIN: [&str; 4] = [
    "refs/remotes/origin/HEAD",
    "refs/remotes/origin/main",
    "refs/heads/main",
    "refs/heads/master",
];

/// A commit.
#[derive(Debug, Clone)]
pub(crate) struct Revision {
    /// What messages call it.
    pub(crate) name: String,
    commit: String,
}

impl Revision {
    /// The commit that a name stands for in the repository around a folder; none if there is no such
    /// revision.
    pub(crate) fn find(folder: &Path, name: &str) -> Result<Option<Self>, String> {
        let commit = format!("{name}^{{commit}}");
        let output = git(folder, &["rev-parse", "--verify", "--quiet", &commit])?;
        match output.status.code() {
            Some(0) => Ok(Some(Self { name: name.to_owned(), commit: line(&output.stdout) })),
            Some(1) => Ok(None),
            _ => Err(complaint(&output)),
        }
    }

    /// The newest commit that the one that is checked out has in common with the main branch.
    pub(crate) fn merge_base(folder: &Path) -> Result<Self, String> {
        let mut main = None;
        for name in MAIN {
            if main.is_none() && Self::find(folder, name)?.is_some() {
                main = Some(name);
            }
        }
        let Some(main) = main else {
            let why =
                "there is no main branch: neither of a remote `origin`, nor `main` or `master`";
            return Err(with_advice(folder, why));
        };
        let output = git(folder, &["merge-base", "HEAD", main])?;
        match output.status.code() {
            Some(0) => {
                let commit = line(&output.stdout);
                Ok(Self { name: commit.chars().take(10).collect(), commit })
            }
            Some(1) => {
                let why = format!("what is checked out has no commit in common with `{main}`");
                Err(with_advice(folder, &why))
            }
            _ => Err(complaint(&output)),
        }
    }

    /// What a file says in the revision; nothing if the revision has no such file. The path begins at
    /// the root of the repository, or with `./` at the folder.
    pub(crate) fn read(&self, folder: &Path, path: &str) -> Result<Option<Vec<u8>>, String> {
        if path.contains(['\n', '\r']) {
            return Ok(None);
        }
        let mut child = command(folder, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .spawn()
            .map_err(|error| not_called(&error))?;
        if let Some(mut stdin) = child.stdin.take() {
            // One line is no more than a pipe takes at once, and git says itself why it ended.
            let _ = writeln!(stdin, "{}:{path}", self.commit);
        }
        let output = child.wait_with_output().map_err(|error| not_called(&error))?;
        if !output.status.success() {
            return Err(complaint(&output));
        }
        Ok(blob(&output.stdout))
    }
}

/// The content in what `git cat-file --batch` says of one object, if it is a file.
fn blob(output: &[u8]) -> Option<Vec<u8>> {
    let end = output.iter().position(|byte| *byte == b'\n')?;
    let head = str::from_utf8(output.get(..end)?).ok()?;
    let mut words = head.rsplit(' ');
    let (size, kind) = (words.next()?.parse::<usize>().ok()?, words.next()?);
    let content = output.get(end + 1..)?.get(..size)?;
    (kind == "blob").then(|| content.to_vec())
}

/// Says what to do where there is no commit to compare with.
fn with_advice(folder: &Path, why: &str) -> String {
    let is_shallow = git(folder, &["rev-parse", "--is-shallow-repository"])
        .is_ok_and(|output| line(&output.stdout) == "true");
    if is_shallow {
        format!(
            "{why}. The clone is shallow, without older commits: get them by `git fetch --unshallow origin` (in a workflow: `fetch-depth: 0`)"
        )
    } else {
        format!("{why}. Say which revision to compare with: `cargo xtask diff REV`")
    }
}

/// Calls git in a folder, without a shell.
fn git(folder: &Path, arguments: &[&str]) -> Result<Output, String> {
    command(folder, arguments).stdin(Stdio::null()).output().map_err(|error| not_called(&error))
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn not_called(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => {
            "git is not installed, which takes files out of revisions; files can be compared without it"
                .to_owned()
        }
        _ => format!("git cannot be called: {error}"),
    }
}

/// What git says of why it failed.
fn complaint(output: &Output) -> String {
    let said = line(&output.stderr);
    match said.as_str() {
        "" => "git failed, and did not say why".to_owned(),
        said => format!("git says {}", quoted(said)),
    }
}

/// The first line of what git says.
fn line(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    text.lines().next().unwrap_or_default().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::process::Command;

    use tempfile::TempDir;

    use super::{Revision, blob};

    /// Calls git in a folder, with nothing of the settings around it.
    fn git(folder: &Path, arguments: &str) {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        let settings = "-c user.name=a -c user.email=a@example.com -c commit.gpgsign=false";
        command.args(settings.split(' ')).args(arguments.split(' ')).current_dir(folder);
        let output = command.output().expect("git is installed");
        assert!(output.status.success(), "{output:?}");
    }

    /// Which commit is compared with is for git to say, which whoever has a checkout of this
    /// repository has.
    #[test]
    fn the_merge_base_is_where_a_branch_begins() {
        let place = TempDir::new().expect("a folder can be made");
        let folder = place.path().join("one");
        fs::create_dir(&folder).expect("it can be made");
        git(&folder, "init --quiet");
        git(&folder, "symbolic-ref HEAD refs/heads/other");
        git(&folder, "commit --quiet --allow-empty --message first");
        let error = Revision::merge_base(&folder).expect_err("there is no main branch");
        assert!(error.starts_with("there is no main branch"), "{error}");
        assert!(error.ends_with("`cargo xtask diff REV`"), "{error}");

        git(&folder, "branch main");
        git(&folder, "commit --quiet --allow-empty --message second");
        let base = Revision::merge_base(&folder).expect("there is one");
        let main = Revision::find(&folder, "main").expect("git answers").expect("it is there");
        assert_eq!(base.commit, main.commit);
        assert_eq!(base.name, main.commit[..10]);

        git(&folder, "checkout --quiet --orphan alone");
        git(&folder, "commit --quiet --allow-empty --message third");
        let error = Revision::merge_base(&folder).expect_err("they have nothing in common");
        assert!(error.contains("has no commit in common with `refs/heads/main`"), "{error}");

        git(place.path(), "clone --quiet --no-local --depth 1 --branch other one two");
        git(&place.path().join("two"), "fetch --quiet --depth 1 origin main:main");
        let error = Revision::merge_base(&place.path().join("two")).expect_err("it is shallow");
        assert!(error.contains("`git fetch --unshallow origin`"), "{error}");

        let error = Revision::find(place.path(), "main").expect_err("it is no repository");
        assert!(error.starts_with("git says `"), "{error}");
    }

    #[test]
    fn only_files_have_content() {
        let check = |output: &str, expected: Option<&str>| {
            let found = blob(output.as_bytes());
            assert_eq!(found.as_deref(), expected.map(str::as_bytes), "{output}");
        };
        check("4b825dc blob 4\na\nb\n\n", Some("a\nb\n"));
        check("4b825dc blob 0\n\n", Some(""));
        check("4b825dc tree 4\nabcd\n", None);
        check("4b825dc:a b missing\n", None);
        check("4b825dc blob 9\ncut\n", None);
        check("", None);
    }
}
