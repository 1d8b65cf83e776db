//! Why a wait ended without what was waited for.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::error::Error;
use crate::printable::{Excerpt, LONGEST_EXCERPT, Printable, shortened};

/// Why a wait ended without what was waited for, and what is known of it.
///
/// `T` is the thing that was waited for, `C` what the API answered when it created it: nothing is
/// lost of either. Neither is shown by `Debug`.
pub struct WaitError<T, C = ()>(Box<Parts<T, C>>);

struct Parts<T, C> {
    until: &'static str,
    failure: WaitFailure,
    created: Option<C>,
    last: Option<T>,
}

/// Why a wait ended without what was waited for.
#[derive(Debug)]
#[non_exhaustive]
pub enum WaitFailure {
    /// A call failed in a way that does not pass: the one that creates something, or one that asks
    /// for it.
    Call(Error),
    /// What was created does not have what is needed to ask for it, such as an identifier.
    Untold,
    /// The thing has failed.
    Failed(WaitReport),
    /// The status of the thing is none that belongs to the wait.
    Unexpected(WaitReport),
    /// The time was over.
    Deadline {
        /// How long the wait was allowed to take.
        limit: Duration,
        /// What the thing said of itself when it was seen last; none if it was never there.
        report: Option<WaitReport>,
        /// The failure of the last call, if it failed in a way that may pass.
        trouble: Option<Error>,
    },
}

/// What a thing says of itself.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitReport {
    /// Its status.
    pub status: Option<String>,
    /// The code of an error, if the API gives one.
    pub code: Option<String>,
    /// What went wrong, in the words of the API.
    pub message: Option<String>,
}

impl<T, C> WaitError<T, C> {
    pub(crate) fn new(
        until: &'static str,
        failure: WaitFailure,
        created: Option<C>,
        last: Option<T>,
    ) -> Self {
        Self(Box::new(Parts { until, failure, created, last }))
    }

    /// Why the wait ended.
    pub fn failure(&self) -> &WaitFailure {
        &self.0.failure
    }

    /// What the API answered when it created something; none if that is not known, or if nothing
    /// was to be created.
    pub fn created(&self) -> Option<&C> {
        self.0.created.as_ref()
    }

    /// The thing as it was seen last, which is the one that has failed if one has; none if it was
    /// never there.
    pub fn last(&self) -> Option<&T> {
        self.0.last.as_ref()
    }

    /// Why the wait ended, what was created, and what was seen last.
    pub fn into_parts(self) -> (WaitFailure, Option<C>, Option<T>) {
        let Parts { failure, created, last, .. } = *self.0;
        (failure, created, last)
    }
}

impl<T, C> fmt::Display for WaitError<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let until = self.0.until;
        match &self.0.failure {
            WaitFailure::Call(_) => {
                write!(f, "waiting for `{until}` has ended, because a call failed")
            }
            WaitFailure::Untold => write!(
                f,
                "waiting for `{until}` has ended, because what was created does not say how to ask \
                 for it"
            ),
            WaitFailure::Failed(report) => {
                write!(f, "waiting for `{until}` has ended with a failure: {report}")
            }
            WaitFailure::Unexpected(report) => write!(
                f,
                "waiting for `{until}` has ended, because nobody knows what this means for it: \
                 {report}"
            ),
            WaitFailure::Deadline { limit, report, .. } => {
                write!(f, "it was not `{until}` within {limit:?}: ")?;
                match report {
                    Some(report) => report.fmt(f),
                    None => f.write_str("it was never seen"),
                }
            }
        }
    }
}

impl<T, C> fmt::Debug for WaitError<T, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitError")
            .field("until", &self.0.until)
            .field("failure", &self.0.failure)
            .field("is_created", &self.0.created.is_some())
            .field("is_seen", &self.0.last.is_some())
            .finish()
    }
}

impl<T, C> StdError for WaitError<T, C> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.failure {
            WaitFailure::Call(error) | WaitFailure::Deadline { trouble: Some(error), .. } => {
                Some(error)
            }
            WaitFailure::Untold
            | WaitFailure::Failed(_)
            | WaitFailure::Unexpected(_)
            | WaitFailure::Deadline { trouble: None, .. } => None,
        }
    }
}

impl From<Error> for WaitFailure {
    fn from(error: Error) -> Self {
        Self::Call(error)
    }
}

impl fmt::Display for WaitReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.status {
            Some(status) => write!(f, "the status is `{}`", excerpt(status))?,
            None => f.write_str("there is no status")?,
        }
        if let Some(code) = &self.code {
            write!(f, ", the code {}", excerpt(code))?;
        }
        match self.message.as_deref() {
            None | Some("") => Ok(()),
            Some(message) => write!(f, ": {}", excerpt(message)),
        }
    }
}

impl fmt::Debug for WaitReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, code, message } = self;
        let [status, code, message] =
            [status, code, message].map(|text| text.as_ref().map(|text| Excerpt(text.as_bytes())));
        f.debug_struct("WaitReport")
            .field("status", &status)
            .field("code", &code)
            .field("message", &message)
            .finish()
    }
}

fn excerpt(text: &str) -> Printable<Cow<'_, str>> {
    Printable(shortened(text, LONGEST_EXCERPT))
}
