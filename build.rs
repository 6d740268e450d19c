//! Tells cargo that the binary holds the content: edit a text, and the next build has it.

fn main() {
    println!("cargo:rerun-if-changed=content");
}
