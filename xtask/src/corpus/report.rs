//! The report: a table, what is wrong, and a summary.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::compare::Verdict;
use super::examples::{Example, ExampleKind};
use super::{Crate, DocumentOutcome, Entry, Options, Trial};

/// How many complaints about a crate are shown.
const MOST_COMPLAINTS: usize = 3;

/// A kind of examples in the report, and the test for it.
type KindTest = (&'static str, fn(&ExampleKind) -> bool);

/// What became of the documents of a folder.
#[derive(Debug)]
pub(crate) struct Report {
    entries: Vec<Entry>,
    compile: bool,
    examples: bool,
}

impl Report {
    pub(super) fn new(entries: Vec<Entry>, options: &Options) -> Self {
        Self {
            entries,
            compile: options.compile || options.docs,
            examples: options.examples != Trial::Nothing,
        }
    }

    /// Whether nothing is wrong with the generator: it may refuse a document, but neither panic,
    /// nor make a crate that does not compile, nor lose a part of an example.
    #[must_use]
    pub(crate) fn is_good(&self) -> bool {
        self.entries.iter().all(|entry| match &entry.outcome {
            DocumentOutcome::Panicked(_) => false,
            DocumentOutcome::Refused(errors) => !errors.is_empty(),
            DocumentOutcome::Generated(generated) => {
                generated.complaints().is_empty() && generated.lost().next().is_none()
            }
        })
    }

    fn crates(&self) -> impl Iterator<Item = (&Entry, &Crate)> {
        self.entries.iter().filter_map(|entry| match &entry.outcome {
            DocumentOutcome::Generated(generated) => Some((entry, &**generated)),
            DocumentOutcome::Panicked(_) | DocumentOutcome::Refused(_) => None,
        })
    }
}

impl Entry {
    /// What it is called: the document, and whose examples its crate reads.
    fn title(&self) -> Cow<'_, str> {
        match &self.next {
            None => Cow::Borrowed(&self.name),
            Some(next) => format!("{} reads {next}", self.name).into(),
        }
    }
}

impl Crate {
    fn complaints(&self) -> &[super::Complaint] {
        self.complaints.as_deref().unwrap_or_default()
    }

    /// The examples that are lost, and what of them.
    fn lost(&self) -> impl Iterator<Item = (&Example, &str)> {
        self.examples.tried.iter().zip(&self.verdicts).filter_map(
            |(example, verdict)| match verdict {
                Verdict::Lost(why) => Some((example, why.as_str())),
                _ => None,
            },
        )
    }

    fn equal_count(&self) -> usize {
        let is_equal = |verdict: &&Verdict| !matches!(verdict, Verdict::Kept | Verdict::Lost(_));
        self.verdicts.iter().filter(is_equal).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table(f)?;
        self.problems(f)?;
        self.summary(f)
    }
}

impl Report {
    fn table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let titles = self.entries.iter().map(|entry| entry.title().chars().count());
        let width = titles.chain(["document".len()]).max().unwrap_or_default();
        let compiled = if self.compile { "  compiled" } else { "" };
        let examples = if self.examples { "   examples" } else { "" };
        let head = "operations  warnings   lines      time";
        writeln!(f, "{:width$}  {head}{compiled}{examples}", "document")?;
        for entry in &self.entries {
            let name = entry.title();
            let time = format!("{} ms", entry.time.as_millis());
            let generated = match &entry.outcome {
                DocumentOutcome::Generated(generated) => generated,
                DocumentOutcome::Panicked(_) => {
                    writeln!(f, "{name:width$}  {:>10}{:>28}", "panic", time)?;
                    continue;
                }
                DocumentOutcome::Refused(_) => {
                    writeln!(f, "{name:width$}  {:>10}{:>28}", "refused", time)?;
                    continue;
                }
            };
            let Crate { operations, warnings, lines, .. } = **generated;
            write!(f, "{name:width$}  {operations:>10}  {warnings:>8}  {lines:>6}  {time:>8}")?;
            if self.compile {
                write!(f, "  {:<8}", compiled_cell(generated))?;
            }
            if self.examples {
                let cell = format!("{}/{}", generated.equal_count(), generated.verdicts.len());
                write!(f, "  {cell:>9}")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }

    fn problems(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            let name = entry.title();
            match &entry.outcome {
                DocumentOutcome::Panicked(message) => {
                    writeln!(f, "\n{name}: the generator panicked: {message}")?;
                }
                DocumentOutcome::Refused(errors) if errors.is_empty() => {
                    writeln!(f, "\n{name}: refused without an error")?;
                }
                DocumentOutcome::Refused(errors) => {
                    writeln!(f, "\n{name}: refused")?;
                    errors.iter().try_for_each(|error| writeln!(f, "  {error}"))?;
                }
                DocumentOutcome::Generated(generated) => problems_of(&name, generated, f)?,
            }
        }
        Ok(())
    }

