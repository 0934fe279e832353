use std::fs;
use std::io::ErrorKind;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};

/// The kernel reports CPU time in hundredths of a second, whatever its own tick is (`USER_HZ`, proc(5)).
const TICK: Duration = Duration::from_millis(10);

/// A process and all that it started, read from `/proc`.
#[derive(Clone, Debug)]
pub struct Processes {
    all: Vec<Process>,
}

/// The used parts of a line of `/proc/PID/stat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Process {
    id: u32,
    parent: u32,
    /// CPU time of its own and of the ended children that it has waited for, in ticks.
    ticks: u64,
    /// When the process began. An id can be used again, but not with the same beginning.
    began: u64,
}

impl Processes {
    /// Reads the tree that begins with the process `root`.
    ///
    /// # Errors
    ///
    /// `/proc` cannot be read, or there is no such process.
    pub fn under(root: u32) -> Result<Self> {
        let there = running()?;
        let mut all: Vec<Process> = there.iter().filter(|process| process.id == root).copied().collect();
        ensure!(!all.is_empty(), "there is no process {root}");
        // The list grows during the walk: each process adds its children.
        let mut next = 0;
        while let Some(parent) = all.get(next).map(|process| process.id) {
            all.extend(there.iter().filter(|process| process.parent == parent));
            next += 1;
        }
        Ok(Self { all })
    }

    /// Gives the ids, the root's first.
    pub fn ids(&self) -> Vec<u32> {
        self.all.iter().map(|process| process.id).collect()
    }

    /// Gives the ids of the processes whose name begins with the first 15 letters of `name`: the kernel keeps no more.
    ///
    /// # Errors
    ///
    /// A process does not show its name.
    pub fn named(&self, name: &str) -> Result<Vec<u32>> {
        let kept = name.get(..15).unwrap_or(name);
        let mut named = Vec::new();
        for id in self.ids() {
            // A process may end at any moment.
            let Some(found) = unless_ended(fs::read_to_string(format!("/proc/{id}/comm")))? else { continue };
            if found.trim_end() == kept {
                named.push(id);
            }
        }
        Ok(named)
    }

    /// Gives the remote addresses of all internet sockets of the tree that are outside of this machine, as the kernel
    /// writes them.
    ///
    /// # Errors
    ///
    /// `/proc` cannot be read.
    pub fn reached(&self) -> Result<Vec<String>> {
        let mut inodes = Vec::new();
        for id in self.ids() {
            // A process may end at any moment.
            let Ok(open) = std::fs::read_dir(format!("/proc/{id}/fd")) else { continue };
            let links = open.flatten().filter_map(|entry| std::fs::read_link(entry.path()).ok());
            let socket =
                |link: std::path::PathBuf| Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned());
            inodes.extend(links.filter_map(socket));
        }
        let mut reached = Vec::new();
        for table in ["tcp", "tcp6", "udp", "udp6"] {
            let rows = std::fs::read_to_string(format!("/proc/net/{table}")).context("`/proc/net` cannot be read")?;
            for row in rows.lines().skip(1) {
                let fields: Vec<&str> = row.split_whitespace().collect();
                if let [_, _, remote, _, _, _, _, _, _, inode, ..] = fields[..]
                    && inodes.iter().any(|open| open == inode)
                    && !is_here(remote)
                {
                    reached.push(format!("{table} {remote}"));
                }
            }
        }
        Ok(reached)
    }

    /// Gives the CPU time of the tree since its start, ended processes included. It is accurate to 10 ms for each
    /// process.
    pub fn cpu(&self) -> Duration {
        let ticks: u64 = self.all.iter().map(|process| process.ticks).sum();
        TICK * u32::try_from(ticks).unwrap_or(u32::MAX)
    }

    /// Gives the memory in MiB, with shared pages divided equally (PSS).
    ///
    /// # Errors
    ///
    /// A process does not show its memory.
    pub fn pss(&self) -> Result<f64> {
        let kib: u64 = self.all.iter().map(|process| pss_kib(process.id)).sum::<Result<u64>>()?;
        Ok(kib as f64 / 1024.0)
    }

    /// Gives the [`Self::pss`] of the first process alone.
    ///
    /// # Errors
    ///
    /// The process does not show its memory.
    pub fn root_pss(&self) -> Result<f64> {
        let root = self.all.first().context("a tree has its root")?;
        Ok(pss_kib(root.id)? as f64 / 1024.0)
    }

    /// Whether all processes have ended.
    ///
    /// # Errors
    ///
    /// `/proc` cannot be read.
    pub fn have_ended(&self) -> Result<bool> {
        let there = running()?;
        let same = |one: &Process, other: &Process| (one.id, one.began) == (other.id, other.began);
        Ok(!self.all.iter().any(|process| there.iter().any(|other| same(process, other))))
    }
}

