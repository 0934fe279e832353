use qrcode::{Color, QrCode};

/// Gives a row of `0` and `1` for each row of modules. `1` is dark.
pub(crate) fn modules(code: &QrCode) -> Vec<String> {
    let row = |row: &[Color]| row.iter().map(|module| module.select('1', '0')).collect();
    code.to_colors().chunks(code.width()).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_a_square_with_a_dark_corner() {
        let rows = modules(&QrCode::new("lingpai").expect("a short text"));
        assert!(rows.iter().all(|row| row.len() == rows.len() && row.chars().all(|module| "01".contains(module))));
        // The finder pattern in the upper left.
        assert_eq!([&rows[0][..8], &rows[1][..8], &rows[7][..8]], ["11111110", "10000010", "00000000"]);
    }
}
