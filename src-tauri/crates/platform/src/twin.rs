//! The same program with other rights.

/// Whether the program runs already with rights that keep this process out, on Windows as administrator. `mutex` is the name
/// under which the first start makes itself known.
///
/// Such a program cannot be brought to the front by this one, and Windows gives both of them one web view only.
#[cfg(windows)]
pub fn has_twin_with_other_rights(mutex: &str) -> bool {
    // The value gives the mutex back at once. The shell's plugin takes it for the life of the program.
    single_instance::SingleInstance::new(mutex).is_err()
}

/// Does the same as on Windows. On the other systems rights keep no program of the same user out.
#[cfg(not(windows))]
pub fn has_twin_with_other_rights(_: &str) -> bool {
    false
}

#[cfg(all(test, windows))]
mod tests {
    use super::has_twin_with_other_rights;

    #[test]
    fn a_twin_with_the_same_rights_is_not_one_with_others() {
        let name = format!("lingpai-test-{}", std::process::id());
        assert!(!has_twin_with_other_rights(&name));
        let first = single_instance::SingleInstance::new(&name).expect("nobody has the name");
        assert!(first.is_single());
        assert!(!has_twin_with_other_rights(&name));
    }

    #[test]
    fn a_mutex_that_windows_refuses_counts_as_a_twin() {
        // A name with a folder that is not there is refused as well.
        assert!(has_twin_with_other_rights("Global\\no\\such\\folder"));
    }
}
