//! Logarithms that come out the same on every machine.
//!
//! `f32::ln` is the platform's, and platforms differ in the last bit: enough to swap two results between a browser and the
//! command line. This one uses only operations that IEEE 754 defines exactly.

/// The natural logarithm of a finite number of at least 1; error below 2e-6 up to 1e7.
pub fn ln(x: f32) -> f32 {
    let bits = x.max(1.0).to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    // The mantissa as a number from 1 to 2.
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    // ln m = 2 artanh z with z = (m - 1) / (m + 1), at most 1/3, where the series ends quickly.
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let series = 1.0
        + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square * (1.0 / 9.0 + square / 11.0))));
    exponent as f32 * core::f32::consts::LN_2 + 2.0 * z * series
}

/// Inverse document frequency, as BM25 takes it: how much a term says that `frequency` of `sections` have.
pub fn idf(sections: u32, frequency: u32) -> f32 {
    let (all, with) = (sections as f32, frequency.min(sections) as f32);
    ln(1.0 + (all - with + 0.5) / (with + 0.5))
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn agrees_with_the_platform_to_six_digits() {
        let mut x = 1.0f32;
        while x < 1e7 {
            assert!((ln(x) - x.ln()).abs() < 4e-6 * x.ln().max(1.0), "{x}: {} {}", ln(x), x.ln());
            x *= 1.0137;
        }
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(f32::NAN), 0.0);
    }
}
