//! When a request is sent again, and after which time.

mod budget;

use std::time::Duration;

use http::StatusCode;

pub(crate) use budget::Budget;

/// Whether and when a request is sent again that failed.
///
/// That is done only if it is safe and may help: for any method after status 429, or if
/// the request was certainly not sent; after status 408, after 5xx but for 501 and 505, after a
/// broken connection or an attempt that took too long only if the operation is
/// idempotent. It is never done if the same would happen again, because a certificate is not trusted
/// say, nor if the body of the request can be read only once.
///
/// ```
/// # use std::time::Duration;
/// # use templates::{Client, RetryPolicy};
/// let policy = RetryPolicy::default().attempts(5).waits(Duration::from_millis(100), Duration::from_secs(5));
/// let builder = Client::builder().retries(policy);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(8),
            longest_retry_after: Duration::from_secs(30),
        }
    }
}

impl RetryPolicy {
    /// Each request is sent once.
    #[must_use]
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How often a request is sent at most, the first time included. The default is 3; 0 counts
    /// as 1.
    #[must_use]
    pub fn attempts(mut self, most: u32) -> Self {
        self.attempts = most.max(1);
        self
    }

    /// How long the first and the longest wait may be. The default is 500 milliseconds and 8
    /// seconds.
    ///
    /// The limit is twice as long each time, until it is the longest. How long is waited
    /// within it is random, so that clients which failed together do not come back together.
    #[must_use]
    pub fn waits(mut self, first: Duration, longest: Duration) -> Self {
        (self.first_wait, self.longest_wait) = (first, longest);
        self
    }

    /// The longest time that the API may ask to wait by the header `Retry-After`. The default is 30
    /// seconds.
    ///
    /// What it asks for is waited, and a random time as without it. If it asks for more
    /// than this, the request is not sent again.
    #[must_use]
    pub fn longest_retry_after(mut self, time: Duration) -> Self {
        self.longest_retry_after = time;
        self
    }

    /// How long to wait after so many attempts, or why there is no other one. The share of the
    /// limit that is waited is from 0 to 1.
    pub(crate) fn wait(
        &self,
        attempts: u32,
        retry_after: Option<Duration>,
        share: f64,
    ) -> Result<Duration, StopReason> {
        if attempts >= self.attempts {
            return Err(StopReason::Attempts);
        }
        let asked = retry_after.unwrap_or_default();
        if asked > self.longest_retry_after {
            return Err(StopReason::RetryAfter);
        }
        let factor = 2_u32.checked_pow(attempts.saturating_sub(1)).unwrap_or(u32::MAX);
        let limit = self.first_wait.saturating_mul(factor).min(self.longest_wait);
        let wait = Duration::try_from_secs_f64(limit.as_secs_f64() * share).unwrap_or(limit);
        Ok(asked.saturating_add(wait))
    }
}

/// Why a request that failed was not sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StopReason {
    /// The same would happen again.
    WouldFailAgain,
    /// What was asked for may have been done, and the operation is not idempotent: done
    /// twice is not the same as done once.
    NotIdempotent,
    /// It was sent as often as the [`RetryPolicy`] allows.
    Attempts,
    /// The time limit of the call would be over before the next attempt.
    Timeout,
    /// The API asks to wait for longer than the [`RetryPolicy`] allows.
    RetryAfter,
    /// Too many requests of this client failed lately; see
    /// [`ClientBuilder::retry_budget`](crate::client::ClientBuilder::retry_budget).
    Budget,
    /// The request cannot be made once more: its body can be read only once, or its credentials
    /// could not be had again.
    Unrepeatable,
}

impl StopReason {
    /// The reason as the end of a sentence.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::WouldFailAgain => "the same would happen again",
            Self::NotIdempotent => "it may have had its effect, and must not have it twice",
            Self::Attempts => "no more are allowed",
            Self::Timeout => "the time limit of the call would be over",
            Self::RetryAfter => "the API asks to wait for too long",
            Self::Budget => "too many requests of this client failed lately",
            Self::Unrepeatable => "the request cannot be made once more",
        }
    }
}

/// What the failure of an attempt means for another one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trouble {
    /// Whether it may pass.
    pub(crate) is_passing: bool,
    /// Whether the API certainly did not process the request, so that any may be sent again.
    pub(crate) is_unprocessed: bool,
    /// Whether the API may have done what it was asked for.
    pub(crate) may_have_happened: bool,
    /// How long the API asks to wait.
    pub(crate) retry_after: Option<Duration>,
}

impl Trouble {
    /// What a response means that is no answer.
    pub(crate) fn of_status(status: StatusCode, retry_after: Option<Duration>) -> Self {
        let is_refusal = status.is_client_error() && status != StatusCode::REQUEST_TIMEOUT;
        Self {
            is_passing: is_passing(status),
            is_unprocessed: status == StatusCode::TOO_MANY_REQUESTS,
            may_have_happened: !is_refusal,
            retry_after,
        }
    }

    /// The same, where there may be other credentials than those that the API did not accept.
    pub(crate) fn with_other_credentials(self) -> Self {
        Self { is_passing: true, is_unprocessed: true, ..self }
    }

    /// Whether another attempt is safe and may help.
    pub(crate) fn allows_another(self, is_idempotent: bool) -> Result<(), StopReason> {
        if !self.is_passing {
            Err(StopReason::WouldFailAgain)
        } else if self.is_unprocessed || is_idempotent {
            Ok(())
        } else {
            Err(StopReason::NotIdempotent)
        }
    }
}

/// Whether a status tells of trouble that may pass.
fn is_passing(status: StatusCode) -> bool {
    const LASTING: [StatusCode; 2] =
        [StatusCode::NOT_IMPLEMENTED, StatusCode::HTTP_VERSION_NOT_SUPPORTED];
    matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS)
        || status.is_server_error() && !LASTING.contains(&status)
}

/// What became of a call, for its error.
#[derive(Debug, Clone, Copy)]
pub(crate) struct History {
    /// How many attempts were made.
    pub(crate) attempts: u32,
    /// Whether the operation done twice is the same as done once.
    pub(crate) is_idempotent: bool,
    /// Whether the operation has no effect at all.
    pub(crate) is_safe: bool,
    /// Whether one of the attempts may have had its effect.
    pub(crate) may_have_happened: bool,
    /// Why there was no other attempt, if there might have been.
    pub(crate) stop: Option<StopReason>,
}

impl History {
    /// Keeps in mind that an attempt may have had its effect, if there is one.
    pub(crate) fn note(&mut self, may_have_happened: bool) {
        self.may_have_happened |= may_have_happened && !self.is_safe;
    }
}
