//! Whether a difference between two sets of values is more than chance: paired tests, an interval, and what so many
//! topics could have shown at all.
//!
//! Everything here is a pure function of differences, one a topic (*this run's value less the other's*), in the order
//! of the topics. What draws lots takes a seed and gives the same answer for it on every machine: the generator is
//! our own few lines, since libraries change theirs between versions and a verdict in CI must not change with them.

/// The seed that is used where nobody gives one.
pub const SEED: u64 = 20_260_601;

/// The level below which a p is called significant where nobody says otherwise.
pub const ALPHA: f64 = 0.05;

/// Up to so many topics that differ, every pattern of signs is tried.
const EXACT: usize = 20;

/// Beyond that, so many patterns are drawn.
const FLIPS: u32 = 100_000;

/// How many times the topics are drawn again for the interval.
const RESAMPLES: usize = 10_000;

/// A difference no larger than this is none: it is what rounding leaves of equal values.
const NOTHING: f64 = 1e-12;

/// A range of values, both ends in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end, never below the lower one.
    pub high: f64,
}

/// Two runs on the same topics, held against each other by one measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// How many topics were compared.
    pub topics: usize,
    /// Topics on which this run's value is higher.
    pub wins: usize,
    /// Topics on which the two are equal.
    pub ties: usize,
    /// Topics on which this run's value is lower.
    pub losses: usize,
    /// The mean of the differences: above zero where this run is better.
    pub mean: f64,
    /// The 95 % interval of the mean, by [`bootstrap_interval`]; `None` for fewer than two topics.
    pub interval: Option<Interval>,
    /// The p of [`paired_t_test`]; `None` for fewer than two topics.
    pub t_test: Option<f64>,
    /// The p of [`sign_flip_test`].
    pub sign_flip: f64,
    /// What [`detectable_difference`] says for [`ALPHA`] and a power of 0.8; `None` for fewer than two topics.
    pub detectable: Option<f64>,
}

impl Difference {
    /// Compares by differences, one a topic, none of them NaN; `None` where there are none.
    pub fn of(differences: &[f64], seed: u64) -> Option<Difference> {
        let mean = mean(differences)?;
        let wins = differences.iter().filter(|&&difference| difference > NOTHING).count();
        let losses = differences.iter().filter(|&&difference| difference < -NOTHING).count();
        Some(Difference {
            topics: differences.len(),
            wins,
            ties: differences.len() - wins - losses,
            losses,
            mean,
            interval: bootstrap_interval(differences, seed),
            t_test: paired_t_test(differences),
            sign_flip: sign_flip_test(differences, seed),
            detectable: detectable_difference(differences, ALPHA, 0.8),
        })
    }
}

/// The p of the paired two-sided t-test: how likely a mean this far from zero, or farther, would be if the differences
/// were drawn from a normal distribution around zero.
///
/// Formula: t = mean / (s / √n), s² = Σ (d − mean)² / (n − 1), held against Student's t with n − 1 degrees of freedom.
/// Edge cases: `None` for fewer than two topics; 1 where no topic differs; 0 where all differ by the same amount.
/// Source: Student, "The probable error of a mean", Biometrika 6 (1908); the test that ranx uses.
pub fn paired_t_test(differences: &[f64]) -> Option<f64> {
    let (mean, error, freedom) = error_of_mean(differences)?;
    if mean.abs() <= NOTHING {
        return Some(1.0);
    }
    if error <= NOTHING {
        return Some(0.0);
    }
    Some(1.0 - student_within(mean / error, freedom))
}

