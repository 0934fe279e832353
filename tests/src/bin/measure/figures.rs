/// Gives the middle one of an odd number of values.
pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Prints all values of a figure to stderr, in the order in which they were taken.
pub(crate) fn tell(name: &str, values: &[f64], unit: &str) {
    let values: Vec<_> = values.iter().map(|value| format!("{value:.1}")).collect();
    eprintln!("{name}: {} {unit}", values.join(" "));
}

/// Prints to stderr whether a figure reaches its goal.
pub(crate) fn goal(name: &str, value: f64, most: f64, unit: &str, why: &str) {
    let verdict = if value <= most { "met" } else { "missed" };
    eprintln!("goal {verdict}: {name} {value:.1} {unit}, at most {most:.1} ({why})");
}