    fn summary(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |is: fn(&DocumentOutcome) -> bool| {
            self.entries.iter().filter(|entry| is(&entry.outcome)).count()
        };
        let refused = count(|outcome| matches!(outcome, DocumentOutcome::Refused(_)));
        let panicked = count(|outcome| matches!(outcome, DocumentOutcome::Panicked(_)));
        let generated = count(|outcome| matches!(outcome, DocumentOutcome::Generated(_)));
        let lines: usize = self.crates().map(|(_, generated)| generated.lines).sum();
        let operations: usize = self.crates().map(|(_, generated)| generated.operations).sum();
        let all = self.entries.len();
        writeln!(
            f,
            "\n{all} documents: {generated} generated, {refused} refused, {panicked} panicked; \
             {operations} operations, {lines} lines"
        )?;
        if self.compile {
            let complaints = self.crates().map(|(_, generated)| generated.complaints());
            let good = complaints.filter(|complaints| complaints.is_empty()).count();
            writeln!(f, "compiled: {good} without a warning, {} not", generated - good)?;
        }
        if self.examples {
            self.summary_of_examples(f)?;
        }
        Ok(())
    }

    fn summary_of_examples(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: [KindTest; 3] = [
            ("requests", |kind| !matches!(kind, ExampleKind::Response(_))),
            ("responses", |kind| matches!(kind, ExampleKind::Response(..400))),
            ("errors", |kind| matches!(kind, ExampleKind::Response(400..))),
        ];
        for (what, is_of) in kinds {
            let tried = self.crates().flat_map(|(_, generated)| {
                generated.examples.tried.iter().zip(&generated.verdicts)
            });
            let verdicts: Vec<&Verdict> = tried
                .filter(|(example, _)| is_of(&example.kind))
                .map(|(_, verdict)| verdict)
                .collect();
            let count =
                |is: fn(&Verdict) -> bool| verdicts.iter().filter(|verdict| is(verdict)).count();
            let mut counts = vec![
                (count(|verdict| *verdict == Verdict::Equal), "equal"),
                (count(|verdict| *verdict == Verdict::UpToNull), "equal up to null"),
                (count(|verdict| *verdict == Verdict::Undeclared), "equal with undeclared fields"),
                (count(|verdict| *verdict == Verdict::Violating), "equal against their schema"),
                (count(|verdict| *verdict == Verdict::Kept), "kept against their schema"),
            ];
            counts.retain(|(count, _)| *count > 0);
            counts.push((count(|verdict| matches!(verdict, Verdict::Lost(_))), "lost"));
            let counts: Vec<_> =
                counts.iter().map(|(count, what)| format!("{count} {what}")).collect();
            writeln!(f, "examples of {what}: {}: {}", verdicts.len(), counts.join(", "))?;
        }
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, generated) in self.crates() {
            for (_, reason) in &generated.examples.skipped {
                *reasons.entry(reason).or_default() += 1;
            }
        }
        for (reason, count) in reasons {
            writeln!(f, "examples that are not tried: {count}: {reason}")?;
        }
        Ok(())
    }
}

fn compiled_cell(generated: &Crate) -> String {
    let complaints = generated.complaints();
    let errors = complaints.iter().filter(|complaint| complaint.is_error).count();
    match (errors, complaints.len()) {
        (0, 0) => "yes".to_owned(),
        (0, warnings) => format!("{warnings} warned"),
        (errors, _) => format!("{errors} errors"),
    }
}

fn problems_of(name: &str, generated: &Crate, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let complaints = generated.complaints();
    if !complaints.is_empty() {
        let count = count(complaints.len(), "complaint", "complaints");
        writeln!(f, "\n{name}: {count} of the compiler, clippy or rustdoc")?;
        for complaint in complaints.iter().take(MOST_COMPLAINTS) {
            for line in complaint.rendered.trim_end().lines() {
                writeln!(f, "  {line}")?;
            }
        }
    }
    let examples = || generated.examples.tried.iter().zip(&generated.verdicts);
    let kept: Vec<_> = examples().filter(|(_, verdict)| **verdict == Verdict::Kept).collect();
    if !kept.is_empty() {
        let count = count(kept.len(), "example does", "examples do");
        writeln!(f, "\n{name}: {count} not fit their schema, and are kept")?;
        for (example, _) in kept {
            let violation = example.violation.as_deref().unwrap_or_default();
            writeln!(f, "  #{}\n    {violation}", example.pointer)?;
        }
    }
    let lost: Vec<_> = generated.lost().collect();
    if !lost.is_empty() {
        let count = count(lost.len(), "example is", "examples are");
        writeln!(f, "\n{name}: {count} lost")?;
        for (example, why) in lost {
            writeln!(f, "  #{}\n    {why}", example.pointer)?;
        }
    }
    Ok(())
}

fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::time::Duration;

    use serde_json::json;

    use super::super::cargo::Complaint;
    use super::super::examples::Examples;
    use super::*;
    use generator::tree::Tree;

    fn entry(name: &str, outcome: DocumentOutcome) -> Entry {
        Entry { name: name.to_owned(), next: None, time: Duration::from_millis(12), outcome }
    }

    fn generated(complaints: &[(bool, &str)], verdicts: Vec<Verdict>) -> DocumentOutcome {
        let complaint = |&(is_error, text): &(bool, &str)| Complaint {
            is_error,
            rendered: format!("{text}\n --> src/lib.rs:1:1\n"),
        };
        let example = |index| Example {
            pointer: format!("/paths/~1a/get/{index}"),
            operation: 0,
            kind: if index == 0 {
                ExampleKind::Form(HashSet::new())
            } else {
                ExampleKind::Response(200)
            },
            value: json!(1),
            violation: None,
        };
        DocumentOutcome::Generated(Box::new(Crate {
            package: "a".to_owned(),
            tree: Tree::default(),
            operations: 1,
            warnings: 2,
            lines: 300,
            examples: Examples {
                tried: (0..verdicts.len()).map(example).collect(),
                skipped: vec![],
            },
            driver: None,
            complaints: Some(complaints.iter().map(complaint).collect()),
            verdicts,
        }))
    }

    fn report(entries: Vec<Entry>) -> Report {
        Report { entries, compile: true, examples: true }
    }

    #[test]
    fn everything_that_can_go_wrong_is_said() {
        let lost = vec![Verdict::Equal, Verdict::Lost("`/a` is missing".to_owned())];
        let report = report(vec![
            entry("error.yaml", generated(&[(false, "warning: a"), (true, "error: b")], vec![])),
            entry("lost.yaml", generated(&[], lost)),
            entry("panic.yaml", DocumentOutcome::Panicked("a bug".to_owned())),
            entry(
                "refused.yaml",
                DocumentOutcome::Refused(vec!["a.yaml:1:1: error[b]: c".to_owned()]),
            ),
            entry("warned.yaml", generated(&[(false, "warning: a")], vec![])),
        ]);
        let expected = "\
document      operations  warnings   lines      time  compiled   examples
error.yaml             1         2     300     12 ms  1 errors        0/0
lost.yaml              1         2     300     12 ms  yes             1/2
panic.yaml         panic                       12 ms
refused.yaml     refused                       12 ms
warned.yaml            1         2     300     12 ms  1 warned        0/0

error.yaml: 2 complaints of the compiler, clippy or rustdoc
  warning: a
   --> src/lib.rs:1:1
  error: b
   --> src/lib.rs:1:1

lost.yaml: 1 example is lost
  #/paths/~1a/get/1
    `/a` is missing

panic.yaml: the generator panicked: a bug

refused.yaml: refused
  a.yaml:1:1: error[b]: c

warned.yaml: 1 complaint of the compiler, clippy or rustdoc
  warning: a
   --> src/lib.rs:1:1

5 documents: 3 generated, 1 refused, 1 panicked; 3 operations, 900 lines
compiled: 1 without a warning, 2 not
examples of requests: 1: 1 equal, 0 lost
examples of responses: 1: 1 lost
examples of errors: 0: 0 lost
";
        assert_eq!(report.to_string(), expected);
    }

    #[test]
    fn what_is_good() {
        let is_good = |outcome| report(vec![entry("a.yaml", outcome)]).is_good();
        assert!(is_good(generated(&[], vec![Verdict::Equal, Verdict::Kept])));
        assert!(is_good(DocumentOutcome::Refused(vec!["why".to_owned()])));
        assert!(!is_good(DocumentOutcome::Refused(vec![])));
        assert!(!is_good(DocumentOutcome::Panicked(String::new())));
        assert!(!is_good(generated(&[(false, "warning: a")], vec![])));
        assert!(!is_good(generated(&[], vec![Verdict::Lost(String::new())])));
    }
}
