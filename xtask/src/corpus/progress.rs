//! What is going on, on standard error.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Says what is going on: on a terminal on one line that changes, elsewhere when a stage begins.
#[derive(Debug)]
pub(super) struct Progress {
    is_terminal: bool,
    done: AtomicUsize,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self { is_terminal: io::stderr().is_terminal(), done: AtomicUsize::new(0) }
    }

    /// A stage begins.
    pub(super) fn stage(&self, title: &str) {
        self.done.store(0, Ordering::Relaxed);
        if self.is_terminal {
            say(&format!("\r\u{1b}[K{title}"));
        } else {
            say(&format!("{title}\n"));
        }
    }

    /// One thing of several in a stage is done.
    pub(super) fn done(&self, what: &str, total: usize) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_terminal {
            say(&format!("\r\u{1b}[K{done}/{total} {what}"));
        }
    }

    /// All is done.
    pub(super) fn end(&self) {
        if self.is_terminal {
            say("\r\u{1b}[K");
        }
    }
}

fn say(text: &str) {
    // The work goes on if standard error is closed.
    let _ = io::stderr().write_all(text.as_bytes());
}