fn running() -> Result<Vec<Process>> {
    let mut all = Vec::new();
    for entry in fs::read_dir("/proc").context("cannot read `/proc`")? {
        let entry = entry.context("cannot read `/proc`")?;
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        if let Some(stat) = unless_ended(fs::read_to_string(entry.path().join("stat")))? {
            all.push(Process::parse(id, &stat).with_context(|| format!("`/proc/{id}/stat` says `{stat}`"))?);
        }
    }
    Ok(all)
}

impl Process {
    /// Reads the numbers after the name. Only the name may have spaces and brackets.
    fn parse(id: u32, stat: &str) -> Option<Self> {
        let (_, numbers) = stat.rsplit_once(')')?;
        // proc(5) counts from 1, and the first number after the name is the third.
        let field = |number: usize| numbers.split_whitespace().nth(number - 3)?.parse::<u64>().ok();
        let ticks = [14, 15, 16, 17].into_iter().map(field).sum::<Option<u64>>()?;
        Some(Self { id, parent: u32::try_from(field(4)?).ok()?, ticks, began: field(22)? })
    }
}

fn pss_kib(process: u32) -> Result<u64> {
    let file = format!("/proc/{process}/smaps_rollup");
    let Some(text) = unless_ended(fs::read_to_string(&file))? else { return Ok(0) };
    let pss = text.lines().find_map(|line| line.strip_prefix("Pss:")?.strip_suffix("kB")?.trim().parse().ok());
    pss.with_context(|| format!("`{file}` has no line `Pss:`"))
}

/// Turns the errors of a process that has ended into `None`: its files are gone, or reading them fails with `ESRCH`.
fn unless_ended(read: std::io::Result<String>) -> Result<Option<String>> {
    const ESRCH: i32 = 3;
    match read {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == ErrorKind::NotFound || error.raw_os_error() == Some(ESRCH) => Ok(None),
        Err(error) => Err(error).context("cannot read a file of `/proc`"),
    }
}

/// Whether an address of `/proc/net` is empty, or one of the loopback interface: 127.0.0.0/8, also mapped to IPv6, or
/// `::1`. The addresses are in groups of four bytes, each in the byte order of the machine.
fn is_here(address: &str) -> bool {
    let (host, port) = address.split_once(':').unwrap_or((address, ""));
    let unconnected = port == "0000" && host.bytes().all(|digit| digit == b'0');
    let loopback = match host.len() {
        8 => host.ends_with("7F"),
        _ => host == "00000000000000000000000001000000" || (host.contains("FFFF0000") && host.ends_with("7F")),
    };
    unconnected || loopback
}

#[cfg(test)]
mod tests {
    #[test]
    fn loopback_addresses_are_here_and_others_are_not() {
        for here in ["0100007F:1F90", "0000000000000000FFFF00000100007F:0050", "00000000:0000"] {
            assert!(super::is_here(here), "{here}");
        }
        for there in ["0101A8C0:01BB", "08080808:0035", "B80D01200000000067452301EFCDAB89:01BB", "00000000:0035"] {
            assert!(!super::is_here(there), "{there}");
        }
    }

    use std::process::{Command, Stdio};

    use super::{Process, Processes};

    #[test]
    fn a_name_may_have_spaces_and_brackets_in_it() {
        let stat =
            "7 (a) b) (c) S 5 7 7 0 -1 4194560 812 90 0 0 11 22 33 44 20 0 1 0 6060 1000 200 18446744073709551615";
        let process = Process { id: 7, parent: 5, ticks: 110, began: 6060 };
        assert_eq!(Process::parse(7, stat), Some(process));
        assert_eq!(Process::parse(7, "7 (short) S 5"), None);
    }

    #[test]
    fn a_tree_has_its_children_and_ends() {
        let mut shell = Command::new("sh")
            .args(["-c", "sleep 60 & echo started; read line; kill $!; wait"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut started = [0; 8];
        std::io::Read::read_exact(&mut shell.stdout.take().expect("piped"), &mut started).expect("a word");
        let tree = Processes::under(shell.id()).expect("a tree");
        assert_eq!(tree.all.len(), 2);
        assert!(tree.pss().expect("a size") > 0.0);
        assert!(!tree.have_ended().expect("an answer"));
        drop(shell.stdin.take());
        shell.wait().expect("an end");
        assert!(tree.have_ended().expect("an answer"));
    }
}
