use std::io;
use std::os::windows::io::AsRawHandle as _;
use std::process::Child;

use win32job::{ExtendedLimitInfo, Job};

/// The most memory that stays resident, in bytes. What the child may take at all is counted by its own allocator.
const RESIDENT: usize = 512 << 20;

/// Puts a child into a job before it gets its first byte. The job's end is the child's end, also where this program dies.
pub(super) fn confine(child: &Child) -> io::Result<Job> {
    let mut limits = ExtendedLimitInfo::new();
    limits.limit_kill_on_job_close().limit_working_memory(1 << 20, RESIDENT);
    let job = Job::create_with_limit_info(&limits)?;
    job.assign_process(child.as_raw_handle() as isize)?;
    Ok(job)
}
