fn main() { if std::env::args().nth(1).as_deref()==Some("types") { std::fs::write("ui/src/ipc/generated/contract.ts", lingpai_ipc::typescript()).expect("written"); } }
