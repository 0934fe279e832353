use std::path::{PathBuf, absolute};

use clap::Parser;
use clap::builder::{PathBufValueParser, TypedValueParser as _};

/// A desktop authenticator for securities traders.
#[derive(Parser)]
#[command(name = "lingpai", version)]
pub(crate) struct Arguments {
    /// Keeps vault and settings in this folder, apart from the user's own. Default: the system's folders for them.
    #[arg(long, value_name = "FOLDER", value_parser = PathBufValueParser::new().try_map(absolute))]
    pub(crate) data: Option<PathBuf>,
    /// Shows the pages of this folder instead of the embedded ones. No package has this argument.
    #[cfg(debug_assertions)]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) pages: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Parser as _};

    #[test]
    fn data_lies_where_the_caller_says_and_else_where_the_system_says() {
        let parse = |line: &[&str]| Arguments::try_parse_from(line).map(|arguments| arguments.data);
        assert_eq!(parse(&["lingpai"]).expect("no argument"), None);
        let here = std::env::current_dir().expect("a folder");
        assert_eq!(parse(&["lingpai", "--data", "there"]).expect("a folder"), Some(here.join("there")));
        assert!(parse(&["lingpai", "--data", ""]).is_err());
        assert!(parse(&["lingpai", "--date", "there"]).is_err());
    }
}
