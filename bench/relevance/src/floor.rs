//! What ranking must not fall below.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::Failure;
use crate::tables::Sets;

/// No kind of query may lose more than this.
const TOLERANCE: f64 = 0.005;

/// Page and section MRR by set and kind.
type Floor = BTreeMap<String, BTreeMap<String, [f64; 2]>>;

pub(crate) fn write(path: &Path, sets: &Sets) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(&floor(sets))?;
    Ok(fs::write(path, text + "\n")?)
}

/// Fails with a line for each kind that has lost; kinds that were not measured do not count.
pub(crate) fn check(path: &Path, sets: &Sets) -> Result<(), Failure> {
    let text = fs::read_to_string(path).map_err(|fault| format!("{}: {fault}", path.display()))?;
    let floor_then: Floor = serde_json::from_str(&text)?;
    let lost = losses(&floor_then, &floor(sets));
    if lost.is_empty() {
        println!("\nno kind has lost more than {TOLERANCE} against {}", path.display());
        return Ok(());
    }
    Err(format!("ranking has lost: {}; mend it, or move the floor with --update", lost.join(", ")).into())
}

fn losses(then: &Floor, now: &Floor) -> Vec<String> {
    let mut lost = Vec::new();
    for (set, kinds) in then {
        for (kind, before) in kinds {
            let Some(after) = now.get(set).and_then(|set| set.get(kind)) else { continue };
            for (level, at) in [("page", 0), ("section", 1)] {
                if after[at] < before[at] - TOLERANCE {
                    lost.push(format!("{set} {kind} by {level} {:.3} → {:.3}", before[at], after[at]));
                }
            }
        }
    }
    lost
}

fn floor(sets: &Sets) -> Floor {
    let rounded = |value: f64| (value * 10_000.0).round() / 10_000.0;
    let kinds = |set: &crate::measure::Scores| {
        set.iter()
            .map(|(kind, score)| (kind.clone(), [rounded(score.page), rounded(score.section)]))
            .collect()
    };
    sets.iter().map(|(name, set)| (name.clone(), kinds(set))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn floor_of(page: f64) -> Floor {
        Floor::from([("books".into(), BTreeMap::from([("typo".into(), [page, 0.9])]))])
    }

    #[test]
    fn a_loss_beyond_the_tolerance_is_named_and_a_smaller_one_is_not() {
        assert_eq!(losses(&floor_of(0.95), &floor_of(0.946)), [""; 0]);
        assert_eq!(losses(&floor_of(0.95), &floor_of(0.944)), ["books typo by page 0.950 → 0.944"]);
        assert_eq!(losses(&floor_of(0.95), &Floor::new()), [""; 0]);
    }
}
