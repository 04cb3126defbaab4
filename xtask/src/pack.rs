//! Packs the module for pages. As LZMA it is an eighth smaller than a server's gzip makes it, and as small on a host that
//! compresses no file type it does not know. `js/unpack.js` unpacks it.

use crate::sh::Done;
use lzma_rust2::{EncodeMode, LzmaOptions, LzmaWriter, MfType};
use std::io::Write as _;

/// The length, a stream without header, the checksum; the two numbers in four bytes, the lowest first.
pub(crate) fn pack(module: &[u8]) -> Done<Vec<u8>> {
    let length = u32::try_from(module.len()).map_err(|_| "a module of more than 4 GB".to_owned())?;
    let longest = LzmaOptions::NICE_LEN_MAX;
    // Of the settings, the unpacker has these built in: lc, lp and pb, of which code in small units likes 3, 0 and 0.
    let options =
        LzmaOptions::new(length.max(1 << 12), 3, 0, 0, EncodeMode::Normal, longest, MfType::Bt4, 1000);
    let stream = LzmaWriter::new_no_header(length.to_le_bytes().to_vec(), &options, false)
        .and_then(|mut writer| writer.write_all(module).and_then(|()| writer.finish()));
    let mut packed = stream.map_err(|fault| format!("cannot pack the module: {fault}"))?;
    packed.extend(checksum(module).to_le_bytes());
    Ok(packed)
}

/// Damaged bytes may unpack to a module that is whole and answers otherwise.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |sum: u32, &byte| sum.wrapping_mul(31).wrapping_add(byte.into()))
}
