//! How many requests a client may send again.

use std::sync::atomic::{AtomicU32, Ordering};

/// How many calls have to succeed for one more request that is sent again.
const SUCCESSES: u32 = 10;

/// What all clones of a client share: how many requests may be sent again while none succeeds.
/// When an API is out of order, its clients do not make it worse then.
pub(crate) struct Budget(Option<Left>);

struct Left {
    /// In tenths of requests.
    tenths: AtomicU32,
    most: u32,
}

impl Budget {
    /// A budget for so many requests, or for any number.
    pub(crate) fn new(requests: Option<u32>) -> Self {
        Self(requests.map(|requests| {
            let most = requests.saturating_mul(SUCCESSES);
            Left { tenths: most.into(), most }
        }))
    }

    /// Takes one out, if there is one left.
    pub(crate) fn take(&self) -> bool {
        self.0.as_ref().is_none_or(|left| left.change(|tenths| tenths.checked_sub(SUCCESSES)))
    }

    /// A call succeeded.
    pub(crate) fn refill(&self) {
        if let Some(left) = &self.0 {
            left.change(|tenths| (tenths < left.most).then(|| tenths + 1));
        }
    }
}

impl Left {
    /// Whether the change was possible.
    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        self.tenths.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}
