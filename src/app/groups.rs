//! Everyday words that cover several regions, where one card would be a guess.

/// Names, and the ids of the regions they cover. A region with a caution is never a member: it has
/// words of its own, and they are answered with the caution.
pub(super) const GROUPS: &[(&[&str], &[&str])] = &[
    (
        &["thigh", "thighs", "upper leg"],
        &["adductor", "hamstring", "outer_thigh", "quad"],
    ),
    (
        &["shoulder", "shoulders"],
        &["rear_shoulder", "shoulder_blade", "upper_trap"],
    ),
    (&["back"], &["mid_back", "shoulder_blade", "side_back"]),
    (&["leg", "legs"], &["calf", "hamstring", "quad"]),
    (&["back of the leg"], &["calf", "hamstring"]),
    (&["arm", "arms"], &["forearm", "upper_arm"]),
];
