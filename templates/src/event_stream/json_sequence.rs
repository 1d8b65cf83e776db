//! JSON text sequences (RFC 7464): a record separator before each value, and a line feed behind it.

use bytes::{Buf, Bytes};

use super::framing::Frame;

/// What stands before each value, and nowhere within one.
const SEPARATOR: u8 = 0x1E;

/// Splits a stream into values. One is over with the line feed behind it, so that it need not wait for the
/// separator of the next.
#[derive(Debug, Clone, Default)]
pub(super) struct JsonSequence {
    /// The value that has begun.
    text: Vec<u8>,
    /// How many lists and objects are open.
    depth: usize,
    is_in_string: bool,
    is_behind_backslash: bool,
}

impl JsonSequence {
    /// Takes the next value from a chunk, as [`Framing::split`](super::Framing::split) says.
    pub(super) fn split(
        &mut self,
        chunk: &mut Bytes,
        limit: usize,
    ) -> Result<Option<Frame>, usize> {
        while !chunk.is_empty() {
            let end = chunk.iter().position(|byte| self.ends_at(*byte));
            let part = end.unwrap_or(chunk.len());
            let size = self.text.len() + part;
            if size > limit {
                return Err(size);
            }
            self.text.extend_from_slice(&chunk[..part]);
            chunk.advance(part);
            if end.is_some() {
                let is_line = chunk.get_u8() == b'\n';
                let frame = self.value(is_line);
                if frame.is_some() {
                    return Ok(frame);
                }
            }
        }
        Ok(None)
    }

    /// The value that ends with the connection.
    pub(super) fn end(&mut self) -> Option<Frame> {
        self.value(false)
    }

    /// Looks at a byte, and tells whether a value ends there.
    fn ends_at(&mut self, byte: u8) -> bool {
        if byte == SEPARATOR {
            return true;
        }
        if self.is_in_string {
            match byte {
                _ if self.is_behind_backslash => self.is_behind_backslash = false,
                b'\\' => self.is_behind_backslash = true,
                b'"' => self.is_in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.is_in_string = true,
            b'[' | b'{' => self.depth += 1,
            b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        byte == b'\n' && self.depth == 0
    }

    /// What is there up to here. A number or a word without something behind it may have been longer.
    fn value(&mut self, is_line: bool) -> Option<Frame> {
        let text = std::mem::take(self).text;
        let value = text.trim_ascii();
        let is_closed =
            |last: &u8| matches!(last, b'"' | b']' | b'}') || last.is_ascii_whitespace();
        let is_cut = !is_line && !text.last().is_some_and(is_closed);
        let data = Bytes::copy_from_slice(value);
        (!value.is_empty()).then(|| Frame { data, is_cut, ..Frame::default() })
    }
}
