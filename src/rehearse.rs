//! x
#[derive(clap::Args)]
pub(crate) struct RehearseArgs {}
pub(crate) async fn rehearse(_: &RehearseArgs) -> anyhow::Result<()> {
    Ok(())
}
