//! The parts of a form of several parts (RFC 7578), as they were sent.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::received::ReceivedPart;

/// The parts of a body of this media type.
///
/// # Errors
///
/// Why it is no such form.
pub(super) async fn parts(content_type: &str, body: &Bytes) -> Result<Vec<ReceivedPart>, String> {
    let boundary = multer::parse_boundary(content_type).map_err(|error| error.to_string())?;
    let mut form = multer::Multipart::new(Whole(Some(body.clone())), boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|error| error.to_string())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        let content = field.bytes().await.map_err(|error| error.to_string())?;
        parts.push(ReceivedPart { name, file_name, media_type, content });
    }
    Ok(parts)
}

/// A body that arrives at once.
struct Whole(Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}
