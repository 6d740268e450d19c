//! Discord on loopback, in memory: for rehearsals, tests and load.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod faults;
pub mod gateway;
pub mod limits;
pub mod openapi;
pub mod tls;
