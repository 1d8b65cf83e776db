//! The choice among the events of a callback.

#![allow(dead_code, reason = "an API may have callbacks with one event only")]

use std::sync::atomic::{AtomicUsize, Ordering};

use super::Event;
use super::delivery::Delivery;
use super::error::EventError;
use super::other::OtherRequest;
use crate::error::ContentError;

/// A property that tells the events of a callback apart, and its values in one of them.
pub(crate) type Told = (&'static str, &'static [&'static str]);

/// The events of a callback, of which one is chosen for a request: of those that fit, the one that leaves
/// the least unknown, and of several such the first.
pub(crate) struct Choice<'d, T> {
    delivery: &'d Delivery<'d>,
    best: Option<(usize, T)>,
    /// Why the request is not the event that it is most like.
    reason: Option<EventError>,
}

impl<'d, T> Choice<'d, T> {
    pub(crate) fn of(delivery: &'d Delivery<'d>) -> Self {
        Self { delivery, best: None, reason: None }
    }

    /// Tries one of the events, unless a property tells that it is another one.
    pub(crate) fn or<E: Event>(mut self, variant: fn(E) -> T, told: &[Told]) -> Self {
        let is_other = |(name, values): &&Told| {
            self.delivery.told(name).is_some_and(|value| !values.contains(&&*value))
        };
        if let Some((name, _)) = told.iter().find(is_other) {
            let error = ContentError::new(*name, "no event that is known has this value");
            self.note(EventError::Body(error));
            return self;
        }
        let unknown = AtomicUsize::new(0);
        match E::from_delivery(&self.delivery.counted(&unknown)) {
            Ok(event) => {
                let unknown = unknown.into_inner();
                if self.best.as_ref().is_none_or(|(least, _)| unknown < *least) {
                    self.best = Some((unknown, variant(event)));
                }
            }
            Err(error) => self.note(error),
        }
        self
    }

    fn note(&mut self, error: EventError) {
        if self.reason.as_ref().is_none_or(|known| rank(known) < rank(&error)) {
            self.reason = Some(error);
        }
    }

    /// The event that was chosen, or else the request as it is.
    pub(crate) fn taken(self, other: fn(OtherRequest) -> T) -> T {
        let Self { delivery, best, reason } = self;
        let none = || EventError::Body(ContentError::new(".", "no event is known"));
        let other = || other(OtherRequest::new(delivery, reason.unwrap_or_else(none)));
        best.map_or_else(other, |(_, event)| event)
    }
}

/// How like an event a request is that is none.
fn rank(error: &EventError) -> usize {
    match error {
        EventError::Method { .. } => 0,
        EventError::ContentType { .. } => 1,
        EventError::Query(_) | EventError::Header(_) | EventError::Body(_) => 2,
    }
}

/// Adds to what is counted.
pub(super) fn count(counter: Option<&AtomicUsize>, unknown: usize) {
    if let Some(counter) = counter {
        counter.fetch_add(unknown, Ordering::Relaxed);
    }
}
