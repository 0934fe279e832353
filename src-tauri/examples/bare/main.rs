//! A bare Tauri window: one page with a background colour and nothing else. What `cargo xtask measure start` compares
//! the program with.

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!("examples/bare/tauri.conf.json"))
        .expect("the system has a web view");
}
