//! The span of a call, by the feature `tracing`; without it nothing, of no size.

#[cfg(feature = "tracing")]
mod traced;
#[cfg(not(feature = "tracing"))]
mod untraced;

#[cfg(feature = "tracing")]
pub(crate) use traced::CallSpan;
#[cfg(not(feature = "tracing"))]
pub(crate) use untraced::CallSpan;
