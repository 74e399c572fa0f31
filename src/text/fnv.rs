//! Numbers for words by FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo): a few instructions a byte, at compile time, too.

/// The number of no bytes at all.
pub const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of what `bytes` are behind bytes whose number is `hash`; capitals of ASCII count as small letters.
#[inline]
pub const fn go_on(mut hash: u64, bytes: &[u8]) -> u64 {
    /// Each byte, capitals as small letters.
    const SMALL: [u8; 256] = {
        let mut small = [0; 256];
        let mut byte = 0;
        while byte < small.len() {
            small[byte] = (byte as u8).to_ascii_lowercase();
            byte += 1;
        }
        small
    };
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ SMALL[bytes[at] as usize] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    hash
}
