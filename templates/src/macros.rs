//! What the requests of all operations have in common.

/// Declares the request of an operation: in parentheses what is required, which its function `new`
/// takes, and in braces what may be set besides.
macro_rules! request {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident($($required:ident: $required_type:ty),* $(,)?)
        $({ $($optional:ident: $optional_type:ty,)* })? $(;)?
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone)]
        #[must_use = "a request does nothing until it is sent"]
        pub struct $name {
            client: $crate::client::Client,
            $($required: $required_type,)*
            $($($optional: Option<$optional_type>,)*)?
        }

        impl $name {
            #[allow(clippy::too_many_arguments, reason = "each of them is required by the API")]
            fn new(client: &$crate::client::Client, $($required: $required_type),*) -> Self {
                Self { client: client.clone(), $($required,)* $($($optional: None,)*)? }
            }
        }
    };
}

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
        pub fn send(self) -> impl Future<Output = Result<$content, $crate::error::Error>> {
            self.into_request().send()
        }

        /// Sends the request and returns content, status and headers.
        ///
        /// # Errors
        ///
        /// As [`send`](Self::send).
        pub fn send_with_response(
            self,
        ) -> impl Future<
            Output = Result<$crate::response::Response<$content $(, $headers)?>, $crate::error::Error>,
        > {
            self.into_request().send_with_response()
        }
    };
}

pub(crate) use {request, send_methods};
