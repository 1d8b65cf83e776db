//! Events of a server, as the HTML standard has them (section 9.2.6).

use std::time::Duration;

use bytes::{Buf, Bytes};

use super::framing::Frame;

/// What may stand before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// How many bytes an id may have. One that is longer is passed over: each event repeats it, and no header
/// has room for it.
const LONGEST_ID: usize = 4096;

/// Splits a stream into events.
#[derive(Debug, Clone, Default)]
pub(super) struct ServerSentEvents {
    /// The line that has begun.
    line: Vec<u8>,
    /// Whether the first line is over.
    is_begun: bool,
    /// Whether a line feed that comes now belongs to the end of a line that is over.
    is_behind_return: bool,
    /// The lines of data of the event that has begun, each with a line feed.
    data: Vec<u8>,
    event: String,
    retry: Option<Duration>,
    /// The id of the event that has begun, or of one before.
    id: String,
    /// The same of the last event that is over.
    last_id: String,
    time_to_reconnect: Option<Duration>,
}

impl ServerSentEvents {
    /// Takes the next event from a chunk, as [`Framing::split`](super::Framing::split) says.
    pub(super) fn split(
        &mut self,
        chunk: &mut Bytes,
        limit: usize,
    ) -> Result<Option<Frame>, usize> {
        while let Some(first) = chunk.first() {
            if std::mem::take(&mut self.is_behind_return) && *first == b'\n' {
                chunk.advance(1);
                continue;
            }
            let end = chunk.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let part = end.unwrap_or(chunk.len());
            let size = self.line.len() + part + self.data.len() + self.event.len();
            if size > limit {
                return Err(size);
            }
            self.line.extend_from_slice(&chunk[..part]);
            chunk.advance(part);
            if end.is_some() {
                self.is_behind_return = chunk.get_u8() == b'\r';
                let line = std::mem::take(&mut self.line);
                let frame = self.line(&line);
                self.line = line;
                self.line.clear();
                if frame.is_some() {
                    return Ok(frame);
                }
            }
        }
        Ok(None)
    }

    /// The event that the connection ended in.
    pub(super) fn end(mut self) -> Option<Frame> {
        let line = std::mem::take(&mut self.line);
        let frame = if line.is_empty() { None } else { self.line(&line) };
        frame.or_else(|| self.dispatch())
    }

    /// Begins another connection: what the last one has not finished is dropped, but not the id of the
    /// last event.
    pub(super) fn begin(&mut self) {
        let last_id = std::mem::take(&mut self.last_id);
        let time_to_reconnect = self.time_to_reconnect;
        *self = Self { id: last_id.clone(), last_id, time_to_reconnect, ..Self::default() };
    }

    /// The id of the last event that had one.
    pub(super) fn last_id(&self) -> Option<&str> {
        Some(self.last_id.as_str()).filter(|id| !id.is_empty())
    }

    pub(super) fn time_to_reconnect(&self) -> Option<Duration> {
        self.time_to_reconnect
    }

    /// Takes in a line; an empty one ends an event.
    fn line(&mut self, line: &[u8]) -> Option<Frame> {
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let mark = if is_first { BYTE_ORDER_MARK } else { b"" };
        let line = line.strip_prefix(mark).unwrap_or(line);
        if line.is_empty() {
            return self.dispatch();
        }
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        // A line without a name is a comment.
        match name {
            b"data" => {
                self.data.extend_from_slice(String::from_utf8_lossy(value).as_bytes());
                self.data.push(b'\n');
            }
            b"event" => self.event = String::from_utf8_lossy(value).into_owned(),
            b"id" if !value.contains(&0) && value.len() <= LONGEST_ID => {
                self.id = String::from_utf8_lossy(value).into_owned();
            }
            b"retry" => {
                if let Some(time) = milliseconds(value) {
                    (self.retry, self.time_to_reconnect) = (Some(time), Some(time));
                }
            }
            _ => {}
        }
        None
    }

    /// Ends an event, which is none if it has no data.
    fn dispatch(&mut self) -> Option<Frame> {
        self.last_id.clone_from(&self.id);
        let event = Some(std::mem::take(&mut self.event)).filter(|event| !event.is_empty());
        let retry = self.retry.take();
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        let id = self.last_id().map(str::to_owned);
        Some(Frame { data: data.into(), event, id, retry, is_cut: false })
    }
}

/// A time, if it is written in digits and nothing else.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    let is_number = value.iter().all(u8::is_ascii_digit);
    let number = std::str::from_utf8(value).ok().filter(|_| is_number)?;
    number.parse().ok().map(Duration::from_millis)
}
