//! How long a call and each of its attempts may take.

use std::time::Duration;

/// How long a call may take as a whole, unless something else is set.
const CALL: Duration = Duration::from_secs(60);

/// How long an attempt may take, unless something is set for it or for the call.
const ATTEMPT: Duration = Duration::from_secs(30);

/// A limit as it was set, if it was.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) enum TimeLimit {
    #[default]
    Unset,
    /// So long, or without an end.
    Set(Option<Duration>),
}

impl TimeLimit {
    /// This limit, or another if it is unset.
    fn or(self, other: Self) -> Self {
        match self {
            Self::Unset => other,
            Self::Set(_) => self,
        }
    }
}

/// What was set, for a client or for one request.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct TimeLimits {
    /// For the call, from its beginning to the last byte, with all attempts and the time between.
    pub(crate) call: TimeLimit,
    /// For each attempt.
    pub(crate) attempt: TimeLimit,
}

impl TimeLimits {
    /// These limits, and others for what they leave open.
    pub(crate) fn or(self, others: Self) -> Self {
        Self { call: self.call.or(others.call), attempt: self.attempt.or(others.attempt) }
    }

    /// How long the call may take.
    pub(crate) fn for_call(self) -> Option<Duration> {
        match self.call {
            TimeLimit::Set(limit) => limit,
            TimeLimit::Unset => Some(CALL),
        }
    }

    /// How long each attempt may take: who sets a limit for the call alone gives it to each
    /// attempt, so that what takes long is not cut short.
    pub(crate) fn for_attempt(self) -> Option<Duration> {
        match (self.attempt, self.call) {
            (TimeLimit::Set(limit), _) => limit,
            (TimeLimit::Unset, TimeLimit::Set(_)) => None,
            (TimeLimit::Unset, TimeLimit::Unset) => Some(ATTEMPT),
        }
    }
}
