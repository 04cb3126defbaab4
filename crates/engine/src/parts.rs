//! A very long section is several to an index. A reader sees one.

use crate::prelude::*;
use thumbindex_index::Root;

use crate::rank::Scored;

/// Which sections of a book are parts of a longer one. A search for a common word asks that of each section.
#[derive(Debug)]
pub(crate) struct Parts {
    /// By section; empty where no section is.
    is_part: Vec<bool>,
    /// The sections that begin one, ascending.
    firsts: Vec<u32>,
}

impl Parts {
    pub(crate) fn new(root: &Root) -> Self {
        let mut parts = Self { is_part: Vec::new(), firsts: Vec::new() };
        if !root.continued.is_empty() {
            parts.is_part.resize(root.sections as usize, false);
        }
        for &section in &root.continued {
            let Some([before, part]) = parts.is_part.get_mut(section as usize - 1..=section as usize) else {
                continue;
            };
            if !*before {
                parts.firsts.push(section - 1);
            }
            (*before, *part) = (true, true);
        }
        parts
    }

    /// Of the parts of a long section the best stands for all of it.
    pub(crate) fn join(&self, found: &mut Vec<Scored>) {
        let mut best: Vec<Option<Scored>> = vec![None; self.firsts.len()];
        found.retain(|hit| {
            if !self.is_part.get(hit.section as usize).is_some_and(|is_part| *is_part) {
                return true;
            }
            let its = self.firsts.partition_point(|&first| first <= hit.section).checked_sub(1);
            if let Some(best) = its.and_then(|at| best.get_mut(at))
                && best.is_none_or(|best| hit.before(&best))
            {
                *best = Some(*hit);
            }
            false
        });
        found.extend(best.into_iter().flatten());
    }
}
