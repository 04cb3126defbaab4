//! A very long section is several to an index. A reader sees one.

use crate::prelude::*;
use thumbindex_index::Root;

use crate::rank::Scored;

/// Of the parts of a long section the best stands for all of it.
pub(crate) fn join_parts(found: &mut Vec<Scored>, root: &Root) {
    if root.continued.is_empty() {
        return;
    }
    let continues = |section: u32| root.continued.binary_search(&section).is_ok();
    let firsts = root.continued.iter().map(|section| section - 1).filter(|&first| !continues(first));
    let mut best: Vec<(u32, Option<Scored>)> = firsts.map(|first| (first, None)).collect();
    found.retain(|hit| {
        if !continues(hit.section) && !continues(hit.section + 1) {
            return true;
        }
        let its = best.partition_point(|&(first, _)| first <= hit.section).checked_sub(1);
        if let Some((_, best)) = its.and_then(|at| best.get_mut(at))
            && best.is_none_or(|best| hit.before(&best))
        {
            *best = Some(*hit);
        }
        false
    });
    found.extend(best.into_iter().filter_map(|(_, best)| best));
}
