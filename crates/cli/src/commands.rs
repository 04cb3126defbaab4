//! One module for each command, and parts that commands are made of: `make`, `watch`, `cost`.

pub(crate) mod bell;
pub(crate) mod build;
pub(crate) mod bundle;
pub(crate) mod check;
pub(crate) mod cost;
pub(crate) mod export;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod make;
pub(crate) mod mdbook;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod watch;
