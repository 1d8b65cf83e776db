//! Credentials that may change: they are asked for each time a request is sent.

use std::error::Error as StdError;
use std::marker::PhantomData;
use std::sync::Arc;

use crate::client::ClientBuilder;
use crate::credential::{Ask, Asked, Credential, CredentialSource, NoCredential};

/// Where credentials come from that may change: a file that is replaced, a vault, a login of the
/// application's own. It is asked for each attempt to send a request.
///
/// Functions and closures without arguments that return a future are providers. What they
/// return is not kept: a provider for which asking takes long should do so itself. The
/// time that it takes counts for the time limits of the call.
///
/// Whatever error it returns is the [`source`](std::error::Error::source) of the call's.
///
/// ```
/// # use std::error::Error;
/// # use templates::CredentialProvider;
/// /// A token in a file that is replaced from time to time.
/// struct Mounted(&'static str);
///
/// impl CredentialProvider<String> for Mounted {
///     async fn provide(&self) -> Result<String, Box<dyn Error + Send + Sync>> {
///         Ok(std::fs::read_to_string(self.0)?.trim().to_owned())
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not provide credentials",
    label = "expected a function or closure without arguments that returns a future of \
             `Result<{T}, Box<dyn Error + Send + Sync>>`"
)]
pub trait CredentialProvider<T>: Send + Sync + 'static {
    /// The credentials of now.
    ///
    /// # Errors
    ///
    /// Why there are none. The request is not sent then.
    fn provide(&self) -> impl Future<Output = Result<T, Box<dyn StdError + Send + Sync>>> + Send;
}

impl<T, P, F> CredentialProvider<T> for P
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<T, Box<dyn StdError + Send + Sync>>> + Send,
{
    fn provide(&self) -> impl Future<Output = Result<T, Box<dyn StdError + Send + Sync>>> + Send {
        self()
    }
}

/// A credential that a provider is asked for.
struct Provided<P, C, T> {
    provider: P,
    /// Makes a credential of a value, or says why the value cannot be used.
    credential: C,
    value: PhantomData<fn() -> T>,
}

impl<P, C, T> Ask for Provided<P, C, T>
where
    P: CredentialProvider<T>,
    C: Fn(T) -> Result<Arc<dyn Credential>, &'static str> + Send + Sync,
{
    fn ask<'a>(&'a self, _: &'a crate::client::Client) -> Asked<'a> {
        Box::pin(async {
            let value = self.provider.provide().await.map_err(|error| NoCredential {
                problem: "the provider of the credentials has none".to_owned(),
                source: Some(error),
            })?;
            (self.credential)(value).map_err(|why| NoCredential {
                problem: format!("what the provider of the credentials has cannot be used: {why}"),
                source: None,
            })
        })
    }
}

impl ClientBuilder {
    /// The credential for a security scheme that a provider is asked for.
    pub(crate) fn provided<T: 'static>(
        mut self,
        scheme: &'static str,
        provider: impl CredentialProvider<T>,
        credential: impl Fn(T) -> Result<Arc<dyn Credential>, &'static str> + Send + Sync + 'static,
    ) -> Self {
        let source = Provided { provider, credential, value: PhantomData };
        self.credentials.insert(scheme, Ok(CredentialSource::Asked(Arc::new(source))));
        self
    }
}
