//! Parts of an API that a client does without, and how many there are.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use super::{Diagnostic, Diagnostics};

/// A part of an API that a client does without, because it cannot do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// A parameter that is not required.
    Parameter,
    /// A field of a form that is not required.
    Field,
    /// An alternative of the credentials that an operation takes.
    Credentials,
    /// A content of a body, of which another is left, or that is not required.
    Content,
    /// The discriminator of a union.
    Discriminator,
    /// An operation.
    Operation,
}

impl LeftOut {
    /// What tools are told.
    const fn kind(self) -> &'static str {
        match self {
            Self::Parameter => "parameters",
            Self::Field => "fields",
            Self::Credentials => "credentials",
            Self::Content => "contents",
            Self::Discriminator => "discriminators",
            Self::Operation => "operations",
        }
    }

    /// What one of them is called, and what several are.
    const fn words(self) -> [&'static str; 2] {
        match self {
            Self::Parameter => ["parameter", "parameters"],
            Self::Field => ["form field", "form fields"],
            Self::Credentials => ["kind of credentials", "kinds of credentials"],
            Self::Content => ["content", "contents"],
            Self::Discriminator => ["discriminator", "discriminators"],
            Self::Operation => ["operation", "operations"],
        }
    }
}

/// How many parts of each kind are left out. Its text is empty if there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOutCounts(BTreeMap<LeftOut, usize>);

impl LeftOutCounts {
    /// How many there are of each kind, by a word for tools.
    pub fn by_kind(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(part, &number)| (part.kind(), number))
    }
}

/// As in `1 parameter and 2 operations`.
impl fmt::Display for LeftOutCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.0.len().saturating_sub(1);
        for (index, (part, &number)) in self.0.iter().enumerate() {
            let separator = match index {
                0 => "",
                index if index == last => " and ",
                _ => ", ",
            };
            let [one, several] = part.words();
            write!(f, "{separator}{number} {}", if number == 1 { one } else { several })?;
        }
        Ok(())
    }
}

impl Diagnostic {
    /// Says that a part of the API is left out for this problem.
    pub fn leaves_out(&mut self, part: LeftOut) -> &mut Self {
        self.left_out = Some(part);
        self
    }
}

impl Diagnostics {
    /// What is left out for the problems that were reported. What is left out for several reasons
    /// counts once, and so does a component that many refer to.
    #[must_use]
    pub fn left_out(&self) -> LeftOutCounts {
        let mut counts = LeftOutCounts::default();
        let mut seen = HashSet::new();
        for diagnostic in self.iter() {
            let Some(part) = diagnostic.left_out else { continue };
            if seen.insert((part, diagnostic.location.pointer())) {
                *counts.0.entry(part).or_default() += 1;
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::LeftOut;
    use crate::diagnostics::{Code, Diagnostics, Place};

    #[test]
    fn what_is_left_out_is_counted_once() {
        let mut diagnostics = Diagnostics::new();
        assert_eq!(diagnostics.left_out().to_string(), "");
        let mut leave_out = |part, place: &str, why: &str| {
            diagnostics.warning(Code::UNSUPPORTED, &Place::ROOT.key(place), why).leaves_out(part);
        };
        leave_out(LeftOut::Operation, "b", "one");
        leave_out(LeftOut::Operation, "b", "another");
        leave_out(LeftOut::Operation, "c", "one");
        leave_out(LeftOut::Parameter, "a", "one");
        assert_eq!(diagnostics.left_out().to_string(), "1 parameter and 2 operations");
    }
}
