//! Work on as many processors as there are.

use std::cmp::Reverse;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// What each of some small jobs makes, in the order of the jobs.
///
/// A thread takes about as long to begin as some dozens of small jobs do.
pub(crate) fn map<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Sync) -> Vec<R> {
    if jobs.len() < FEW { jobs.into_iter().map(work).collect() } else { map_large(jobs, work) }
}

/// What each of some jobs makes, in the order of the jobs, where some take longer than others: as long as
/// so many small jobs.
pub(crate) fn map_by_size<J: Send, R: Send>(
    jobs: Vec<J>,
    size: impl Fn(&J) -> usize,
    work: impl Fn(J) -> R + Sync,
) -> Vec<R> {
    if jobs.iter().map(&size).sum::<usize>() < FEW {
        return jobs.into_iter().map(work).collect();
    }
    let mut jobs: Vec<_> = jobs.into_iter().enumerate().collect();
    // Whatever is begun last should not be what all others wait for.
    jobs.sort_by_key(|(_, job)| Reverse(size(job)));
    let mut results = map_large(jobs, |(index, job)| (index, work(job)));
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// How many jobs can be done at the same time.
pub(crate) fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// What each of some jobs makes that take long, in the order of the jobs.
pub fn map_large<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Sync) -> Vec<R> {
    let helpers = processors().min(jobs.len()).saturating_sub(1);
    let jobs = Mutex::new(jobs.into_iter().enumerate());
    let take = || jobs.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work_off = || {
        let mut results = Vec::new();
        while let Some((index, job)) = take() {
            results.push((index, work(job)));
        }
        results
    };
    let mut results = thread::scope(|scope| {
        // A helper that cannot be had is one less; there is always this thread.
        let helper = || thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work_off);
        let helpers: Vec<_> = (0..helpers).map_while(|_| helper().ok()).collect();
        let mut results = work_off();
        for helper in helpers {
            match helper.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(index, _)| *index);
    results.into_iter().map(|(_, result)| result).collect()
}

/// With how many jobs a thread more takes longer than it saves.
const FEW: usize = 48;

/// As much as the main thread usually has.
const STACK: usize = 8 << 20;
