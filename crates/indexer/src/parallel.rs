//! Files are read on several threads.

use thumbindex_index::parallel::{self, processors};

use crate::Progress;

/// Threads for each processor: while one waits for a file, another can read text.
const THREADS_PER_PROCESSOR: usize = 2;

/// More gain nothing, since a disk is shared by all.
const MOST_THREADS: usize = 16;

/// Does `work` on every item, to the same result as one after the other; `progress` is called now and then, and once everything
/// is done.
pub(crate) fn map<I: Sync, T: Send, E: Send>(
    items: &[I],
    work: impl Fn(&I) -> Result<T, E> + Sync,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<T>, E> {
    // One processor, or nobody knows how many: no threads either.
    let threads =
        if processors() == 1 { 1 } else { (processors() * THREADS_PER_PROCESSOR).min(MOST_THREADS) };
    let total = items.len();
    parallel::map(items, threads, work, &mut |done| progress(Progress { done, total }))
}
