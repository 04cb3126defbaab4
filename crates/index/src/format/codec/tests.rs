use proptest::prelude::*;

use super::coder::Encoder;
use super::model::Model;
use super::{Codec, Packer};
use crate::format::postings::{self, Heading, Lists};

const BOOK: &str = include_str!("../../../FORMAT.md");

fn data() -> impl Strategy<Value = Vec<u8>> {
    let words =
        prop::collection::vec("[a-e]{1,6}[ \n]", 0..2000).prop_map(|words| words.concat().into_bytes());
    let noise = prop::collection::vec(any::<u8>(), 0..3000);
    let again =
        (prop::collection::vec(any::<u8>(), 1..9), 0..4000usize).prop_map(|(unit, times)| unit.repeat(times));
    let text = (0..BOOK.len(), 0..BOOK.len()).prop_map(|(a, b)| BOOK.as_bytes()[a.min(b)..a.max(b)].to_vec());
    prop_oneof![words, noise, again, text]
}

fn record() -> impl Strategy<Value = Vec<u8>> {
    let sections = || prop::collection::btree_set(0..3_000u32, 0..60);
    (sections(), sections(), sections(), prop::option::of(0..300u32)).prop_map(
        |(headings, links, body, tail)| {
            let heading = |section: u32| Heading {
                rarity: (section % 30) as f32,
                below: section % 9,
                ..Heading::default()
            };
            let lists = Lists {
                headings: headings.into_iter().map(|section| (section, heading(section))).collect(),
                links: links.into_iter().map(|section| (section, section % 9)).collect(),
                body: body.into_iter().map(|section| (section, (section % 4) as u8)).collect(),
            };
            let frequency = lists.body.len().max(lists.headings.len()) as u32;
            postings::write(frequency, tail, &lists)
        },
    )
}

/// Everything at once.
fn unpack(codec: &Codec, stored: &[u8], length: usize, records: Option<u32>) -> Option<Vec<u8>> {
    let mut unpacking = codec.unpacking(stored, length, records)?;
    unpacking.go_on(usize::MAX)?;
    Some(unpacking.into_bytes())
}

/// A codec that knows the first half of the page that the samples are from, and one of each of the others' kind.
fn primed() -> (Packer, Codec) {
    let dictionary = &BOOK.as_bytes()[..BOOK.len() / 2];
    let (stored, packer) = Packer::primed(dictionary);
    (packer, Codec::primed(&stored, dictionary.len()).expect("a dictionary just packed"))
}

fn sample() -> &'static [u8] {
    &BOOK.as_bytes()[BOOK.len() / 2..][..2000]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn gives_back_what_was_packed(raw in data(), dictionary in data()) {
        let packed = Packer::plain().pack(&raw);
        prop_assert_eq!(unpack(&Codec::plain(), &packed, raw.len(), None), Some(raw.clone()));
        let (stored, packer) = Packer::primed(&dictionary);
        let codec = Codec::primed(&stored, dictionary.len()).expect("a dictionary just packed");
        prop_assert_eq!(unpack(&codec, &packer.pack(&raw), raw.len(), None), Some(raw));
    }

    #[test]
    fn gives_back_the_records_that_were_packed(before in data(), records in prop::collection::vec(record(), 0..40)) {
        let raw = [before.clone(), records.concat()].concat();
        let packed = Packer::plain().pack_records(&raw, before.len(), 3_000);
        prop_assert_eq!(unpack(&Codec::plain(), &packed, raw.len(), Some(3_000)), Some(raw));
    }

    #[test]
    fn in_stretches_comes_out_what_comes_out_at_once(
        before in data(),
        records in prop::collection::vec(record(), 0..40),
        stretch in 1usize..500,
    ) {
        let raw = [before.clone(), records.concat()].concat();
        let packed = Packer::plain().pack_records(&raw, before.len(), 3_000);
        let mut unpacking = Codec::plain().unpacking(&packed, raw.len(), Some(3_000)).expect("sound bytes");
        let (mut left, mut stretches) = (unpacking.left(), 0);
        while left > 0 {
            unpacking.go_on(stretch).expect("sound bytes");
            prop_assert!(left - unpacking.left() >= stretch.min(left));
            (left, stretches) = (unpacking.left(), stretches + 1);
        }
        prop_assert!(stretches <= raw.len().div_ceil(stretch));
        prop_assert_eq!(unpacking.into_bytes(), raw);
    }

    #[test]
    fn any_bytes_end_in_the_length_asked_for_or_in_nothing(
        stored in prop::collection::vec(any::<u8>(), 0..200),
        length in 0usize..5000,
    ) {
        if let Some(out) = unpack(&Codec::plain(), &stored, length, None) {
            prop_assert_eq!(out.len(), length);
        }
        if let Some(out) = unpack(&Codec::plain(), &stored, length, Some(900)) {
            prop_assert_eq!(out.len(), length);
        }
        if let Some(codec) = Codec::primed(&stored, length)
            && let Some(out) = unpack(&codec, &stored, length, None)
        {
            prop_assert_eq!(out.len(), length);
        }
    }
}

