use std::env;
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

/// Gives the path of another program of ours: it lies beside this one. `None` where the system does not tell where this one lies. A
/// relative path would be looked for in other folders too, so it counts as none.
pub(crate) fn beside_this_program(name: &str) -> Option<PathBuf> {
    let this = env::current_exe().ok()?;
    Some(this.with_file_name(format!("{name}{EXE_SUFFIX}"))).filter(|program| program.is_absolute())
}
