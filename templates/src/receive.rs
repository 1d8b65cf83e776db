//! Receiving what the API sends to servers of its users, by the feature `webhooks`.
//!
//! The callbacks of the API's document are types, and each of them is an [`Event`] that reads a request
//! as the types of the crate `http` have it, which axum and hyper hand out, once its body has been read
//! into memory:
//!
//! ```
//! use http::{Request, StatusCode};
//! use templates::receive::Event;
//!
//! /// What a server does with a request at the URL that the API was given for events of the type `E`.
//! fn receive<E: Event>(request: &Request<Vec<u8>>, handle: impl FnOnce(E)) -> StatusCode {
//!     match E::read(request) {
//!         Ok(event) => {
//!             handle(event);
//!             StatusCode::NO_CONTENT
//!         }
//!         Err(error) => {
//!             // For the log, and not for whoever has sent this.
//!             eprintln!("{error}");
//!             error.status()
//!         }
//!     }
//! }
//! ```
//!
//! The path of a request is not looked at: you know which URL you gave the API. Where one URL is given
//! for several events, the enum of the callback tells them apart, and has a variant for all else.
//!
//! # What is refused
//!
//! No more than in an answer to a request of your own. Values and properties that this crate does not
//! know are kept. A parameter or a property that need not be there and does not fit is `None`. An error
//! is what comes by another method or as another kind of content, and what lacks something that the
//! document promises.
//!
//! Nothing here tells who has sent a request. Whoever knows the URL can send one.

pub(crate) mod choice;
mod delivery;
mod error;
mod other;
pub(crate) mod written;

use http::Request;

pub use delivery::Delivery;
pub use error::EventError;
pub use other::OtherRequest;

/// A request that the API sends to a server of its user's, or one of several.
pub trait Event: Sized {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// What of the request is not as the API's document says, and where.
    fn read(request: &Request<impl AsRef<[u8]>>) -> Result<Self, EventError> {
        Self::from_delivery(&Delivery::of(request))
    }

    /// Reads what arrived.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read).
    fn from_delivery(delivery: &Delivery<'_>) -> Result<Self, EventError>;
}