/// The p of the two-sided randomisation test: the share of all ways to swap the two values of each topic, or not, that
/// give a mean at least as far from zero as ours.
///
/// Topics that do not differ change nothing and are left aside. Up to 20 others, all 2ⁿ patterns of signs are tried and
/// p is exact; beyond, 100,000 are drawn by `seed` and p = (as far + 1) / (drawn + 1), which counts our own pattern and
/// so is never 0. Edge cases: 1 where no topic differs. Sums within 10⁻⁹ of each other (relative to Σ |d|) count as equal,
/// whatever the order of addition. Source: R. A. Fisher, "The design of experiments" (1935), § 21; recommended for
/// retrieval by M. Smucker, J. Allan and B. Carterette, CIKM 2007.
pub fn sign_flip_test(differences: &[f64], seed: u64) -> f64 {
    let moved: Vec<f64> = differences.iter().copied().filter(|difference| difference.abs() > NOTHING).collect();
    if moved.is_empty() {
        return 1.0;
    }
    let total: f64 = moved.iter().map(|difference| difference.abs()).sum();
    let as_far = moved.iter().sum::<f64>().abs() - 1e-9 * total;
    if moved.len() <= EXACT {
        // In the order of Gray's code each pattern differs from the one before by one sign. A pattern and its opposite
        // are equally far, so the last sign may stay.
        let mut signs = moved;
        let mut sum: f64 = signs.iter().sum();
        let patterns = 1_u32 << (signs.len() - 1);
        let mut far = u32::from(sum.abs() >= as_far);
        for pattern in 1..patterns {
            let flipped = pattern.trailing_zeros() as usize;
            sum -= 2.0 * signs[flipped];
            signs[flipped] = -signs[flipped];
            far += u32::from(sum.abs() >= as_far);
        }
        return f64::from(far) / f64::from(patterns);
    }
    let mut lots = Lots(seed);
    let mut far = 0_u32;
    for _ in 0..FLIPS {
        let mut sum = 0.0;
        for topics in moved.chunks(64) {
            let mut signs = lots.draw();
            for difference in topics {
                sum += if signs & 1 == 0 { *difference } else { -difference };
                signs >>= 1;
            }
        }
        far += u32::from(sum.abs() >= as_far);
    }
    f64::from(far + 1) / f64::from(FLIPS + 1)
}

/// The 95 % interval of the mean difference: topics are drawn again, with replacement, 10,000 times by `seed`, and the
/// middle 95 % of the means that come out are its range (the percentile method).
///
/// `None` for fewer than two topics. Few topics make it too narrow: with ten of them it holds the truth in about nine
/// of ten cases. Source: B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979);
/// for retrieval T. Sakai, SIGIR 2006.
pub fn bootstrap_interval(differences: &[f64], seed: u64) -> Option<Interval> {
    let count = differences.len();
    if count < 2 {
        return None;
    }
    let mut lots = Lots(seed);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| (0..count).map(|_| differences[lots.below(count)]).sum::<f64>() / count as f64)
        .collect();
    means.sort_unstable_by(f64::total_cmp);
    let tail = RESAMPLES / 40;
    Some(Interval { low: means[tail], high: means[RESAMPLES - 1 - tail] })
}

/// The smallest true difference that these topics, differing as much as they do, would show as significant: by the
/// two-sided t-test at `alpha`, in a share `power` of repetitions.
///
/// Formula: (t₁₋α/₂ + t_power) · s / √n with Student's t of n − 1 degrees of freedom. A mean that is smaller and not
/// significant says that the test was too small to tell, not that nothing changed. Edge cases: `None` for fewer than
/// two topics and where `alpha` or `power` is not between 0 and 1; 0 where no topic differs from the mean. Source: the
/// usual approximation, as in T. Sakai, "Topic set size design", Information Retrieval Journal 19 (2016).
pub fn detectable_difference(differences: &[f64], alpha: f64, power: f64) -> Option<f64> {
    let inside = |share: f64| share > 0.0 && share < 1.0;
    let (_, error, freedom) = error_of_mean(differences)?;
    if !inside(alpha) || !inside(power) {
        return None;
    }
    // The quantile of power is that of a central share of 2 · power - 1, and negative below one half.
    let central = 2.0 * power - 1.0;
    let power = student_quantile(central.abs(), freedom).copysign(central);
    Some((student_quantile(1.0 - alpha, freedom) + power) * error)
}

/// Corrects each p for the number of comparisons made: p · m, at most 1. Safe, and harsh where there are many.
///
/// Source: O. J. Dunn, "Multiple comparisons among means", Journal of the American Statistical Association 56 (1961).
pub fn bonferroni(p: &[f64]) -> Vec<f64> {
    p.iter().map(|one| (one * p.len() as f64).min(1.0)).collect()
}

/// Corrects each p for the number of comparisons made, step by step: the smallest is multiplied by m, the next by
/// m − 1, and so on; none comes out below a smaller one, nor above 1. As safe as [`bonferroni`] and never harsher.
///
/// The values come back in the order they were given. Source: S. Holm, "A simple sequentially rejective multiple test
/// procedure", Scandinavian Journal of Statistics 6 (1979).
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut corrected = vec![1.0; p.len()];
    let mut least = 0.0_f64;
    for (place, &index) in order.iter().enumerate() {
        least = least.max(p[index] * (p.len() - place) as f64).min(1.0);
        corrected[index] = least;
    }
    corrected
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The mean, its standard error and the degrees of freedom; `None` for fewer than two values.
fn error_of_mean(values: &[f64]) -> Option<(f64, f64, usize)> {
    let mean = mean(values).filter(|_| values.len() > 1)?;
    let freedom = values.len() - 1;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / freedom as f64;
    Some((mean, (variance / values.len() as f64).sqrt(), freedom))
}

