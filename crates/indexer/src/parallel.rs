//! The same work done on many items by several threads, with one result whatever their number.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::Progress;

/// Threads for each processor: while one waits for a file, another can read text.
const THREADS_PER_PROCESSOR: usize = 2;

/// More gain nothing, since a disk is shared by all.
const MOST_THREADS: usize = 16;

/// Does `work` on every item; the results are in the items' order. Where items fail, the first of them in that order gives
/// the error. `progress` is called now and then, and once everything is done.
///
/// Where no thread can be had, as in WebAssembly, the caller's does all of it.
pub(crate) fn map<I: Sync, T: Send, E: Send>(
    items: &[I],
    work: impl Fn(&I) -> Result<T, E> + Sync,
    progress: &mut dyn FnMut(Progress),
) -> Result<Vec<T>, E> {
    let total = items.len();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    // Nothing at or behind this item matters any more: the first that failed.
    let end = AtomicUsize::new(total);
    let labour = |tell: &mut dyn FnMut(usize)| {
        let mut results = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at).filter(|_| at < end.load(Ordering::Relaxed)) else {
                return results;
            };
            let result = work(item);
            if result.is_err() {
                end.fetch_min(at, Ordering::Relaxed);
            }
            results.push((at, result));
            tell(done.fetch_add(1, Ordering::Relaxed) + 1);
        }
    };
    let mut last = 0;
    let mut results = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads().min(total))
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, || labour(&mut |_| ())).ok())
            .collect();
        let mut results = labour(&mut |done| {
            last = done;
            progress(Progress { done, total });
        });
        for helper in helpers {
            results.extend(helper.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        results
    });
    results.sort_unstable_by_key(|(at, _)| *at);
    let results = results.into_iter().map(|(_, result)| result).collect::<Result<_, _>>()?;
    if last < total {
        progress(Progress { done: total, total });
    }
    Ok(results)
}

fn threads() -> usize {
    let processors = thread::available_parallelism().map_or(1, NonZero::get);
    // One processor, or nobody knows how many: no threads either.
    if processors == 1 { 1 } else { (processors * THREADS_PER_PROCESSOR).min(MOST_THREADS) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        let doubled = map(&items, |item| Ok::<_, ()>(item * 2), &mut |_| {}).expect("no error");
        assert!(doubled.iter().enumerate().all(|(at, item)| *item == at * 2));
        assert_eq!(doubled.len(), items.len());
        assert_eq!(map(&[], |item: &usize| Ok::<_, ()>(*item), &mut |_| {}), Ok(Vec::new()));
    }

    #[test]
    fn of_several_faults_the_first_items_is_told() {
        let items: Vec<usize> = (0..2_000).collect();
        let fails = |item: &usize| if *item % 700 == 699 { Err(*item) } else { Ok(()) };
        for _ in 0..50 {
            assert_eq!(map(&items, fails, &mut |_| {}), Err(699));
        }
    }

    #[test]
    fn progress_ends_with_everything_done() {
        let mut last = Progress { done: 0, total: 0 };
        map(&[(); 500], |()| Ok::<_, ()>(()), &mut |step| {
            assert!(step.done >= last.done, "{step:?} after {last:?}");
            last = step;
        })
        .expect("no error");
        assert_eq!((last.done, last.total), (500, 500));
    }
}
