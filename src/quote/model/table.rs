//! Tables from features to weights, packed so that one look costs one line of memory and no guess of the processor.
//!
//! A feature is a 64-bit hash of what was seen and where. Its bucket holds a few features side by side, each with a part
//! of its hash as a tag, so that a feature which was never learnt is (nearly always) told from one that was. All tags of
//! a bucket are compared at once.

use super::ModelError;
use super::chain::Lanes;
use super::memo::{FlatMemos, Kept, Room, SpanMemos};

/// Labels that a [`Table`] has weights for.
pub const WIDTH: usize = 7;

/// Sums of weights, in steps, one for each label and one over, which counts for nothing: eight of sixteen bits are added by
/// one instruction. A weight is at most 127 steps, so that 250 of them fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sums([i16; WIDTH + 1]);

impl Sums {
    /// Adds other sums to these.
    #[inline]
    pub fn add(&mut self, more: &Sums) {
        for (sum, more) in self.0.iter_mut().zip(&more.0) {
            *sum += more;
        }
    }

    /// The weights of a row, which stand in its bytes in order; the eighth byte is that of another row.
    #[inline]
    fn of_row(row: &[u8; WIDTH + 1]) -> Sums {
        Sums(std::array::from_fn(|label| i16::from(row[label] as i8)))
    }
}

/// Features in a bucket of a [`Table`].
const ROWS: usize = 7;
/// Where the rows of a bucket begin, behind its tags.
const FIRST_ROW: usize = 2 * ROWS;

/// Seven tags of two bytes, seven rows of seven weights, and a byte over: a line of memory.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(64))]
struct Bucket([u8; 64]);

/// Weights of every label, in steps of `scale`.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    buckets: Vec<Bucket>,
    /// For each bucket a bit for the last six bits of each of its tags. Most features were never learnt, and most of
    /// these are turned away here, in an eighth of the memory.
    signs: Vec<u64>,
    scale: f32,
    /// Sums of its weights that are kept.
    pub kept: Kept<SpanMemos>,
    /// Room to read in what its weights come to.
    pub rooms: Kept<Room>,
}

/// Features in a bucket of a [`Flat`].
const NUMBERS: usize = 8;

/// One number a feature, in steps of `scale`.
#[derive(Debug, Clone, PartialEq)]
pub struct Flat {
    buckets: Vec<FlatBucket>,
    scale: f32,
    /// Sums of its weights that are kept.
    pub kept: Kept<FlatMemos>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(32))]
struct FlatBucket {
    tags: [u16; NUMBERS],
    numbers: [i16; NUMBERS],
}

/// The bucket of a feature among `count`.
#[inline]
fn home(feature: u64, count: usize) -> usize {
    (((feature & 0xFFFF_FFFF) * count as u64) >> 32) as usize
}

/// Never 0, which marks an empty place.
#[inline]
fn tag(feature: u64) -> u16 {
    ((feature >> 48) as u16).max(1)
}

/// One of 64 bits for each tag.
#[inline]
fn sign(tag: u16) -> u64 {
    1 << (tag % 64)
}

/// One in each of four.
const ONES: u64 = 0x0001_0001_0001_0001;

/// All bits of the first of four that is `tag`; none where it is not there.
#[inline]
fn first_equal(tags: u64, tag: u16) -> u64 {
    let differ = tags ^ (ONES * u64::from(tag));
    let equal = differ.wrapping_sub(ONES) & !differ & (ONES << 15);
    // What lies above the first may be a borrow.
    let first = equal & equal.wrapping_neg();
    (first << 1).wrapping_sub(first >> 15)
}

/// The place of `tag` among eight, four in each half (a zero byte search: H. S. Warren, *Hacker's Delight*, 6-1); 8 or
/// more where it is not there.
#[inline]
fn place(tags: [u64; 2], tag: u16) -> usize {
    let wanted = ONES * u64::from(tag);
    let [lower, upper] = tags.map(|tags| {
        let differ = tags ^ wanted;
        differ.wrapping_sub(ONES) & !differ & (ONES << 15)
    });
    let (half, before) = if lower != 0 { (lower, 0) } else { (upper, 4) };
    before + half.trailing_zeros() as usize / 16
}