/// The share of Student's t between −|t| and |t|, with a whole number of degrees of freedom (one or more).
///
/// A finite sum of powers of a cosine (M. Abramowitz and I. Stegun, "Handbook of mathematical functions", 26.7.3 and
/// 26.7.4), good to about 10⁻¹⁵; so a p below that is 0.
fn student_within(t: f64, freedom: usize) -> f64 {
    let angle = (t.abs() / (freedom as f64).sqrt()).atan();
    let (sine, cosine) = angle.sin_cos();
    // Odd: cos, 2/3 cos³, 2·4/3·5 cos⁵ …; even: 1, 1/2 cos², 1·3/2·4 cos⁴ …; up to cos^(freedom - 2).
    let (mut term, first) = if freedom % 2 == 1 { (cosine, 3) } else { (1.0, 2) };
    let mut sum = if freedom == 1 { 0.0 } else { term };
    for below in (first..freedom).step_by(2) {
        term *= cosine * cosine * (below - 1) as f64 / below as f64;
        sum += term;
    }
    let share = if freedom % 2 == 1 { (angle + sine * sum) * std::f64::consts::FRAC_2_PI } else { sine * sum };
    share.clamp(0.0, 1.0)
}

/// The t, zero or above, that has a share (from 0 to below 1) of Student's distribution between −t and t.
fn student_quantile(share: f64, freedom: usize) -> f64 {
    let mut high = 1.0;
    while student_within(high, freedom) < share && high < 1e12 {
        high *= 2.0;
    }
    let mut low = 0.0;
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if student_within(middle, freedom) < share { low = middle } else { high = middle }
    }
    high
}

/// Lots drawn from a seed: SplitMix64 (G. Steele, D. Lea and C. Flood, OOPSLA 2014), which passes the usual tests of
/// randomness and needs no more than its seed.
struct Lots(u64);

