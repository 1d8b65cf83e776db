//! How a stream is split into its items, and how these are read.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::value::RawValue;

use super::Event;
use super::json_lines::JsonLines;
use super::json_sequence::JsonSequence;
use super::server_sent::ServerSentEvents;
use crate::error::ContentError;
use crate::parameter::Json;
use crate::response::Content;

/// How a stream is split into items of the type `T`.
pub struct Framing<T> {
    splitter: Splitter,
    /// What ends the stream.
    end: Option<Cow<'static, str>>,
    read: fn(&Frame) -> Result<T, ContentError>,
}

#[derive(Debug, Clone)]
enum Splitter {
    Events(ServerSentEvents),
    Lines(JsonLines),
    Sequence(JsonSequence),
}

/// A part of a stream before it is read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Frame {
    pub(super) data: Bytes,
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
    /// Whether it may be only the beginning of what was sent.
    pub(super) is_cut: bool,
}

impl<T: DeserializeOwned> Framing<Event<T>> {
    /// Events of a server whose data is JSON.
    #[must_use]
    pub fn events_of_json() -> Self {
        Self::new(Splitter::Events(ServerSentEvents::default()), |frame| {
            let Frame { event, id, retry, .. } = frame.clone();
            json(&frame.data).map(|data| Event { data, event, id, retry })
        })
    }
}

impl Framing<Event<String>> {
    /// Events of a server whose data is text.
    #[must_use]
    pub fn events_of_text() -> Self {
        Self::new(Splitter::Events(ServerSentEvents::default()), |frame| {
            let Frame { data, event, id, retry, .. } = frame.clone();
            let data = String::from_utf8_lossy(&data).into_owned();
            Ok(Event { data, event, id, retry })
        })
    }
}

impl<T: DeserializeOwned> Framing<T> {
    /// Events of a server, each read as an object with the properties `data`, `event`, `id` and
    /// `retry`. The data is JSON, or text if it is none.
    #[must_use]
    pub fn fields_of_events() -> Self {
        Self::new(Splitter::Events(ServerSentEvents::default()), |frame| fields(frame, is_json))
    }

    /// The same where the data is text in any case.
    #[must_use]
    pub fn fields_of_text_events() -> Self {
        Self::new(Splitter::Events(ServerSentEvents::default()), |frame| fields(frame, |_| false))
    }

    /// JSON, a value on each line (NDJSON, JSON Lines). Empty lines are passed over.
    #[must_use]
    pub fn json_lines() -> Self {
        Self::new(Splitter::Lines(JsonLines::default()), |frame| json(&frame.data))
    }

    /// JSON text sequences (RFC 7464).
    #[must_use]
    pub fn json_sequence() -> Self {
        Self::new(Splitter::Sequence(JsonSequence::default()), |frame| {
            if frame.is_cut {
                return Err(ContentError::new(".", "its end is missing"));
            }
            json(&frame.data)
        })
    }
}

impl<T> Framing<T> {
    fn new(splitter: Splitter, read: fn(&Frame) -> Result<T, ContentError>) -> Self {
        Self { splitter, end: None, read }
    }

    /// Ends the stream before an item with this data, such as `[DONE]`.
    #[must_use]
    pub fn until(mut self, data: impl Into<Cow<'static, str>>) -> Self {
        self.end = Some(data.into());
        self
    }

    /// Whether these are events of a server.
    pub(super) fn is_of_events(&self) -> bool {
        matches!(self.splitter, Splitter::Events(_))
    }

    /// Takes the next frame from a chunk; none if there is no whole one, and all of the chunk is
    /// taken. It may have so many bytes; if it has more, the error has how many there are.
    pub(super) fn split(
        &mut self,
        chunk: &mut Bytes,
        limit: Option<usize>,
    ) -> Result<Option<Frame>, usize> {
        let limit = limit.unwrap_or(usize::MAX);
        match &mut self.splitter {
            Splitter::Events(events) => events.split(chunk, limit),
            Splitter::Lines(lines) => lines.split(chunk, limit),
            Splitter::Sequence(sequence) => sequence.split(chunk, limit),
        }
    }

