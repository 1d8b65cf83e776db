//! Room for functions that call themselves as deep as a document is nested.

use std::thread;

/// Runs something on a thread that has more stack than others have.
///
/// Whatever follows the values, the schemas or the types of a document needs it. Whoever calls all
/// of that from one function needs it once, around that function.
pub fn with_large_stack<T: Send>(mut run: impl FnMut() -> T + Send) -> T {
    // Memory that is not used costs nothing.
    const STACK: usize = 256 << 20;

    let begun = &mut run;
    let done = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, begun);
        thread.ok().map(thread::ScopedJoinHandle::join)
    });
    match done {
        Some(Ok(result)) => result,
        Some(Err(panic)) => std::panic::resume_unwind(panic),
        // The system has no thread to give: the stack that there is may do.
        None => run(),
    }
}
