//! A subscriber that writes down the spans and events of the runtime and of these tests.

use std::fmt::{Debug, Write};
use std::sync::{Arc, LazyLock, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::{DefaultGuard, NoSubscriber};
use tracing::{Dispatch, Event, Metadata, Subscriber};

/// A subscriber that wants nothing. While a process has a single one, whichever thread meets a span first
/// decides whether anybody wants it, also if it has none itself.
static ANOTHER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(NoSubscriber::new()));

/// What it has written down so far.
#[derive(Clone, Default)]
pub(super) struct Collector {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// The span with the id 1 is the first.
    spans: Vec<Recorded>,
    /// The spans that were entered and not left, and on which thread.
    entered: Vec<u64>,
    /// The events outside of all spans.
    events: String,
}

struct Recorded {
    text: String,
    handles: usize,
}

impl Collector {
    /// One that gets whatever happens on this thread while the guard is kept.
    pub(super) fn start() -> (Self, DefaultGuard) {
        let collector = Self::default();
        LazyLock::force(&ANOTHER);
        let guard = tracing::subscriber::set_default(collector.clone());
        (collector, guard)
    }

    /// All spans in the order in which they began, each with its fields and events in the
    /// order in which they came.
    pub(super) fn spans(&self) -> Vec<String> {
        let state = self.state();
        assert_eq!((&state.entered[..], &state.events[..]), (&[][..], ""));
        state.spans.iter().map(|span| span.text.clone()).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no test panics with it")
    }
}

impl State {
    /// The text of the span that an event or a span is in.
    fn current(&mut self) -> &mut String {
        match self.entered.last() {
            Some(id) => &mut self.spans[index(*id)].text,
            None => &mut self.events,
        }
    }
}

fn index(id: u64) -> usize {
    usize::try_from(id).expect("a few spans") - 1
}

impl Subscriber for Collector {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "templates" || metadata.target().starts_with("runtime::spans")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let metadata = span.metadata();
        let mut text = format!("{} {}: {}\n", metadata.level(), metadata.target(), metadata.name());
        span.record(&mut Lines(&mut text));
        let mut state = self.state();
        if !state.entered.is_empty() {
            writeln!(state.current(), "span {}", metadata.name()).expect("a string takes it");
        }
        state.spans.push(Recorded { text, handles: 1 });
        Id::from_u64(state.spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        values.record(&mut Lines(&mut self.state().spans[index(id.into_u64())].text));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = event.metadata().level().to_string();
        event.record(&mut Words(&mut line));
        let mut state = self.state();
        writeln!(state.current(), "{line}").expect("a string takes it");
    }

    fn enter(&self, id: &Id) {
        self.state().entered.push(id.into_u64());
    }

    fn exit(&self, id: &Id) {
        let left = self.state().entered.pop();
        assert_eq!(left, Some(id.into_u64()), "another span was entered last");
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.state().spans[index(id.into_u64())].handles += 1;
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let span = &mut self.state().spans[index(id.into_u64())];
        span.handles -= 1;
        if span.handles == 0 {
            span.text.push_str("end\n");
        }
        span.handles == 0
    }
}

/// Fields, one on each line.
struct Lines<'a>(&'a mut String);

impl Visit for Lines<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        writeln!(self.0, "{field}: {value:.2}").expect("a string takes it");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        writeln!(self.0, "{field}: {value}").expect("a string takes it");
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0, "{field}: {value:?}").expect("a string takes it");
    }
}

/// Fields on one line.
struct Words<'a>(&'a mut String);

impl Visit for Words<'_> {
    fn record_f64(&mut self, field: &Field, value: f64) {
        write!(self.0, " {field}={value:.2}").expect("a string takes it");
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {field}={value}").expect("a string takes it");
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => write!(self.0, " {value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        }
        .expect("a string takes it");
    }
}
