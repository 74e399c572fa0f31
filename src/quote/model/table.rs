//! Tables from features to weights, packed so that one look costs one line of memory.
//!
//! A feature is a 64-bit hash of what was seen and where. A slot keeps a small part of the hash beside the weights, so
//! that a feature which was never learnt is (nearly always) told from one that was.

use super::ModelError;

/// Labels that a [`Table`] has weights for.
pub const WIDTH: usize = 7;

/// Weights of every label, eight bytes a feature: seven weights in steps of `scale`, and a tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    slots: Vec<u64>,
    scale: f32,
}

/// One weight a feature, four bytes each: two for the weight in steps of `scale`, two for a tag.
#[derive(Debug, Clone, PartialEq)]
pub struct Flat {
    slots: Vec<u32>,
    scale: f32,
}

/// Where the search for a feature begins in a table of `size` slots, a power of two.
fn home(feature: u64, size: usize) -> usize {
    // The high bits of a product are mixed best.
    (feature.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & (size - 1)
}

/// Slots for `count` features: a power of two, at most two thirds full, and never full.
fn size_for(count: usize) -> usize {
    (count * 3 / 2 + 2).next_power_of_two()
}

impl Table {
    /// Packs rows; those that round to nothing are left out.
    pub fn pack(rows: &[(u64, [f32; WIDTH])]) -> Table {
        let most = rows.iter().flat_map(|(_, row)| row).fold(0f32, |most, weight| most.max(weight.abs()));
        let scale = most.max(1e-6) / 127.0;
        let small = |row: &[f32; WIDTH]| row.map(|weight| (weight / scale).round() as i8);
        let kept: Vec<(u64, [i8; WIDTH])> =
            rows.iter().map(|(feature, row)| (*feature, small(row))).filter(|(_, row)| *row != [0; WIDTH]).collect();
        let mut slots = vec![0u64; size_for(kept.len())];
        for (feature, row) in kept {
            let mut at = home(feature, slots.len());
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            let mut bytes = [0u8; 8];
            bytes[0] = tag8(feature);
            for (byte, weight) in bytes[1..].iter_mut().zip(row) {
                *byte = weight as u8;
            }
            slots[at] = u64::from_le_bytes(bytes);
        }
        Table { slots, scale }
    }

    /// Adds the weights of a feature, in steps, to `sums`.
    #[inline]
    pub fn add(&self, feature: u64, sums: &mut [i32; WIDTH]) {
        let tag = tag8(feature);
        let mut at = home(feature, self.slots.len());
        loop {
            let bytes = self.slots[at].to_le_bytes();
            if bytes[0] == tag {
                for (sum, byte) in sums.iter_mut().zip(&bytes[1..]) {
                    *sum += i32::from(*byte as i8);
                }
                return;
            }
            if bytes[0] == 0 {
                return;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// What sums of steps are worth.
    pub fn worth(&self, sums: &[i32; WIDTH]) -> [f32; WIDTH] {
        sums.map(|sum| sum as f32 * self.scale)
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.slots.len() as u32).to_le_bytes());
        out.extend(self.scale.to_le_bytes());
        out.extend(self.slots.iter().flat_map(|slot| slot.to_le_bytes()));
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Table, ModelError> {
        let (size, scale) = head(bytes, 8)?;
        let (body, rest) = bytes.split_at(size * 8);
        *bytes = rest;
        let slots: Vec<u64> = body.as_chunks().0.iter().map(|slot| u64::from_le_bytes(*slot)).collect();
        if !slots.contains(&0) {
            return Err(ModelError::Damaged);
        }
        Ok(Table { slots, scale })
    }
}

impl Flat {
    /// Packs weights; those that round to nothing are left out.
    pub fn pack(weights: &[(u64, f32)]) -> Flat {
        let most = weights.iter().fold(0f32, |most, (_, weight)| most.max(weight.abs()));
        let scale = most.max(1e-6) / 32767.0;
        Flat::pack_steps(weights.iter().map(|(feature, weight)| (*feature, (weight / scale).round() as i16)), scale)
    }

    /// Packs numbers that need no scale; zeros are kept out.
    pub fn pack_steps(numbers: impl Iterator<Item = (u64, i16)>, scale: f32) -> Flat {
        let kept: Vec<(u64, i16)> = numbers.filter(|(_, number)| *number != 0).collect();
        let mut slots = vec![0u32; size_for(kept.len())];
        for (feature, number) in kept {
            let mut at = home(feature, slots.len());
            while slots[at] != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = u32::from(number as u16) | u32::from(tag16(feature)) << 16;
        }
        Flat { slots, scale }
    }

    /// The number that goes with a feature; 0 where there is none.
    #[inline]
    pub fn steps(&self, feature: u64) -> i16 {
        let tag = tag16(feature);
        let mut at = home(feature, self.slots.len());
        loop {
            let slot = self.slots[at];
            if (slot >> 16) as u16 == tag {
                return slot as u16 as i16;
            }
            if slot == 0 {
                return 0;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
    }

    /// What a sum of steps is worth.
    pub fn worth(&self, sum: i32) -> f32 {
        sum as f32 * self.scale
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend((self.slots.len() as u32).to_le_bytes());
        out.extend(self.scale.to_le_bytes());
        out.extend(self.slots.iter().flat_map(|slot| slot.to_le_bytes()));
    }

    pub(super) fn read(bytes: &mut &[u8]) -> Result<Flat, ModelError> {
        let (size, scale) = head(bytes, 4)?;
        let (body, rest) = bytes.split_at(size * 4);
        *bytes = rest;
        let slots: Vec<u32> = body.as_chunks().0.iter().map(|slot| u32::from_le_bytes(*slot)).collect();
        if !slots.contains(&0) {
            return Err(ModelError::Damaged);
        }
        Ok(Flat { slots, scale })
    }
}

/// Never 0, which marks an empty slot.
fn tag8(feature: u64) -> u8 {
    ((feature >> 56) as u8).max(1)
}

/// Never 0, which marks an empty slot.
fn tag16(feature: u64) -> u16 {
    ((feature >> 48) as u16).max(1)
}

/// Reads the size and the scale of a table whose slots have `width` bytes.
fn head(bytes: &mut &[u8], width: usize) -> Result<(usize, f32), ModelError> {
    let (head, rest) = bytes.split_first_chunk::<8>().ok_or(ModelError::Damaged)?;
    let size = u32::from_le_bytes([head[0], head[1], head[2], head[3]]) as usize;
    let scale = f32::from_le_bytes([head[4], head[5], head[6], head[7]]);
    if !size.is_power_of_two() || rest.len() / width < size || !scale.is_finite() {
        return Err(ModelError::Damaged);
    }
    *bytes = rest;
    Ok((size, scale))
}

#[cfg(test)]
mod tests {
    use super::{Flat, Table, WIDTH};

    #[test]
    fn weights_come_back_within_half_a_step() {
        let rows: Vec<(u64, [f32; WIDTH])> = (1..500u64)
            .map(|n| (n.wrapping_mul(0xD6E8_FEB8_6659_FD93), [n as f32 / 100.0, -1.0, 0.0, 0.5, 0.0, 0.0, 2.0]))
            .collect();
        let table = Table::pack(&rows);
        let near = |(feature, row): &&(u64, [f32; WIDTH])| {
            let mut sums = [0; WIDTH];
            table.add(*feature, &mut sums);
            table.worth(&sums).iter().zip(row).all(|(found, weight)| (found - weight).abs() < 0.03)
        };
        // Now and then two features have one tag and one place.
        assert!(rows.iter().filter(near).count() >= rows.len() * 99 / 100);
        let mut bytes = Vec::new();
        table.write(&mut bytes);
        assert_eq!(Table::read(&mut bytes.as_slice()).unwrap(), table);
        assert!(Table::read(&mut &bytes[..bytes.len() - 1]).is_err());
    }

    #[test]
    fn numbers_come_back_exactly_and_strangers_have_none() {
        let numbers = (1..300i16).map(|n| ((n as u64).wrapping_mul(0xD6E8_FEB8_6659_FD93), n));
        let flat = Flat::pack_steps(numbers.clone(), 1.0);
        assert!(numbers.into_iter().all(|(feature, number)| flat.steps(feature) == number));
        let strangers = (1..10_000u64).filter(|n| flat.steps(n.wrapping_mul(0xDEAD_BEEF_1234_5679)) != 0).count();
        assert!(strangers < 5, "{strangers}");
    }
}
