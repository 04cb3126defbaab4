//! A record: in which sections a term stands, and everything that ranking wants to know of them.
//!
//! ```text
//! sections with the term × 8 + 4 if there is a tail + 2 if linked to + 1 if in headings
//! [number of the tail]
//! [sections with it in their text]   unless none of the three is so, and then all of them have
//! [headings:   n, n × (gap × 4 + 2 if spelled otherwise than folded + 1 if it opens a page of several,
//!              rarity of the heading in quarters (127 for more), sections below the heading)]
//! [link texts: n, n × (gap × 4 + frequency code)]
//! body × (gap × 4 + impact)
//! ```
//!
//! A gap is the distance to the section before in the same list (to −1 for the first), less one. A frequency code stands for 1, 2,
//! 3–4, or 5 and more occurrences. An impact is a frequency that the section's length has been taken out of, in four steps: with it a
//! search needs no table of lengths, which a large site could not send; with eight steps it ranks no better. There are no
//! positions: they would double what the postings weigh, and ranking does without. All of a record is varints, so that where
//! the next one begins need not be said.
//!
//! A *tail* chunk holds a record of the same form: the sections that say least of a term which is nearly everywhere.

use super::bytes::Cursor;

/// What each frequency code stands for in a score.
const FREQUENCIES: [f32; 4] = [1.0, 2.0, 3.5, 6.0];
/// What each impact stands for.
const IMPACTS: [f32; 4] = [0.6, 1.0, 1.8, 4.0];
/// A heading's rarity is stored in steps of this fraction: 127 quarters are a heading of five rare words.
const RARITY_UNIT: f32 = 4.0;
#[cfg(feature = "write")]
const MAX_RARITY: f32 = 127.0;
/// The least number of links, and the impact, that count most.
#[cfg(feature = "write")]
pub(crate) const MOST_LINKS: u32 = 5;
#[cfg(feature = "write")]
pub(crate) const MOST_IMPACT: u8 = IMPACTS.len() as u8 - 1;

/// One place where a term stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Posting {
    /// In the section's own heading.
    Heading(Heading),
    /// In texts of links that point at it, so often.
    Links(f32),
    /// In its text: how often, for its length.
    Body(f32),
}

/// What a heading says beside its words.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Heading {
    /// Sum of the inverse document frequencies of its words.
    pub rarity: f32,
    /// How many sections after this one stand under it.
    pub below: u32,
    /// Whether its section is the first of a page that has more to say.
    pub opens_page: bool,
    /// Whether the term is spelled otherwise than folded: with a capital, an accent.
    pub is_spelled: bool,
}

/// An opened record.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Sections that have the term in their heading or text, whichever are more.
    pub frequency: u32,
    /// The number of the chunk, among tails, with the rest of the postings.
    pub tail: Option<u32>,
    fields: u32,
    body: u32,
    lists: Cursor<'a>,
}

pub(super) const HEADINGS: u32 = 1;
pub(super) const LINKS: u32 = 2;
pub(super) const TAIL: u32 = 4;

impl<'a> Record<'a> {
    /// Reads what stands before the lists.
    pub fn read(bytes: &'a [u8]) -> Option<Self> {
        Self::begin(Cursor::new(bytes))
    }

    pub(crate) fn begin(mut lists: Cursor<'a>) -> Option<Self> {
        let head = lists.varint()?;
        let fields = head & (HEADINGS | LINKS | TAIL);
        let tail = if fields & TAIL > 0 { Some(lists.varint()?) } else { None };
        let frequency = head >> 3;
        let body = if fields > 0 { lists.varint()? } else { frequency };
        Some(Self { frequency, tail, fields, body, lists })
    }

