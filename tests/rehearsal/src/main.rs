//! The stand-in alone: `cargo run -p unknot-rehearsal`. Prints where everything is and runs until Ctrl-C.

#![allow(clippy::print_stdout, reason = "what it prints is what it is run for")]

use std::path::PathBuf;
use std::process::ExitCode;

use unknot_rehearsal::{Options, Rehearsal};

/// How the words on the command line are used.
const USAGE: &str =
    "usage: unknot-rehearsal [--page-port N] [--rest-port N] [--speed N] [--guilds N] [--ca FILE]";

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt::init();
    let (options, ca_path) = match read_arguments(std::env::args().skip(1)) {
        Ok(read) => read,
        Err(word) => {
            eprintln!("{word} is not understood; {USAGE}");
            return ExitCode::FAILURE;
        }
    };
    let rehearsal = match Rehearsal::start_with(options).await {
        Ok(rehearsal) => rehearsal,
        Err(fault) => {
            eprintln!("the rehearsal could not begin: {fault}");
            return ExitCode::FAILURE;
        }
    };
    if let Err(error) = rehearsal.write_ca(&ca_path) {
        eprintln!("{} could not be written: {error}", ca_path.display());
        return ExitCode::FAILURE;
    }
    println!("page   {}", rehearsal.page_url());
    println!("rest   {} (TLS, as discord.com)", rehearsal.rest_addr());
    println!("plain  http://{}", rehearsal.plain_addr());
    println!("ca     {}", ca_path.display());
    println!("token  {}", rehearsal.token());
    if let Some(line) = rehearsal.openapi_line() {
        println!("note   {line}");
    }
    // Without signals there is nothing to wait for but the end of the process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
    ExitCode::SUCCESS
}

/// Reads `--name value` pairs; gives back the first word that makes no sense.
fn read_arguments(mut words: impl Iterator<Item = String>) -> Result<(Options, PathBuf), String> {
    let mut options = Options {
        page_port: 4400,
        ..Options::default()
    };
    let mut ca_path = std::env::temp_dir().join("unknot-rehearsal-ca.pem");
    while let Some(name) = words.next() {
        let value = words.next().ok_or_else(|| name.clone())?;
        let is_read = match name.as_str() {
            "--page-port" => value.parse().map(|port| options.page_port = port).is_ok(),
            "--rest-port" => value.parse().map(|port| options.rest_port = port).is_ok(),
            "--speed" => value.parse().map(|speed| options.speed = speed).is_ok(),
            "--guilds" => value.parse().map(|guilds| options.guilds = guilds).is_ok(),
            "--ca" => {
                ca_path = PathBuf::from(&value);
                true
            }
            _ => return Err(name),
        };
        if !is_read {
            return Err(value);
        }
    }
    Ok((options, ca_path))
}
