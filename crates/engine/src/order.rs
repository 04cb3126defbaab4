//! Putting the best first.
//!
//! A search wants the best ten of thousands, so they are taken off a heap one by one instead of sorting all of them; and one
//! small routine for every list spares a reader the four kinds of sort, 20 KB in all, that the standard library would bring.

use crate::prelude::*;

/// Keeps the `count` items that come first, in order. `before` must be a strict order; equal items come in any order.
pub(crate) fn keep_first<T>(items: &mut Vec<T>, count: usize, before: impl Fn(&T, &T) -> bool) {
    for parent in (0..items.len() / 2).rev() {
        sift_down(items, parent, &before);
    }
    let mut kept = Vec::with_capacity(count.min(items.len()));
    while kept.len() < count && !items.is_empty() {
        kept.push(items.swap_remove(0));
        sift_down(items, 0, &before);
    }
    *items = kept;
}

/// Lets an item sink until both its children come after it.
fn sift_down<T>(heap: &mut [T], mut parent: usize, before: &impl Fn(&T, &T) -> bool) {
    loop {
        let left = 2 * parent + 1;
        let Some(mut first) = heap.get(left).map(|_| left) else { return };
        let right = left + 1;
        if right < heap.len() && before(&heap[right], &heap[left]) {
            first = right;
        }
        if !before(&heap[first], &heap[parent]) {
            return;
        }
        heap.swap(first, parent);
        parent = first;
    }
}

#[cfg(test)]
mod tests {
    use super::keep_first;

    #[test]
    fn keeps_the_first_in_order() {
        for count in 0..60usize {
            let mut items: Vec<usize> = (0..50).map(|n| n * 37 % 50).collect();
            keep_first(&mut items, count, |a, b| a < b);
            assert_eq!(items, (0..count.min(50)).collect::<Vec<_>>());
        }
    }
}