    /// Where the lists end.
    pub(crate) fn end(mut self) -> Option<Cursor<'a>> {
        let mut left = self.body;
        if self.fields & HEADINGS > 0 {
            let count = self.lists.varint()?.checked_mul(3)?;
            self.lists.skip(count)?;
        }
        if self.fields & LINKS > 0 {
            left = left.checked_add(self.lists.varint()?)?;
        }
        self.lists.skip(left)?;
        Some(self.lists)
    }

    /// Calls `each` with every section of the lists, field by field, ascending within each. `None` when the record is
    /// damaged or names a section from `sections` on; what was visited before stands inside the book.
    pub fn postings(&self, sections: u32, mut each: impl FnMut(u32, Posting)) -> Option<()> {
        let mut reading = Reading::default();
        self.go_on(&mut reading, sections, |section, posting| {
            each(section, posting);
            true
        })
    }

    /// The same from where `reading` has come to, until `each` says that it is enough for now or the lists are at their end.
    pub fn go_on(
        &self,
        reading: &mut Reading,
        sections: u32,
        mut each: impl FnMut(u32, Posting) -> bool,
    ) -> Option<()> {
        let mut lists = self.lists;
        lists.take(reading.passed)?;
        let mut more = true;
        while more && !reading.is_done() {
            if reading.left == 0 {
                reading.next = 0;
                reading.list += 1;
                reading.left = match reading.list {
                    1 if self.fields & HEADINGS > 0 => lists.varint()?,
                    2 if self.fields & LINKS > 0 => lists.varint()?,
                    3 => self.body,
                    _ => 0,
                };
            }
            while more && reading.left > 0 {
                let packed = lists.small_varint()?;
                let section = reading.next.checked_add(packed >> 2).filter(|&section| section < sections)?;
                reading.next = section + 1;
                reading.left -= 1;
                let posting = match reading.list {
                    1 => Posting::Heading(Heading {
                        rarity: lists.varint()? as f32 / RARITY_UNIT,
                        below: lists.varint()?.min(sections - section),
                        opens_page: packed & 1 == 1,
                        is_spelled: packed & 2 == 2,
                    }),
                    2 => Posting::Links(FREQUENCIES[(packed & 3) as usize]),
                    _ => Posting::Body(IMPACTS[(packed & 3) as usize]),
                };
                more = each(section, posting);
            }
        }
        reading.passed = self.lists.remaining() - lists.remaining();
        Some(())
    }
}

/// How far the lists of a record have been read: headings, links, text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    list: u8,
    /// Postings of the list that are still to come, and the least section that the next may have.
    left: u32,
    next: u32,
    /// Bytes of all lists that have been read.
    passed: usize,
}

impl Reading {
    /// Whether there is nothing more to read.
    pub fn is_done(&self) -> bool {
        self.list >= 3 && self.left == 0
    }
}

/// The code for so many occurrences.
#[cfg(feature = "write")]
fn frequency_code(count: u32) -> u32 {
    match count {
        0 | 1 => 0,
        2 => 1,
        3 | 4 => 2,
        _ => 3,
    }
}

/// What so many occurrences stand for in a score.
#[cfg(feature = "write")]
pub(crate) fn frequency(count: u32) -> f32 {
    FREQUENCIES[frequency_code(count) as usize]
}

/// The impact of so many occurrences, less where sections are longer than usual: the step that lies closest.
#[cfg(feature = "write")]
pub(crate) fn impact(amount: f32) -> u8 {
    let between = IMPACTS.windows(2).map(|pair| (pair[0] * pair[1]).sqrt());
    between.take_while(|&border| amount >= border).count() as u8
}

/// What a term's lists are, ready to be written.
#[cfg(feature = "write")]
#[derive(Debug, Clone, Default)]
pub(crate) struct Lists {
    pub(crate) headings: Vec<(u32, Heading)>,
    pub(crate) links: Vec<(u32, u32)>,
    /// Sections with their impacts.
    pub(crate) body: Vec<(u32, u8)>,
}

