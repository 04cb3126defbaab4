//! Stand-in.
use super::inflate::inflate;

/// Stand-in.
#[derive(Debug)]
pub struct Codec {}
impl Codec {
    /// Stand-in.
    pub fn plain() -> Self {
        Self {}
    }
    pub(crate) fn primed(_stored: &[u8], _length: usize) -> Option<Self> {
        Some(Self {})
    }
    pub(crate) fn unpack(&self, stored: &[u8], length: usize) -> Option<Vec<u8>> {
        inflate(stored, length)
    }
    #[cfg(feature = "write")]
    pub(crate) fn pack(&self, raw: &[u8]) -> Vec<u8> {
        miniz_oxide::deflate::compress_to_vec(raw, 10)
    }
    #[cfg(feature = "write")]
    pub(crate) fn primer(dictionary: &[u8]) -> (Vec<u8>, Self) {
        (Self::plain().pack(dictionary), Self {})
    }
}
