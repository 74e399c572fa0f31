//! Eight bytes at a time: bytes as one number, and how many letters stand at their head; and 64, which of them are what.
//!
//! Whoever walks through the words of a text looks at every byte of it; eight at once cost little more than one (the tests
//! for zero and for ranges within a number: H. S. Warren, *Hacker's Delight*, 6-1).

/// One in each byte.
const EVERY: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
const HIGH: u64 = 0x80 * EVERY;

/// The first eight bytes as one number, the first byte lowest; where there are fewer, zeros stand for the others.
#[inline]
pub fn eight(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => bytes.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

/// How many ASCII letters stand at the head of `bytes`.
#[inline]
pub fn letters(bytes: &[u8]) -> usize {
    let mut length = 0;
    while let Some(eight) = bytes[length..].first_chunk() {
        let found = letters_of(u64::from_le_bytes(*eight));
        length += found;
        if found < 8 {
            return length;
        }
    }
    length + bytes[length..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count()
}

/// Which of eight bytes, which are one number as [`eight`] makes it, are ASCII letters or digits: a bit for each, the first
/// byte lowest.
#[inline]
pub fn alphanumerics(eight: u64) -> u8 {
    // Digits are 0 to 9 here.
    let digits = eight ^ (0x30 * EVERY);
    let no_digits = ((digits & !HIGH) + (0x7F - 9) * EVERY) | digits;
    let some = !(no_letters(eight) & no_digits) & HIGH;
    bits_of(some >> 7) as u8
}

/// For which of 64 bytes `is` says yes: a bit for each, the first byte lowest.
///
/// So many bytes are asked without a branch between them that the compiler has one instruction look at sixteen; at fewer
/// it has not.
#[inline]
pub fn which(block: &[u8; 64], is: impl Fn(u8) -> bool) -> u64 {
    let mut yes = [0; 64];
    for at in 0..64 {
        yes[at] = u8::from(is(block[at]));
    }
    yes.as_chunks().0.iter().rev().fold(0, |all, eight| all << 8 | bits_of(u64::from_le_bytes(*eight)))
}

/// Of eight bytes that are each 0 or 1, a bit for each, the first byte lowest: each goes to the highest byte, to a place of
/// its own.
#[inline]
fn bits_of(eight: u64) -> u64 {
    eight.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The hash of a word of so many bytes at the head of `bytes`, eight bytes a step; of ASCII letters the case is no matter.
pub fn hash(mut bytes: &[u8], mut length: usize) -> u64 {
    let mut hash = length as u64;
    loop {
        hash = step(hash, eight(bytes) & (u64::MAX >> (64 - 8 * length.min(8))));
        if length <= 8 {
            return hash;
        }
        bytes = &bytes[8..];
        length -= 8;
    }
}

/// Goes on with a hash by eight bytes, without case.
#[inline]
fn step(hash: u64, eight: u64) -> u64 {
    // The bit that is set is that of small letters; digits have it, too.
    let small = eight | (!eight & HIGH) >> 2;
    let hash = (hash ^ small).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ hash >> 32
}

/// How many of eight bytes, which are one number as [`eight`] makes it, are ASCII letters before any that is none.
#[inline]
pub fn letters_of(eight: u64) -> usize {
    (no_letters(eight) & HIGH).trailing_zeros() as usize / 8
}

/// Whether one of eight bytes, which are one number as [`eight`] makes it, is this one.
#[inline]
pub fn holds(eight: u64, byte: u8) -> bool {
    let zeros = eight ^ (u64::from(byte) * EVERY);
    zeros.wrapping_sub(EVERY) & !zeros & HIGH != 0
}

/// The highest bit of each byte that is no ASCII letter, among others.
#[inline]
fn no_letters(eight: u64) -> u64 {
    // Without their case, letters are 1 to 26 here; what is more or less sets its highest bit.
    let small = (eight | (0x20 * EVERY)) ^ (0x60 * EVERY);
    let more = (small & !HIGH) + (0x7F - 26) * EVERY;
    let less = !((small | HIGH) - EVERY);
    more | less | eight
}

#[cfg(test)]
mod tests {
    use super::{alphanumerics, eight, holds, letters, which};

    #[test]
    fn every_byte_is_told_at_every_place() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'z'; 20];
                bytes[place] = byte;
                let length = if byte.is_ascii_alphabetic() { 20 } else { place };
                assert_eq!(letters(&bytes), length, "{byte} at {place}");
                let bit = |at: usize| u8::from(bytes[at].is_ascii_alphanumeric()) << at;
                assert_eq!(alphanumerics(eight(&bytes)), (0..8).map(bit).sum::<u8>(), "{byte} at {place}");
                assert_eq!(holds(eight(&bytes), b'-'), bytes[..8].contains(&b'-'), "{byte} at {place}");
                let mut block = [b' '; 64];
                block[3 * place] = byte;
                let expected = u64::from(byte == b'a') << (3 * place);
                assert_eq!(which(&block, |byte| byte == b'a'), expected, "{byte} at {place}");
            }
        }
        assert_eq!((letters(b""), letters(b"Ab"), letters(b"A1")), (0, 2, 1));
    }

    #[test]
    fn few_bytes_are_filled_up_with_zeros() {
        assert_eq!(eight(b"ab"), 0x6261);
        assert_eq!(eight(b"abcdefghi"), u64::from_le_bytes(*b"abcdefgh"));
        assert_eq!(eight(b""), 0);
    }
}
