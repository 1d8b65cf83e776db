//! Room for what calls itself as deep as a document says.

use std::cell::Cell;
use std::thread;

thread_local! {
    /// Whether this is a thread that has it.
    static HAS_ROOM: Cell<bool> = const { Cell::new(false) };
}

/// Runs something on a thread that has more stack than others have: this one, if it is.
pub fn with_large_stack<T: Send>(mut run: impl FnMut() -> T + Send) -> T {
    // Memory that is not used costs nothing.
    const STACK: usize = 256 << 20;

    if HAS_ROOM.get() {
        return run();
    }
    let run = &mut run;
    let done = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || {
            HAS_ROOM.set(true);
            run()
        });
        thread.ok().map(thread::ScopedJoinHandle::join)
    });
    match done {
        Some(Ok(result)) => result,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        // There are no threads to be had.
        None => run(),
    }
}
