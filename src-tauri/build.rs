//! Makes a permission of every command of the contract. Without this, Tauri would let local pages call all of them.

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(lingpai_ipc::COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).expect("the configuration, the capabilities and the built page are in place");
}
