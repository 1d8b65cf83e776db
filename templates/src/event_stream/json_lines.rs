//! JSON, a value on each line (NDJSON, JSON Lines).

use bytes::{Buf, Bytes};

use super::framing::Frame;

/// Splits a stream into lines.
#[derive(Debug, Clone, Default)]
pub(super) struct JsonLines {
    /// The line that has begun.
    line: Vec<u8>,
    /// Whether the first line is over.
    is_begun: bool,
}

impl JsonLines {
    /// Takes the next line that is not empty from a chunk, as [`Framing::split`](super::Framing::split)
    /// says.
    pub(super) fn split(
        &mut self,
        chunk: &mut Bytes,
        limit: usize,
    ) -> Result<Option<Frame>, usize> {
        while !chunk.is_empty() {
            let end = chunk.iter().position(|byte| *byte == b'\n');
            let part = end.unwrap_or(chunk.len());
            let size = self.line.len() + part;
            if size > limit {
                return Err(size);
            }
            self.line.extend_from_slice(&chunk[..part]);
            chunk.advance(part);
            if end.is_some() {
                chunk.advance(1);
                let frame = self.end();
                if frame.is_some() {
                    return Ok(frame);
                }
            }
        }
        Ok(None)
    }

    /// What the line has that ends here, or with the connection.
    pub(super) fn end(&mut self) -> Option<Frame> {
        let line = std::mem::take(&mut self.line);
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let mark: &[u8] = if is_first { b"\xEF\xBB\xBF" } else { b"" };
        let text = line.strip_prefix(mark).unwrap_or(&line).trim_ascii();
        (!text.is_empty()).then(|| Frame { data: Bytes::copy_from_slice(text), ..Frame::default() })
    }
}
