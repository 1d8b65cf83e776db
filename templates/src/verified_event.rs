//! Events that Twilio has signed.

use crate::receive::{Delivery, Event, EventError};
use crate::webhooks::Verified;

impl Verified<'_> {
    /// Reads an event, now that it is known who has sent it. What of it stands in headers is not signed.
    ///
    /// # Errors
    ///
    /// What of the request is not as the API's document says, and where.
    pub fn event<E: Event>(&self) -> Result<E, EventError> {
        let delivery = Delivery::new(self.method(), self.query(), self.headers(), self.body());
        E::from_delivery(&delivery)
    }
}
