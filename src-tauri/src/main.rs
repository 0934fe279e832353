//! The program: the allocator, the pages, and the shell that shows them.
//!
//! The pages are embedded here, so that a changed page has this file compiled and not the shell.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::alloc::System;
use std::process::ExitCode;

use zeroizing_alloc::ZeroAlloc;

/// Wipes freed memory, because libraries that read a picture, a message or a passphrase make copies of their own.
#[global_allocator]
static WIPING: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    lingpai_shell::start(|| tauri::generate_context!())
}
