//! A very long section is several to an index. A reader sees one.

use crate::prelude::*;
use thumbindex_index::Root;

use crate::rank::Scored;

/// Of the parts of a long section the best stands for all of it.
pub(crate) fn join_parts(found: &mut Vec<Scored>, root: &Root) {
    if root.continued.is_empty() {
        return;
    }
    // One look for each of what may be a hundred thousand sections.
    let mut continues = vec![false; root.sections as usize + 1];
    root.continued.iter().for_each(|&section| continues[section as usize] = true);
    let firsts = root.continued.iter().map(|section| section - 1).filter(|&first| !continues[first as usize]);
    let mut best: Vec<(u32, Option<Scored>)> = firsts.map(|first| (first, None)).collect();
    found.retain(|hit| {
        let section = hit.section as usize;
        if !continues[section] && !continues[section + 1] {
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
