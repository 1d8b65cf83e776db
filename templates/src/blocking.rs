//! Calls in programs that are not asynchronous, by the feature `blocking`.
//!
//! ```no_run
//! use templates::blocking::block_on;
//! use templates::{Error, NoContent, Request};
//!
//! fn send(request: Request<NoContent>) -> Result<(), Error> {
//!     block_on(request.send())
//! }
//! ```
//!
//! The thread that calls waits, while another one drives the connections.

use std::future::{Future, pending};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};
use tokio::task::coop::unconstrained;

/// Waits until something asynchronous is done, and returns what comes of it.
///
/// A call is waited for as in `block_on(request.send())?`, the next entry of a list as in
/// `block_on(items.next())`. Connections are kept open in between, and time limits hold,
/// by a thread that is started for all calls together when the first one waits.
///
/// The thread that calls this does nothing else meanwhile. Asynchronous code should
/// `await` instead: this does not panic there, but holds up all other tasks of the thread,
/// among them those of connections that were opened by awaiting.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = runtime();
    let _entered = runtime.as_ref().map(Handle::enter);
    // Called by a task of another runtime, the future would have its share of time only,
    // and get no other before that task is done.
    let mut future = Box::pin(unconstrained(future));
    let signal = Arc::new(Signal { thread: thread::current(), is_given: AtomicBool::new(false) });
    let waker = Waker::from(Arc::clone(&signal));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        signal.wait();
    }
}

/// The runtime that drives connections and timers; none if the system has no thread or no
/// file left for it, of which the future then complains itself.
fn runtime() -> Option<Handle> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);

    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if runtime.is_none() {
        *runtime = start().ok();
    }
    runtime.clone()
}

/// Starts a runtime on a thread of its own.
fn start() -> io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    let thread = thread::Builder::new().name("block_on".to_owned());
    thread.spawn(move || runtime.block_on(pending::<()>()))?;
    Ok(handle)
}

/// What a thread waits for.
struct Signal {
    thread: Thread,
    /// Beside the thread's own mark, which whatever the future calls may use up.
    is_given: AtomicBool,
}

impl Signal {
    fn wait(&self) {
        while !self.is_given.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

impl Wake for Signal {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.is_given.store(true, Ordering::Release);
        self.thread.unpark();
    }
}