/// The writing side.
#[cfg(feature = "write")]
pub(crate) fn write(frequency: u32, tail: Option<u32>, lists: &Lists) -> Vec<u8> {
    use super::bytes::put_varint;
    let mut out = Vec::new();
    let flag = |is: bool, flag| if is { flag } else { 0 };
    let fields = flag(!lists.headings.is_empty(), HEADINGS)
        | flag(!lists.links.is_empty(), LINKS)
        | flag(tail.is_some(), TAIL);
    put_varint(&mut out, frequency << 3 | fields);
    tail.iter().for_each(|&tail| put_varint(&mut out, tail));
    if fields > 0 {
        put_varint(&mut out, lists.body.len() as u32);
    }
    let mut next = 0;
    if fields & HEADINGS > 0 {
        put_varint(&mut out, lists.headings.len() as u32);
    }
    for &(section, heading) in &lists.headings {
        let flags = u32::from(heading.is_spelled) << 1 | u32::from(heading.opens_page);
        put_varint(&mut out, (section - next) << 2 | flags);
        put_varint(&mut out, (heading.rarity * RARITY_UNIT).min(MAX_RARITY) as u32);
        put_varint(&mut out, heading.below);
        next = section + 1;
    }
    next = 0;
    if fields & LINKS > 0 {
        put_varint(&mut out, lists.links.len() as u32);
    }
    for &(section, frequency) in &lists.links {
        put_varint(&mut out, (section - next) << 2 | frequency_code(frequency));
        next = section + 1;
    }
    next = 0;
    for &(section, impact) in &lists.body {
        put_varint(&mut out, (section - next) << 2 | u32::from(impact));
        next = section + 1;
    }
    out
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lists() -> impl Strategy<Value = Lists> {
        let sections = || prop::collection::btree_set(0..5_000u32, 0..40);
        let heading = |section: u32| Heading {
            rarity: (section % 40) as f32 / 4.0,
            below: section % 7,
            opens_page: section.is_multiple_of(3),
            is_spelled: section.is_multiple_of(2),
        };
        (sections(), sections(), sections()).prop_map(move |(headings, links, body)| Lists {
            headings: headings.into_iter().map(|section| (section, heading(section))).collect(),
            links: links.into_iter().map(|section| (section, section % 9)).collect(),
            body: body.into_iter().map(|section| (section, (section % 4) as u8)).collect(),
        })
    }

    proptest! {
        #[test]
        fn a_record_comes_back_as_written(lists in lists(), tail in prop::option::of(0..300u32)) {
            let frequency = lists.body.len().max(lists.headings.len()) as u32;
            // Without other fields, what is everywhere is in the texts.
            let bytes = write(frequency, tail, &lists);
            let record = Record::read(&bytes).expect("a sound record");
            prop_assert_eq!((record.frequency, record.tail), (frequency, tail));
            prop_assert!(record.end().is_some_and(|end| end.is_empty()));
            let mut headings = Vec::new();
            let mut body = Vec::new();
            let mut links = 0;
            record.postings(5_010, |section, posting| match posting {
                Posting::Heading(heading) => headings.push((section, heading)),
                Posting::Links(_) => links += 1,
                Posting::Body(amount) => body.push((section, impact(amount))),
            }).expect("sound lists");
            let mut reading = Reading::default();
            let mut stretches = 0;
            while !reading.is_done() {
                let mut left = 3;
                record.go_on(&mut reading, 5_010, |_, _| {
                    left -= 1;
                    left > 0
                }).expect("sound lists");
                stretches += 1;
            }
            // One more, with nothing in it, where the last list that has any ends with a stretch.
            let all = headings.len() + body.len() + links;
            prop_assert!(stretches >= all.div_ceil(3) && stretches <= all / 3 + 1);
            prop_assert_eq!(headings, lists.headings);
            prop_assert_eq!(body, lists.body);
            prop_assert_eq!(links, lists.links.len());
        }

        #[test]
        fn any_bytes_stay_inside_the_book(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            if let Some(record) = Record::read(&bytes) {
                record.postings(50, |section, posting| {
                    let below = if let Posting::Heading(heading) = posting { heading.below } else { 0 };
                    assert!(section + below <= 50);
                });
            }
        }
    }

    #[test]
    fn an_impact_is_the_step_that_lies_closest() {
        assert_eq!([0.0, 0.7, 0.8, 1.0, 1.3, 1.4, 100.0].map(impact), [0, 0, 1, 1, 1, 2, 3]);
    }
}