impl Table {
    /// Packs rows; those that round to nothing are left out, and where a bucket overflows the lightest.
    pub fn pack(rows: &[(u64, [f32; WIDTH])]) -> Table {
        let most = rows.iter().flat_map(|(_, row)| row).fold(0f32, |most, weight| most.max(weight.abs()));
        let scale = most.max(1e-6) / 127.0;
        let small = |row: &[f32; WIDTH]| row.map(|weight| (weight / scale).round() as i8);
        let mut kept: Vec<(u64, [i8; WIDTH])> =
            rows.iter().map(|(feature, row)| (*feature, small(row))).filter(|(_, row)| *row != [0; WIDTH]).collect();
        let weight = |row: &[i8; WIDTH]| row.iter().map(|weight| i32::from(*weight).abs()).sum::<i32>();
        kept.sort_by_key(|(feature, row)| (-weight(row), *feature));
        // Five of seven places taken on average: one bucket in twenty overflows.
        let mut buckets = vec![Bucket([0; 64]); kept.len() / 5 + 1];
        let count = buckets.len();
        for (feature, row) in kept {
            let Bucket(bytes) = &mut buckets[home(feature, count)];
            let Some(at) = (0..ROWS).find(|at| bytes[2 * at..2 * at + 2] == [0, 0]) else { continue };
            bytes[2 * at..2 * at + 2].copy_from_slice(&tag(feature).to_le_bytes());
            for (byte, weight) in bytes[FIRST_ROW + at * WIDTH..].iter_mut().zip(row) {
                *byte = weight as u8;
            }
        }
        Table::of(buckets, scale)
    }

    fn of(buckets: Vec<Bucket>, scale: f32) -> Table {
        let signs = |Bucket(bytes): &Bucket| {
            let tags = bytes.as_chunks().0.iter().take(ROWS).map(|tag| u16::from_le_bytes(*tag));
            tags.filter(|tag| *tag != 0).fold(0, |signs, tag| signs | sign(tag))
        };
        let signs = buckets.iter().map(signs).collect();
        Table { buckets, signs, scale, kept: Kept::default(), rooms: Kept::default() }
    }

    /// Adds the weights of a feature, in steps, to `sums`.
    #[inline]
    pub fn add(&self, feature: u64, sums: &mut Sums) {
        if self.may_have(feature) {
            self.add_found(feature, sums);
        }
    }

    /// Whether a feature may have weights; no is certain.
    #[inline]
    pub fn may_have(&self, feature: u64) -> bool {
        self.signs[home(feature, self.signs.len())] & sign(tag(feature)) != 0
    }

    /// Adds the weights of a feature that may have some.
    #[inline]
    pub fn add_found(&self, feature: u64, sums: &mut Sums) {
        let Bucket(bytes) = &self.buckets[home(feature, self.buckets.len())];
        let [lower, upper] =
            [0, 1].map(|half| bytes.as_chunks().0.get(half).map_or(0, |tags| u64::from_le_bytes(*tags)));
        // The eighth tag would be weights.
        let at = place([lower, upper & (u64::MAX >> 16)], tag(feature));
        if let Some(row) = bytes.get(FIRST_ROW + at * WIDTH..).and_then(|rows| rows.first_chunk()) {
            sums.add(&Sums::of_row(row));
        }
    }

    /// What sums of steps are worth as scores of a chain.
    #[inline]
    pub fn worth(&self, sums: &Sums) -> Lanes {
        sums.0.map(|steps| f32::from(steps) * self.scale)
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        write_head(self.buckets.len(), self.scale, out);
        out.extend(self.buckets.iter().flat_map(|bucket| bucket.0));
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Table, ModelError> {
        let (body, scale) = read_body::<64>(bytes)?;
        Ok(Table::of(body.iter().map(|bucket| Bucket(*bucket)).collect(), scale))
    }
}

impl Flat {
    /// Packs weights; those that round to nothing are left out.
    pub fn pack(weights: &[(u64, f32)]) -> Flat {
        let most = weights.iter().fold(0f32, |most, (_, weight)| most.max(weight.abs()));
        let scale = most.max(1e-6) / 32767.0;
        Flat::pack_steps(weights.iter().map(|(feature, weight)| (*feature, (weight / scale).round() as i16)), scale)
    }

    /// Packs numbers in steps of `scale`; zeros are left out, and where a bucket overflows the smallest.
    pub fn pack_steps(numbers: impl Iterator<Item = (u64, i16)>, scale: f32) -> Flat {
        let mut kept: Vec<(u64, i16)> = numbers.filter(|(_, number)| *number != 0).collect();
        kept.sort_by_key(|(feature, number)| (-i32::from(*number).abs(), *feature));
        let empty = FlatBucket { tags: [0; NUMBERS], numbers: [0; NUMBERS] };
        let mut buckets = vec![empty; kept.len() / 4 + 1];
        let count = buckets.len();
        for (feature, number) in kept {
            let bucket = &mut buckets[home(feature, count)];
            if let Some(at) = bucket.tags.iter().position(|tag| *tag == 0) {
                bucket.tags[at] = tag(feature);
                bucket.numbers[at] = number;
            }
        }
        Flat { buckets, scale, kept: Kept::default() }
    }

