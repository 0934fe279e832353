use std::collections::BTreeMap;
use std::env::consts::ARCH;

use landlock::{ABI, Access as _, AccessFs, AccessNet, Ruleset, RulesetAttr as _, RulesetError, Scope};
use nix::sys::prctl::{set_dumpable, set_pdeathsig};
use nix::sys::signal::Signal;
use seccompiler::{
    BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch, apply_filter,
};

/// What reading a file calls once everything is in memory: memory, the two pipes, clocks, randomness for hash maps, and
/// what the end takes, also a violent one.
const NEEDED: &[i64] = &[
    libc::SYS_brk,
    libc::SYS_clock_gettime,
    libc::SYS_close,
    libc::SYS_exit,
    libc::SYS_exit_group,
    libc::SYS_futex,
    libc::SYS_getpid,
    libc::SYS_getrandom,
    libc::SYS_gettid,
    libc::SYS_madvise,
    libc::SYS_mremap,
    libc::SYS_munmap,
    libc::SYS_read,
    libc::SYS_restart_syscall,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sched_getaffinity,
    libc::SYS_sched_yield,
    libc::SYS_sigaltstack,
    libc::SYS_tgkill,
    libc::SYS_write,
    libc::SYS_writev,
];
/// Calls that are needed for memory without code. Their third argument is its protection.
const MEMORY: &[i64] = &[libc::SYS_mmap, libc::SYS_mprotect];

/// Denies every access to files, to TCP and to other processes, as far as the kernel can; ends with the program; keeps
/// other processes of the user from looking in.
pub(super) fn deny_files() -> Result<(), RulesetError> {
    // Both fail for no reason that a caller could mend, and the limits below hold without them.
    set_pdeathsig(Signal::SIGKILL).ok();
    set_dumpable(false).ok();
    let all = ABI::V6;
    Ruleset::default()
        .handle_access(AccessFs::from_all(all))?
        .handle_access(AccessNet::from_all(all))?
        .scope(Scope::from_all(all))?
        .create()?
        .restrict_self()?;
    Ok(())
}

/// Has the kernel end this process at any system call that it does not need.
pub(super) fn deny_system_calls() -> Result<(), Error> {
    let Ok(arch) = TargetArch::try_from(ARCH) else {
        // The library knows no filter for this machine; the limits and Landlock hold.
        return Ok(());
    };
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> = NEEDED.iter().map(|call| (*call, Vec::new())).collect();
    for call in MEMORY {
        let code = u64::from(libc::PROT_EXEC.unsigned_abs());
        let no_code = SeccompCondition::new(2, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(code), 0)?;
        rules.insert(*call, vec![SeccompRule::new(vec![no_code])?]);
    }
    let filter = SeccompFilter::new(rules, SeccompAction::KillProcess, SeccompAction::Allow, arch)?;
    apply_filter(&BpfProgram::try_from(filter)?)
}
