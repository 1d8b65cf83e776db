//! Waiting for what an API does after it has answered: the same question again and again, until the
//! answer is the one that is waited for, or will never be.

mod error;

use std::time::Duration;

use http::StatusCode;
use tokio::time::{Instant, sleep};

use crate::error::Error;
use crate::request::Request;
use crate::response::Content;

pub use error::{WaitError, WaitFailure, WaitReport};

/// How long to wait for something, and how often to ask for it.
///
/// It is made of the time after which the wait is over, also by `from`; that time counts from when
/// the wait begins, with all of its calls.
///
/// ```
/// use std::time::Duration;
///
/// use templates::Wait;
///
/// let wait = Wait::within(Duration::from_secs(60))
///     .every(Duration::from_secs(2))
///     .at_most_every(Duration::from_secs(20));
/// # drop(wait);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use = "it says how to wait, and does not"]
pub struct Wait {
    limit: Duration,
    first: Duration,
    longest: Duration,
}

/// The shortest time between two questions: none at all would keep a thread busy.
const SHORTEST: Duration = Duration::from_millis(1);

impl Wait {
    /// Waits no longer than this. The time before it is asked for again is one second at first, and
    /// grows to ten.
    pub const fn within(limit: Duration) -> Self {
        Self { limit, first: Duration::from_secs(1), longest: Duration::from_secs(10) }
    }

    /// How long to wait before it is asked for again, at first: each time is half as long again as
    /// the one before, until it is the longest.
    pub fn every(mut self, first: Duration) -> Self {
        self.first = first.max(SHORTEST);
        self
    }

    /// The longest time before it is asked for again. If that is shorter than the first, the first
    /// stays as long as it is.
    pub fn at_most_every(mut self, longest: Duration) -> Self {
        self.longest = longest;
        self
    }

    /// How long to wait after another time.
    fn after(&self, pause: Duration) -> Duration {
        let longer = pause.checked_add(pause / 2).unwrap_or(Duration::MAX);
        longer.min(self.longest).max(self.first)
    }
}

impl From<Duration> for Wait {
    fn from(limit: Duration) -> Self {
        Self::within(limit)
    }
}

/// How far something has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "an API may have no unexpected values, or none that mean failure")]
pub(crate) enum Progress {
    /// It is not yet what is waited for.
    Pending,
    /// It is.
    Reached,
    /// It never will be.
    Failed,
    /// Nobody has said what its status means.
    Unexpected,
}

/// What is waited for, and how answers `P` are read that have the thing `T`.
pub(crate) struct Awaited<P, T> {
    /// What is waited for, in a word.
    pub(crate) until: &'static str,
    /// Takes the thing out of an answer; none if it is not there yet.
    pub(crate) thing: fn(P) -> Option<T>,
    /// How far it has come; none if it does not say.
    pub(crate) progress: fn(&T) -> Option<Progress>,
    /// Its status.
    pub(crate) status: fn(&T) -> Option<String>,
    /// The code of what went wrong.
    pub(crate) code: fn(&T) -> Option<String>,
    /// What went wrong.
    pub(crate) message: fn(&T) -> Option<String>,
}

impl<P, T> Awaited<P, T> {
    /// What a thing says of itself.
    fn report(&self, thing: &T) -> WaitReport {
        WaitReport {
            status: (self.status)(thing),
            code: (self.code)(thing),
            message: (self.message)(thing),
        }
    }
}

impl<C: Content> Request<C> {
    /// Sends the request again and again until its answer has what is waited for.
    #[allow(dead_code, reason = "an API may wait for what it creates only")]
    pub(crate) async fn wait<T>(
        self,
        wait: Wait,
        awaited: Awaited<C::Body, T>,
    ) -> Result<T, WaitError<T>> {
        let following = Following { deadline: Deadline::of(wait), awaited, is_new: false };
        following
            .follow(self)
            .await
            .map_err(|(failure, last)| WaitError::new(following.awaited.until, failure, None, last))
    }

