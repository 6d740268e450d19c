//! The commands exactly as they are registered. A change here is a change for everyone.

#[test]
fn the_commands_are_registered_like_this() {
    let libraries = crate::libraries();
    let surface = unknot::discord::surface(&libraries);
    insta::assert_snapshot!(serde_json::to_string_pretty(&surface).unwrap());
}
