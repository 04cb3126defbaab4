//! The real command, run on real folders.

mod bad_input;
mod bench;
mod build;
mod bundle;
mod check;
mod config;
mod export;
mod hostile;
mod init;
mod inject;
mod inspect;
mod killed;
mod same;
mod search;
mod serve;
mod single;
mod watch;