    /// Sends the request once, and then again and again the one that asks for what it has created.
    #[allow(dead_code, reason = "an API may wait for what is there only")]
    pub(crate) async fn then_wait<D: Content, T>(
        mut self,
        wait: Wait,
        question: impl FnOnce(&C::Body) -> Option<Request<D>>,
        awaited: Awaited<D::Body, T>,
    ) -> Result<T, WaitError<T, C::Body>> {
        let deadline = Deadline::of(wait);
        let following = Following { deadline, awaited, is_new: true };
        let until = following.awaited.until;
        if let Some(left) = deadline.left() {
            self.parts.end_within(left);
        }
        let created = match self.send().await {
            Ok(created) => created,
            Err(error) => return Err(WaitError::new(until, error.into(), None, None)),
        };
        let Some(question) = question(&created) else {
            return Err(WaitError::new(until, WaitFailure::Untold, Some(created), None));
        };
        match following.follow(question).await {
            Ok(thing) => Ok(thing),
            Err((failure, last)) => Err(WaitError::new(until, failure, Some(created), last)),
        }
    }
}

/// When a wait is over; never, if that is too far away to be told.
#[derive(Clone, Copy)]
struct Deadline {
    wait: Wait,
    end: Option<Instant>,
}

impl Deadline {
    fn of(wait: Wait) -> Self {
        Self { wait, end: Instant::now().checked_add(wait.limit) }
    }

    fn left(&self) -> Option<Duration> {
        self.end.map(|end| end.saturating_duration_since(Instant::now()))
    }

    /// How long to sleep before the next question, or none if there is no time for one. The last is
    /// asked so early that its answer has as long as the first pause, where there is time. `asked`
    /// is how long the API wants to be left alone.
    fn pause(&self, pause: Duration, asked: Duration) -> Option<Duration> {
        let Some(left) = self.left() else { return Some(pause.max(asked)) };
        let first = self.wait.first;
        let latest = left.saturating_sub(first).max(first);
        (left > first.max(asked)).then(|| pause.min(latest).max(asked))
    }

    /// Sleeps until the wait is over.
    async fn over(&self) {
        if let Some(left) = self.left() {
            sleep(left).await;
        }
    }
}

/// A wait that goes on.
struct Following<P, T> {
    deadline: Deadline,
    awaited: Awaited<P, T>,
    /// Whether what is asked for was created just now, so that the API may not know it yet.
    is_new: bool,
}

impl<P, T> Following<P, T> {
    /// Asks again and again. What is seen last comes with a failure.
    async fn follow<D: Content<Body = P>>(
        &self,
        question: Request<D>,
    ) -> Result<T, (WaitFailure, Option<T>)> {
        let mut last = None;
        let mut pause = self.deadline.wait.after(Duration::ZERO);
        loop {
            let mut asked = question.clone();
            if let Some(left) = self.deadline.left() {
                asked.parts.end_within(left);
            }
            let mut trouble = None;
            match asked.send().await.map(self.awaited.thing) {
                Ok(Some(thing)) => match (self.awaited.progress)(&thing) {
                    None | Some(Progress::Pending) => last = Some(thing),
                    Some(Progress::Reached) => return Ok(thing),
                    Some(Progress::Failed) => return Err(self.ended(WaitFailure::Failed, thing)),
                    Some(Progress::Unexpected) => {
                        return Err(self.ended(WaitFailure::Unexpected, thing));
                    }
                },
                Ok(None) => {}
                Err(error) if last.is_none() && self.is_unknown_yet(&error) => {}
                Err(error) if error.is_retryable() => trouble = Some(error),
                Err(error) => return Err((error.into(), last)),
            }
            let asked = trouble.as_ref().and_then(Error::retry_after).unwrap_or_default();
            let Some(time) = self.deadline.pause(pause, asked) else {
                self.deadline.over().await;
                let limit = self.deadline.wait.limit;
                let report = last.as_ref().map(|thing| self.awaited.report(thing));
                return Err((WaitFailure::Deadline { limit, report, trouble }, last));
            };
            sleep(time).await;
            pause = self.deadline.wait.after(pause);
        }
    }

    /// Why a wait has ended with a thing, and the thing.
    fn ended(&self, why: fn(WaitReport) -> WaitFailure, thing: T) -> (WaitFailure, Option<T>) {
        (why(self.awaited.report(&thing)), Some(thing))
    }

    /// Whether the API does not know yet what it has created.
    fn is_unknown_yet(&self, error: &Error) -> bool {
        self.is_new && error.status() == Some(StatusCode::NOT_FOUND)
    }
}
