//! A short handbook for whoever sits down at a loom for the first time.
//!
//! # Where to begin
//!
//! Begin with a [`Loom`], and learn the [`knots`] on the way.

pub mod knots;

/// A frame that keeps the warp taut.
///
/// # Oil the treadles
///
/// One drop of linseed oil a year is enough for a treadle.
pub struct Loom {
    /// How many threads stand in the reed.
    pub ends: usize,
}

impl Loom {
    /// Pulls every end through the eye of its heddle, from the middle outwards.
    ///
    /// ```
    /// weaving::Loom { ends: 12 }.thread();
    /// ```
    pub fn thread(&self) {}
}