#[test]
fn every_cut_and_every_flipped_bit_ends_in_the_length_asked_for_or_in_nothing() {
    let (packer, codec) = primed();
    let packed = packer.pack(sample());
    let whole = |damaged: &[u8]| {
        unpack(&codec, damaged, sample().len(), None).is_none_or(|out| out.len() == sample().len())
    };
    assert!((0..packed.len()).all(|cut| whole(&packed[..cut])));
    assert!((0..packed.len() * 8).all(|bit| {
        let mut damaged = packed.clone();
        damaged[bit / 8] ^= 1 << (bit % 8);
        whole(&damaged)
    }));
}

#[test]
fn another_dictionary_gives_other_bytes_but_no_harm() {
    let (packer, _) = primed();
    let packed = packer.pack(sample());
    assert_ne!(unpack(&Codec::plain(), &packed, sample().len(), None).as_deref(), Some(sample()));
}

#[test]
fn packing_does_not_depend_on_what_was_packed_before() {
    let (packer, codec) = primed();
    let packed = packer.pack(sample());
    packer.pack(&sample().repeat(3));
    assert_eq!(packer.pack(sample()), packed);
    assert_eq!(primed().0.pack(sample()), packed);
    assert_eq!(unpack(&codec, &packed, sample().len(), None).as_deref(), Some(sample()));
}

/// These bytes are the format: another reader of it must agree.
#[test]
fn the_bytes_are_what_they_have_always_been() {
    let raw = b"the borrow checker checks the borrower, and the borrower checks the borrow";
    let packed = Packer::plain().pack(raw);
    let hex: String = packed.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "8bdf8655874f3532aa9cfacb9de4e8552a542976649f36f4931382929b9df41c80");
    assert_eq!(unpack(&Codec::plain(), &packed, raw.len(), None).as_deref(), Some(&raw[..]));
}

#[test]
fn long_runs_and_long_texts_come_back() {
    for raw in [vec![0; 3_000_000], BOOK.repeat(12).into_bytes()] {
        let packed = Packer::plain().pack(&raw);
        assert!(packed.len() < raw.len() / 20);
        assert_eq!(unpack(&Codec::plain(), &packed, raw.len(), None), Some(raw));
    }
}

#[test]
fn a_stretch_ends_in_the_middle_of_a_long_copy() {
    let packed = Packer::plain().pack(&[0; 3_000_000]);
    let mut unpacking = Codec::plain().unpacking(&packed, 3_000_000, None).expect("sound bytes");
    for stretch in 1..=20 {
        unpacking.go_on(1_000).expect("sound bytes");
        assert_eq!(unpacking.left(), 3_000_000 - 1_000 * stretch);
    }
}

/// Where lengths have 32 bits, the longest and the two that a copy has at least come to none.
#[test]
fn a_copy_is_never_of_nothing() {
    let copied = |lengths: &[u32]| {
        let (mut coder, mut model) = (Encoder::new(), Model::new());
        for _ in 0..2 {
            let context = model.context();
            model.literal(&mut coder, context, b'a');
            model.advance(b'a');
        }
        let context = model.context();
        for (at, &length) in lengths.iter().enumerate() {
            model.copies(&mut coder, context, if at == 0 { 2 } else { 0 }, 1);
            model.rank(&mut coder, 1, 1);
            model.length(&mut coder, length);
        }
        unpack(&Codec::plain(), &coder.finish(), 4, None)
    };
    assert_eq!(copied(&[1]).as_deref(), Some(&b"aaaa"[..]));
    assert_eq!(copied(&[u32::MAX, 1]), None);
}

#[test]
fn a_dictionary_pays() {
    let (packer, _) = primed();
    assert!(packer.pack(sample()).len() * 10 < Packer::plain().pack(sample()).len() * 9);
}

#[test]
fn declared_lengths_cannot_exhaust_memory() {
    assert!(unpack(&Codec::plain(), &[0; 8], usize::MAX, None).is_none());
    assert!(unpack(&Codec::plain(), &[0; 8], 1 << 31, None).is_none());
    assert!(Codec::primed(&[], 1 << 20).is_none());
    assert_eq!(unpack(&Codec::plain(), &[], 0, None), Some(Vec::new()));
}