impl Lots {
    /// 64 bits.
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`, which is not zero; even enough for bounds far below 2⁶⁴.
    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.draw()) * bound as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Difference, Interval, Lots, SEED, bonferroni, bootstrap_interval, detectable_difference, holm, paired_t_test,
        sign_flip_test, student_quantile, student_within,
    };

    fn close(value: f64, expected: f64) {
        assert!((value - expected).abs() < 1e-9, "{value} should be {expected}");
    }

    /// Hours of sleep gained by ten patients.
    const SLEEP: [f64; 10] = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];

    #[test]
    fn the_t_test_gives_what_student_found() {
        // Student's own data (1908): t = 4.0621, and p = 0.00283 in every text book since.
        close((paired_t_test(&SLEEP).unwrap() * 1e5).round(), 283.0);
        let turned: Vec<f64> = SLEEP.iter().map(|hours| -hours).collect();
        assert_eq!(paired_t_test(&SLEEP), paired_t_test(&turned));
    }

    #[test]
    fn quantiles_are_those_of_the_tables() {
        for (share, freedom, t) in [
            (0.95, 1, 12.706_205),
            (0.95, 2, 4.302_653),
            (0.95, 9, 2.262_157),
            (0.99, 10, 3.169_273),
            (0.95, 120, 1.979_930),
            (0.6, 1, 1.376_382),
            (0.0, 7, 0.0),
        ] {
            let quantile = student_quantile(share, freedom);
            assert!((quantile - t).abs() < 1e-5, "{share} {freedom}: {quantile}");
            assert!((student_within(quantile, freedom) - share).abs() < 1e-12);
        }
    }

    #[test]
    fn the_t_test_knows_its_edges() {
        assert_eq!(paired_t_test(&[]), None);
        assert_eq!(paired_t_test(&[0.3]), None);
        assert_eq!(paired_t_test(&[0.0, 0.0, 0.0]), Some(1.0));
        assert_eq!(paired_t_test(&[0.25, 0.25]), Some(0.0));
        close(paired_t_test(&[0.5, -0.5]).unwrap(), 1.0);
    }

    #[test]
    fn signs_are_flipped_in_every_way() {
        // Of the eight patterns of 1, 2, 3 only all alike reach 6.
        close(sign_flip_test(&[1.0, 2.0, 3.0], SEED), 2.0 / 8.0);
        // 1 + 2 - 3 is 0, which every pattern reaches.
        close(sign_flip_test(&[1.0, 2.0, -3.0], SEED), 1.0);
        // ±1 ±1 ±1 ±1: four alike, or three: 2 + 8 of 16 patterns have a sum of 2 or more.
        close(sign_flip_test(&[1.0, 1.0, 1.0, -1.0, 0.0], SEED), 10.0 / 16.0);
        close(sign_flip_test(&[0.1; 20], SEED), 2.0 / 1_048_576.0);
        close(sign_flip_test(&[0.0; 30], SEED), 1.0);
        close(sign_flip_test(&[], SEED), 1.0);
    }

    #[test]
    fn drawn_signs_come_near_the_exact_share() {
        // Twenty topics are tried in every way, and the same twenty among pairs that cancel are drawn.
        let twenty: Vec<f64> = (0..20).map(|n| 0.01 * f64::from(n) - 0.06).collect();
        let exact = sign_flip_test(&twenty, SEED);
        let mut more = twenty.clone();
        more.push(1e-9);
        let drawn = sign_flip_test(&more, SEED);
        assert!((exact - drawn).abs() < 0.01, "{exact} {drawn}");
        assert_eq!(drawn, sign_flip_test(&more, SEED));
        // Far more than chance, and still not 0.
        close(sign_flip_test(&[0.5; 64], SEED), 1.0 / 100_001.0);
    }

    #[test]
    fn the_interval_is_about_two_standard_errors_wide() {
        let differences: Vec<f64> = (0..200).map(|n| f64::from(n % 10) / 10.0).collect();
        let Interval { low, high } = bootstrap_interval(&differences, SEED).unwrap();
        let error = (0.0825 / 200.0_f64).sqrt();
        assert!((low - (0.45 - 1.96 * error)).abs() < 0.005, "{low}");
        assert!((high - (0.45 + 1.96 * error)).abs() < 0.005, "{high}");
        assert_eq!(bootstrap_interval(&[0.1, 0.1], 1), Some(Interval { low: 0.1, high: 0.1 }));
        assert_eq!(bootstrap_interval(&[0.1], 1), None);
    }

    #[test]
    fn more_topics_show_smaller_differences() {
        // Two values of ±0.1 have a standard error of 0.1; t(0.975) and t(0.8) with one degree are 12.7062 and 1.3764.
        let shown = detectable_difference(&[0.1, -0.1], 0.05, 0.8).unwrap();
        assert!((shown - 1.408_26).abs() < 1e-4, "{shown}");
        let many: Vec<f64> = [0.1, -0.1].repeat(100);
        assert!(detectable_difference(&many, 0.05, 0.8).unwrap() < 0.03);
        assert_eq!(detectable_difference(&[0.1], 0.05, 0.8), None);
        assert_eq!(detectable_difference(&many, 0.0, 0.8), None);
        assert_eq!(detectable_difference(&[0.0, 0.0], 0.05, 0.8), Some(0.0));
    }

    #[test]
    fn several_comparisons_cost_something() {
        let p = [0.01, 0.04, 0.03, 0.005];
        for (corrected, expected) in [(bonferroni(&p), [0.04, 0.16, 0.12, 0.02]), (holm(&p), [0.03, 0.06, 0.06, 0.02])]
        {
            corrected.iter().zip(expected).for_each(|(value, expected)| close(*value, expected));
        }
        assert_eq!((bonferroni(&[0.9, 0.2]), holm(&[0.9, 0.8])), (vec![1.0, 0.4], vec![1.0, 1.0]));
        assert!(bonferroni(&[]).is_empty() && holm(&[]).is_empty());
    }

    #[test]
    fn a_difference_counts_wins_and_losses() {
        let difference = Difference::of(&[0.2, 0.0, -0.1, 1e-15, 0.3], SEED).unwrap();
        assert_eq!((difference.wins, difference.ties, difference.losses, difference.topics), (2, 2, 1, 5));
        close(difference.mean, 0.08);
        close(difference.sign_flip, 0.5);
        assert_eq!(Difference::of(&[], SEED), None);
    }

    #[test]
    fn lots_are_the_published_ones_and_even() {
        // The first numbers of SplitMix64 from seed 1234567.
        let mut lots = Lots(1_234_567);
        assert_eq!([lots.draw(), lots.draw()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        let mut counts = [0_u32; 7];
        (0..70_000).for_each(|_| counts[lots.below(7)] += 1);
        assert!(counts.iter().all(|&count| (9_600..10_400).contains(&count)), "{counts:?}");
    }
}
