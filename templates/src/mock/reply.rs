//! What goes back over the connection, and how that ends.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use http_body::{Body, Frame, SizeHint};

use super::answer::Answered;

/// An answer, or what stands in its place.
#[derive(Debug, Clone)]
pub(super) enum Reply {
    /// An answer whose content ends in some way.
    Answer(Answered, End),
    /// The connection is reset.
    Reset,
    /// What comes is not HTTP.
    NotHttp,
    /// Nothing comes.
    Silence,
}

/// How content ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Whole,
    /// The connection breaks off in the middle.
    Cut,
    /// Nothing more comes after the middle.
    Stalled,
    /// Never: blanks follow.
    Endless,
}

impl Reply {
    pub(super) fn whole(answer: Answered) -> Self {
        Self::Answer(answer, End::Whole)
    }

    /// The status, if it comes that far.
    pub(super) fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Answer(answer, _) => Some(answer.status),
            Self::Reset | Self::NotHttp | Self::Silence => None,
        }
    }

    /// What is sent as content, as long as that is.
    pub(super) fn content(&self) -> Bytes {
        match self {
            Self::Answer(answer, End::Whole | End::Endless) => answer.content.clone(),
            Self::Answer(answer, End::Cut | End::Stalled) => answer.content.slice(..half(answer)),
            Self::Reset | Self::NotHttp | Self::Silence => Bytes::new(),
        }
    }
}

fn half(answer: &Answered) -> usize {
    answer.content.len() / 2
}

/// The response that a client or a server of HTTP passes on.
pub(super) fn response(answer: Answered, end: End) -> http::Response<ReplyBody> {
    let Answered { status, media_type, mut headers, content } = answer;
    if let Some(media_type) = media_type.and_then(|it| HeaderValue::try_from(it).ok()) {
        headers.entry(CONTENT_TYPE).or_insert(media_type);
    }
    let length = content.len();
    let (content, rest) = match end {
        End::Whole => (content, Rest::Nothing),
        End::Cut => (content.slice(..length / 2), Rest::Broken),
        End::Stalled => (content.slice(..length / 2), Rest::Pending),
        End::Endless => (content, Rest::Blanks),
    };
    // What is cut off has been promised.
    if matches!(end, End::Cut | End::Stalled) {
        headers.insert(CONTENT_LENGTH, length.max(1).into());
    }
    let mut response = http::Response::new(ReplyBody { content: Some(content), rest });
    *response.status_mut() = status;
    response.headers_mut().extend(headers);
    response
}

/// Content, and what follows it.
#[derive(Debug)]
pub(super) struct ReplyBody {
    content: Option<Bytes>,
    rest: Rest,
}

#[derive(Debug)]
enum Rest {
    Nothing,
    Broken,
    Pending,
    Blanks,
}

/// What an endless answer goes on with. Around JSON, blanks mean nothing.
const BLANKS: Bytes = Bytes::from_static(&[b' '; 16 * 1024]);

impl ReplyBody {
    pub(super) fn empty() -> Self {
        Self { content: None, rest: Rest::Nothing }
    }
}

impl Body for ReplyBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(content) = self.content.take().filter(|content| !content.is_empty()) {
            return Poll::Ready(Some(Ok(Frame::data(content))));
        }
        match self.rest {
            Rest::Nothing => Poll::Ready(None),
            Rest::Broken => {
                let error = io::Error::new(io::ErrorKind::UnexpectedEof, "cut by the mock");
                Poll::Ready(Some(Err(error)))
            }
            // Nobody wakes the task: only a time limit, or the end of the connection, does.
            Rest::Pending => Poll::Pending,
            Rest::Blanks => {
                // Others have their turn in between.
                context.waker().wake_by_ref();
                Poll::Ready(Some(Ok(Frame::data(BLANKS))))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.rest, Rest::Nothing) && self.content.as_ref().is_none_or(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match self.rest {
            Rest::Nothing => {
                SizeHint::with_exact(self.content.as_ref().map_or(0, Bytes::len) as u64)
            }
            Rest::Broken | Rest::Pending | Rest::Blanks => SizeHint::default(),
        }
    }
}
