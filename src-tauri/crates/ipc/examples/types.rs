//! Prints the TypeScript types of the window's contract: `cargo xtask types` writes them into the page's sources.
#![allow(clippy::print_stdout, reason = "its output is what it is for")]

fn main() {
    print!("{}", lingpai_ipc::typescript());
}
