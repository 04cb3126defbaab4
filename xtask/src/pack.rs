//! Packs the module for pages, as small on a host that compresses no file type it does not know: its operands apart from its
//! instructions ([`streams`]), then as LZMA. That is a fifth smaller than a server's gzip makes it. `js/unpack.js` unpacks it.

mod streams;

use crate::sh::Done;
use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
use std::io::Write as _;
use streams::Streams;

/// Of the settings of LZMA the unpacker has these built in.
const LC: u32 = 2;
const LP: u32 = 0;
const PB: u32 = 0;

/// Six numbers of four bytes each, the lowest first: the length, where functions begin and end, and how many bytes of operands of
/// each kind there are; a stream without header; the checksum.
pub(crate) fn pack(module: &[u8]) -> Done<Vec<u8>> {
    let Streams { functions, operands, rest } = streams::split(module)?;
    let lengths = operands.each_ref().map(Vec::len);
    let numbers = [module.len(), functions.start, functions.end].into_iter().chain(lengths);
    let mut header = Vec::new();
    for number in numbers {
        let number = u32::try_from(number).map_err(|_| "a module of more than 4 GB".to_owned())?;
        header.extend(number.to_le_bytes());
    }
    let longest = LzmaOptions::NICE_LEN_MAX;
    let window = u32::try_from(module.len()).unwrap_or(u32::MAX).max(1 << 12);
    let options = LzmaOptions::new(window, LC, LP, PB, EncodeMode::Normal, longest, MfType::Bt4, 1000);
    let parted = [operands.concat(), rest].concat();
    let stream = LzmaWriter::new_no_header(header, &options, false)
        .and_then(|mut writer| writer.write_all(&parted).and_then(|()| writer.finish()));
    let mut packed = stream.map_err(|fault| format!("cannot pack the module: {fault}"))?;
    packed.extend(checksum(module).to_le_bytes());
    Ok(packed)
}

/// Damaged bytes may unpack to a module that is whole and answers otherwise.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum: u32, &byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
}
