//! The real command, run on real folders.

mod bad_input;
mod bench;
mod build;
mod hostile;
mod inject;
mod inspect;
mod killed;
mod same;
mod search;
mod serve;
mod single;
mod watch;