    /// What is left at the end of a connection.
    pub(super) fn end_of_connection(&mut self) -> Option<Frame> {
        match &mut self.splitter {
            // An event that is not finished is none, as the HTML standard says. Not all servers finish
            // the last one, behind which nothing comes.
            Splitter::Events(events) => {
                let frame = events.clone().end();
                frame.filter(|frame| self.is_end(frame))
            }
            Splitter::Lines(lines) => lines.end(),
            Splitter::Sequence(sequence) => sequence.end(),
        }
    }

    /// Forgets what was left unfinished by another connection.
    pub(super) fn begin_connection(&mut self) {
        if let Splitter::Events(events) = &mut self.splitter {
            events.begin();
        }
    }

    /// The id of the last event that had one.
    pub(super) fn last_event_id(&self) -> Option<&str> {
        match &self.splitter {
            Splitter::Events(events) => events.last_id(),
            Splitter::Lines(_) | Splitter::Sequence(_) => None,
        }
    }

    /// How long the server asks to wait before another connection.
    pub(super) fn time_to_reconnect(&self) -> Option<Duration> {
        match &self.splitter {
            Splitter::Events(events) => events.time_to_reconnect(),
            Splitter::Lines(_) | Splitter::Sequence(_) => None,
        }
    }

    /// What the end of a connection lacks: the data that ends the stream.
    pub(super) fn lacks_end(&self) -> Option<EndMissing> {
        self.end.clone().map(EndMissing)
    }

    /// Whether this is no item, but says that there are no more.
    pub(super) fn is_end(&self, frame: &Frame) -> bool {
        self.end.as_deref().is_some_and(|end| frame.data.trim_ascii() == end.trim().as_bytes())
    }

    pub(super) fn read(&self, frame: &Frame) -> Result<T, ContentError> {
        (self.read)(frame)
    }
}

impl<T> Clone for Framing<T> {
    fn clone(&self) -> Self {
        Self { splitter: self.splitter.clone(), end: self.end.clone(), read: self.read }
    }
}

impl<T> fmt::Debug for Framing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.splitter {
            Splitter::Events(_) => "events",
            Splitter::Lines(_) => "lines",
            Splitter::Sequence(_) => "sequence",
        };
        f.debug_struct("Framing")
            .field("kind", &kind)
            .field("until", &self.end)
            .finish_non_exhaustive()
    }
}

/// A stream is over before what ends it.
#[derive(Debug)]
pub(super) struct EndMissing(Cow<'static, str>);

impl fmt::Display for EndMissing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the stream is over before `{}`, which ends it", self.0)
    }
}

impl std::error::Error for EndMissing {}

fn json<T: DeserializeOwned>(data: &Bytes) -> Result<T, ContentError> {
    if data.is_empty() {
        return Err(ContentError::new(".", "there is no data"));
    }
    Json::<T>::decode(StatusCode::OK, &HeaderMap::new(), data)
}

fn is_json(data: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(data).is_ok()
}

/// The fields of an event as JSON.
#[derive(Serialize)]
struct Fields<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry: Option<u64>,
    data: Box<RawValue>,
}

/// The object that has the fields of an event.
fn fields<T: DeserializeOwned>(
    frame: &Frame,
    is_json: fn(&[u8]) -> bool,
) -> Result<T, ContentError> {
    let text = String::from_utf8_lossy(&frame.data).into_owned();
    let not_json = |error| ContentError::new(".", error);
    let data = if is_json(&frame.data) {
        RawValue::from_string(text)
    } else {
        serde_json::value::to_raw_value(&text)
    };
    let data = data.map_err(not_json)?;
    let fields = Fields {
        event: frame.event.as_deref(),
        id: frame.id.as_deref(),
        retry: frame.retry.and_then(|time| u64::try_from(time.as_millis()).ok()),
        data,
    };
    let object = serde_json::to_vec(&fields).map_err(not_json)?;
    json(&object.into())
}
