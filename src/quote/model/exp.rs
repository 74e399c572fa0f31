//! The exponential function of many numbers at once.
//!
//! [`f32::exp`] is that of the machine's own library: it takes one number at a time, and libraries differ in the last bit.
//! Here only the table of powers is the machine's, in wider numbers, and what is left is plain arithmetic. This is the
//! way of Arm's *optimized routines*, which many libraries go: a power of two from a table of thirty-two steps, times a
//! polynomial of the third degree (its coefficients are theirs) for what is left. The error is below 0.502 of the last
//! bit.

use std::f64::consts::LOG2_E;
use std::sync::LazyLock;

/// Steps from one power of two to the next.
const STEPS: usize = 32;
/// Added to a number, it leaves what is whole in the lowest bits.
const WHOLE: f64 = 6_755_399_441_055_744.0;
/// The bits of a number's fraction.
const FRACTION: u32 = 52;
/// What is smaller is nothing as an `f32`.
const LEAST: f32 = -104.0;

/// For each step its power of two, as bits, less what the number of the step adds to the exponent.
static POWERS: LazyLock<[u64; STEPS]> = LazyLock::new(|| {
    let power = |step: usize| (step as f64 / STEPS as f64).exp2().to_bits();
    std::array::from_fn(|step| power(step).wrapping_sub((step as u64) << (FRACTION - STEPS.ilog2())))
});

/// The exponentials of numbers that are not above zero; those above it count as zero.
#[inline]
pub fn exp_all<const N: usize>(numbers: [f32; N]) -> [f32; N] {
    const SCALE: f64 = STEPS as f64;
    let powers = &*POWERS;
    numbers.map(|number| {
        let steps = f64::from(number.clamp(LEAST, 0.0)) * (LOG2_E * SCALE);
        let shifted = steps + WHOLE;
        let (whole, rest) = (shifted.to_bits(), steps - (shifted - WHOLE));
        let bits = powers[whole as usize % STEPS].wrapping_add(whole << (FRACTION - STEPS.ilog2()));
        let upper = f64::from_bits(0x3FAC_6AF8_4B91_2394) / (SCALE * SCALE * SCALE) * rest
            + f64::from_bits(0x3FCE_BFCE_50FA_C4F3) / (SCALE * SCALE);
        let lower = f64::from_bits(0x3FE6_2E42_FF0C_52D6) / SCALE * rest + 1.0;
        ((upper * (rest * rest) + lower) * f64::from_bits(bits)) as f32
    })
}

#[cfg(test)]
mod tests {
    use super::exp_all;

    #[test]
    fn exponentials_are_those_of_wider_numbers() {
        for thousandth in 0..110_000 {
            let number = thousandth as f32 / -1000.0;
            let (found, wider) = (f64::from(exp_all([number])[0]), f64::from(number).exp());
            // Below the smallest normal number the last bit is as large as there.
            let last_bit = (wider * f64::from(f32::EPSILON)).max(f64::from(f32::from_bits(1)));
            assert!((found - wider).abs() < 0.51 * last_bit, "{number}: {found} {wider}");
        }
        assert_eq!(exp_all([0.0, -1e4, 1e4]), [1.0, 0.0, 1.0]);
    }
}
