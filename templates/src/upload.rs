//! Content to send: bytes, or a stream of them.

use std::collections::VecDeque;
use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use crate::request::Request;

type Cause = Box<dyn StdError + Send + Sync>;

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, Cause>> + Send>>;

/// Content to send: bytes that are there, or a stream of them.
///
/// Whatever turns into bytes turns into an upload. One of bytes can be sent again and
/// again. A stream is read when the request is sent, and can be sent once: its clones
/// share it, and a second request with it is refused before anything is sent.
#[derive(Clone)]
pub struct Upload(Source);

#[derive(Clone)]
enum Source {
    Bytes(Bytes),
    Stream { chunks: Arc<Mutex<Option<Chunks>>>, length: Option<u64> },
}

impl Upload {
    /// Content that is read when it is sent, a file say. Without its
    /// [`length`](Self::length) it is sent in chunks, which some servers refuse.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<Cause>,
    {
        let chunks: Chunks = Box::pin(Converted(Box::pin(stream)));
        Self(Source::Stream { chunks: Arc::new(Mutex::new(Some(chunks))), length: None })
    }

    /// Says how many bytes a stream has. The request fails if that is not so.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        if let Source::Stream { length, .. } = &mut self.0 {
            *length = Some(bytes);
        }
        self
    }

    /// Opens a stream for the only time.
    fn open(&self) -> Result<Segment, String> {
        match &self.0 {
            Source::Bytes(bytes) => Ok(Segment::Bytes(bytes.clone())),
            Source::Stream { chunks, length } => {
                // A lock that was left by a panic still has what it had.
                let chunks = chunks.lock().unwrap_or_else(PoisonError::into_inner).take();
                let chunks = chunks.ok_or("the stream that is its body was sent before")?;
                Ok(Segment::Stream { chunks: Mutex::new(chunks), left: *length })
            }
        }
    }
}

impl<C> Request<C> {
    /// Sets the body to content of a media type; `None` leaves it as it is.
    pub fn upload(self, content_type: &str, content: impl Into<Option<Upload>>) -> Self {
        match content.into() {
            None => self,
            Some(upload) => self.uploads(content_type, vec![upload]),
        }
    }

    /// Sets the body to several contents, one behind the other.
    pub(crate) fn uploads(self, content_type: &str, uploads: Vec<Upload>) -> Self {
        let mut whole = BytesMut::new();
        for upload in &uploads {
            let Source::Bytes(bytes) = &upload.0 else {
                return self.streamed_body(content_type, move || {
                    let segments = uploads.iter().map(Upload::open);
                    let segments = segments.collect::<Result<_, _>>()?;
                    Ok(reqwest::Body::wrap(Segments(segments)))
                });
            };
            whole.extend_from_slice(bytes);
        }
        self.body(content_type, whole)
    }
}

/// A stream whose items are what a body has.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Cause>,
{
    type Item = Result<Bytes, Cause>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = ready!(self.get_mut().0.as_mut().poll_next(context));
        Poll::Ready(item.map(|item| item.map(Into::into).map_err(Into::into)))
    }
}

/// Contents that are being sent.
struct Segments(VecDeque<Segment>);

enum Segment {
    Bytes(Bytes),
    Stream {
        /// Never locked: it makes of a stream what several threads may share.
        chunks: Mutex<Chunks>,
        left: Option<u64>,
    },
}

impl Body for Segments {
    type Data = Bytes;
    type Error = Cause;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Cause>>> {
        let segments = &mut self.get_mut().0;
        loop {
            let chunk = match segments.front_mut() {
                None => return Poll::Ready(None),
                Some(Segment::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    segments.pop_front();
                    Some(Ok(bytes))
                }
                Some(Segment::Stream { chunks, left }) => {
                    let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let chunk = ready!(chunks.as_mut().poll_next(context));
                    let sent = match &chunk {
                        Some(Ok(bytes)) => bytes.len() as u64,
                        Some(Err(_)) | None => 0,
                    };
                    let rest = left.map(|left| left.checked_sub(sent));
                    match (rest, &chunk) {
                        (Some(None), _) => Some(Err("the stream is longer than was said".into())),
                        (Some(Some(1..)), None) => {
                            Some(Err("the stream is shorter than was said".into()))
                        }
                        (rest, Some(_)) => {
                            *left = rest.flatten();
                            chunk
                        }
                        (_, None) => {
                            segments.pop_front();
                            None
                        }
                    }
                }
            };
            match chunk {
                Some(Ok(bytes)) if bytes.is_empty() => {}
                Some(Ok(bytes)) => return Poll::Ready(Some(Ok(Frame::data(bytes)))),
                Some(Err(error)) => {
                    segments.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => {}
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let length = |segment: &Segment| match segment {
            Segment::Bytes(bytes) => Some(bytes.len() as u64),
            Segment::Stream { left, .. } => *left,
        };
        let whole = self.0.iter().map(length).sum::<Option<u64>>();
        whole.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// Shows how much there is, and not what it is.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Source::Bytes(bytes) => write!(f, "Upload({} bytes)", bytes.len()),
            Source::Stream { length: Some(length), .. } => {
                write!(f, "Upload(a stream of {length} bytes)")
            }
            Source::Stream { length: None, .. } => f.write_str("Upload(a stream)"),
        }
    }
}

/// Implements the conversion for types that turn into bytes.
macro_rules! from_bytes {
    ($($type:ty),*) => {
        $(
            impl From<$type> for Upload {
                fn from(content: $type) -> Self {
                    Self(Source::Bytes(content.into()))
                }
            }
        )*
    };
}

from_bytes!(Bytes, Vec<u8>, String, &'static [u8], &'static str);
