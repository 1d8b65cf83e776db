//! How the request of an operation is sent: the same for all of them, but for their types.

/// The methods by which a request of an operation is sent, by the type of the content that is
/// returned and that of the declared headers, if there are any. Documentation that stands before
/// these says more about the content or the errors.
macro_rules! send_methods {
    ($(#[$docs:meta])* $content:ty $(, $headers:ty)?) => {
        /// Sends the request and returns the content of the response.
        ///
        $(#[$docs])*
        ///
        /// # Errors
        ///
        /// [`Error`](crate::Error) says in which phase the call failed, and why.
        pub async fn send(self) -> Result<$content, $crate::error::Error> {
            self.into_request().send().await
        }

        /// Sends the request and returns content, status and headers.
        ///
        /// # Errors
        ///
        /// As [`send`](Self::send).
        pub async fn send_with_response(
            self,
        ) -> Result<$crate::response::Response<$content $(, $headers)?>, $crate::error::Error> {
            self.into_request().send_with_response().await
        }
    };
}

pub(crate) use send_methods;