    /// The number that goes with a feature; 0 where there is none. It is picked without a branch, as nobody can guess
    /// which features have numbers, and many are asked for in a row.
    #[inline]
    pub fn steps(&self, feature: u64) -> i16 {
        let bucket = &self.buckets[home(feature, self.buckets.len())];
        let four = |all: [u16; 4]| (0..4).fold(0, |packed, at| packed | u64::from(all[at]) << (16 * at));
        let halves = |[a, b, c, d, e, f, g, h]: [u16; NUMBERS]| [four([a, b, c, d]), four([e, f, g, h])];
        let [lower, upper] = halves(bucket.tags).map(|tags| first_equal(tags, tag(feature)));
        let upper = if lower == 0 { upper } else { 0 };
        let [low, high] = halves(bucket.numbers.map(|number| number as u16));
        // At most one of eight is left.
        (((low & lower) | (high & upper)).wrapping_mul(ONES) >> 48) as i16
    }

    /// What a sum of steps is worth.
    pub fn worth(&self, sum: i32) -> f32 {
        sum as f32 * self.scale
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        write_head(self.buckets.len(), self.scale, out);
        for bucket in &self.buckets {
            out.extend(bucket.tags.iter().flat_map(|tag| tag.to_le_bytes()));
            out.extend(bucket.numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Flat, ModelError> {
        let (body, scale) = read_body::<32>(bytes)?;
        let two = |bucket: &[u8; 32], at: usize| [bucket[2 * at], bucket[2 * at + 1]];
        let bucket = |bytes: &[u8; 32]| FlatBucket {
            tags: std::array::from_fn(|at| u16::from_le_bytes(two(bytes, at))),
            numbers: std::array::from_fn(|at| i16::from_le_bytes(two(bytes, NUMBERS + at))),
        };
        Ok(Flat { buckets: body.iter().map(bucket).collect(), scale, kept: Kept::default() })
    }
}

fn write_head(buckets: usize, scale: f32, out: &mut Vec<u8>) {
    out.extend((buckets as u32).to_le_bytes());
    out.extend(scale.to_le_bytes());
}

/// Reads the buckets, of `SIZE` bytes, and the scale of a table.
fn read_body<'b, const SIZE: usize>(bytes: &mut &'b [u8]) -> Result<(&'b [[u8; SIZE]], f32), ModelError> {
    let (head, rest) = bytes.split_first_chunk::<8>().ok_or(ModelError::Damaged)?;
    let count = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let scale = f32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if count == 0 || rest.len() / SIZE < count || !scale.is_finite() {
        return Err(ModelError::Damaged);
    }
    let (body, rest) = rest.split_at(count * SIZE);
    *bytes = rest;
    Ok((body.as_chunks().0, scale))
}

#[cfg(test)]
mod tests {
    use super::{Flat, Sums, Table, WIDTH};
    use crate::quote::units::mix;

    #[test]
    fn weights_come_back_within_half_a_step() {
        let rows: Vec<(u64, [f32; WIDTH])> =
            (1..500u64).map(|n| (mix(n, 1), [n as f32 / 100.0, -1.0, 0.0, 0.5, 0.0, 0.0, 2.0])).collect();
        let table = Table::pack(&rows);
        let near = |(feature, row): &&(u64, [f32; WIDTH])| {
            let mut sums = Sums::default();
            table.add(*feature, &mut sums);
            table.worth(&sums).iter().zip(row).all(|(found, weight)| (found - weight).abs() < 0.03)
        };
        // Some buckets overflow, and the lightest stay out.
        let found = rows.iter().filter(near).count();
        assert!(found >= rows.len() * 9 / 10, "{found} of {}", rows.len());
        let mut sums = Sums::default();
        (1..1000u64).for_each(|n| table.add(mix(n, 2), &mut sums));
        assert!(sums.0[..WIDTH].iter().all(|sum| sum.abs() < 400), "strangers have no weights: {sums:?}");
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        assert_eq!(Table::read(&mut bytes.as_slice()).unwrap(), table);
        assert!(Table::read(&mut &bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn numbers_come_back_and_strangers_have_none() {
        let numbers = (1..300i16).map(|n| (mix(n as u64, 1), n));
        let flat = Flat::pack_steps(numbers.clone(), 1.0);
        let found = numbers.filter(|(feature, number)| flat.steps(*feature) == *number).count();
        assert!(found > 280, "{found} of 299");
        let strangers = (1..10_000u64).filter(|n| flat.steps(mix(*n, 2)) != 0).count();
        assert!(strangers < 20, "{strangers}");
        let mut bytes = Vec::new();
        flat.write(&mut bytes);
        assert_eq!(Flat::read(&mut bytes.as_slice()).unwrap(), flat);
    }
}
