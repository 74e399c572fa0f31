//! Numbers for words by FNV-1a (G. Fowler, L. C. Noll, K.-P. Vo): a few instructions a byte, at compile time, too.

/// The number of no bytes at all.
pub const START: u64 = 0xcbf2_9ce4_8422_2325;

/// The number of what one more byte makes of bytes whose number is `hash`.
#[inline]
pub const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The number of `bytes` as they are: what is stored or printed under it is the same in every build.
pub const fn of(bytes: &[u8]) -> u64 {
    let (mut hash, mut at) = (START, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    hash
}

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
        hash = step(hash, SMALL[bytes[at] as usize]);
        at += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::{START, go_on, of};

    #[test]
    fn numbers_are_those_of_fnv() {
        // Test values of http://www.isthe.com/chongo/tech/comp/fnv/.
        assert_eq!(of(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(of(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(of(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn capitals_count_where_nobody_says_otherwise() {
        assert_ne!(of(b"Foobar"), of(b"foobar"));
        assert_eq!(go_on(START, b"FooBar"), of(b"foobar"));
    }
}
