//! Work on several threads, to the same result as on one. Where no thread can be had, as in WebAssembly, the caller's does all of it.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};

/// How many threads gain anything where all of them compute: one where nobody knows.
pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does `work` on every item, by so many threads at the most; the results are in the items' order. Where items fail, the first
/// of them in that order gives the error. `tell` hears now and then how many are done, and once that all are.
///
/// ```
/// use thumbindex_index::parallel::{map, processors};
///
/// let read = |word: &&'static str| word.parse::<u8>().map_err(|_| *word);
/// assert_eq!(map(&["4", "5"], processors(), read, &mut |_| {}), Ok(vec![4, 5]));
/// assert_eq!(map(&["4", "x", "y"], processors(), read, &mut |_| {}), Err("x"));
/// ```
pub fn map<I: Sync, T: Send, E: Send>(
    items: &[I],
    threads: usize,
    work: impl Fn(&I) -> Result<T, E> + Sync,
    tell: &mut dyn FnMut(usize),
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
        let helpers: Vec<_> = (1..threads.min(total))
            .filter_map(|_| Builder::new().spawn_scoped(scope, || labour(&mut |_| ())).ok())
            .collect();
        let mut results = labour(&mut |done| {
            last = done;
            tell(done);
        });
        for helper in helpers {
            results.extend(helper.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        results
    });
    results.sort_unstable_by_key(|(at, _)| *at);
    let results = results.into_iter().map(|(_, result)| result).collect::<Result<_, _>>()?;
    if last < total {
        tell(total);
    }
    Ok(results)
}

/// What both give, at the same time where that can be.
pub fn both<A, B: Send>(one: impl Fn() -> A, other: impl Fn() -> B + Sync) -> (A, B) {
    thread::scope(|scope| {
        let helper = (processors() > 1).then(|| Builder::new().spawn_scoped(scope, &other).ok()).flatten();
        let one = one();
        let other = match helper {
            Some(helper) => helper.join().unwrap_or_else(|fault| resume_unwind(fault)),
            None => other(),
        };
        (one, other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        let doubled = map(&items, 4, |item| Ok::<_, ()>(item * 2), &mut |_| {}).expect("no error");
        assert!(doubled.iter().enumerate().all(|(at, item)| *item == at * 2));
        assert_eq!(doubled.len(), items.len());
        assert_eq!(map(&[], 4, |item: &usize| Ok::<_, ()>(*item), &mut |_| {}), Ok(Vec::new()));
    }

    #[test]
    fn of_several_faults_the_first_items_is_told() {
        let items: Vec<usize> = (0..2_000).collect();
        let fails = |item: &usize| if *item % 700 == 699 { Err(*item) } else { Ok(()) };
        for _ in 0..50 {
            assert_eq!(map(&items, 4, fails, &mut |_| {}), Err(699));
        }
    }

    #[test]
    fn counts_end_with_everything_done() {
        for threads in [0, 1, 4] {
            let mut last = 0;
            map(&[(); 500], threads, |()| Ok::<_, ()>(()), &mut |done| {
                assert!(done >= last, "{done} after {last}");
                last = done;
            })
            .expect("no error");
            assert_eq!(last, 500);
        }
    }

    #[test]
    fn of_two_each_gives_its_own() {
        assert_eq!(both(|| 1, || "two"), (1, "two"));
    }
}
