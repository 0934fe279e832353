//! vitest's report: the counts, and the tests that did not pass at once.

use serde::Deserialize;

use crate::nextest::{Fault, Outcome};
use crate::tally::Tally;

/// The part of the JSON report that is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    num_passed_tests: u64,
    num_failed_tests: u64,
    test_results: Vec<File>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    assertion_results: Vec<Test>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    full_name: String,
    status: String,
    /// One for each try that failed.
    #[serde(default)]
    failure_messages: Vec<String>,
}

/// Reads the report. `None` if the text is not such a report.
pub(crate) fn parse(report: &str) -> Option<Outcome> {
    let report: Report = serde_json::from_str(report).ok()?;
    let tally = Tally { passed: report.num_passed_tests, failed: report.num_failed_tests };
    let tests = report.test_results.into_iter().flat_map(|file| file.assertion_results);
    let fault = |test: Test| match test.status.as_str() {
        "failed" => Some(Fault::Failed(test.full_name)),
        _ if !test.failure_messages.is_empty() => Some(Fault::Flaky(test.full_name)),
        _ => None,
    };
    Some(Outcome { tally, faults: tests.filter_map(fault).collect(), slow: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::{Fault, Outcome, Tally, parse};

    #[test]
    fn a_report_gives_the_counts_and_the_faults() {
        let report = r#"{"numTotalTests":3,"numPassedTests":2,"numFailedTests":1,"success":false,"testResults":[
            {"name":"a.test.ts","assertionResults":[
                {"fullName":"the list shows","status":"passed","failureMessages":[]},
                {"fullName":"the list scrolls","status":"passed","failureMessages":["late"]}]},
            {"name":"b.test.ts","assertionResults":[
                {"fullName":"the pad opens","status":"failed","failureMessages":["closed","closed"]}]}]}"#;
        let faults = vec![Fault::Flaky("the list scrolls".to_owned()), Fault::Failed("the pad opens".to_owned())];
        assert_eq!(parse(report), Some(Outcome { tally: Tally { passed: 2, failed: 1 }, faults, slow: Vec::new() }));
        assert_eq!(parse("{}"), None);
    }
}
