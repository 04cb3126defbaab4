//! Putting the best first.
//!
//! A search wants the best ten of thousands, so what comes after the tenth is looked at once and left; and one small routine
//! for every list spares a reader the four kinds of sort, 20 KB in all, that the standard library would bring.

use crate::prelude::*;

/// Keeps the `count` items that come first, in order. `before` must be a strict order; equal items come in any order. Lists
/// are sorted whole only where they are short or nearly in order.
#[inline(never)]
pub(crate) fn keep_first<T>(items: &mut Vec<T>, count: usize, before: impl Fn(&T, &T) -> bool) {
    for at in 0..items.len() {
        let mut place = at;
        if at >= count {
            let Some(last) = count.checked_sub(1).filter(|&last| before(&items[at], &items[last])) else {
                continue;
            };
            items.swap(at, last);
            place = last;
        }
        while place > 0 && before(&items[place], &items[place - 1]) {
            items.swap(place, place - 1);
            place -= 1;
        }
    }
    items.truncate(count);
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
