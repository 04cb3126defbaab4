//! The `thumbindex` command: the rooms of the project, reached from a terminal.
//!
//! Everything that a library caller would want is in the indexer and the engine. What is here is what only a command
//! has: arguments, folders on disk, a terminal, a port.
//!
//! A command line becomes [`args`], together with the configuration file ([`config`]) a [`plan`], and goes to one of
//! the [`commands`]. `make` in there is what `build`, `serve` and `bundle` share, from a folder of content to the files
//! of an index; [`disk`] writes them, one build at a time ([`lock`]), and [`pages`] puts the tag into the site. A
//! preview is [`server`] and [`web`] over that folder, with an index and a widget that are only in memory; [`live`]
//! tells open pages of a new one. What asks an index does so through [`driver`], the engine's hands and feet on a disk.
//! Whatever ends a command early is a [`Failure`]: one line and a code.
//!
//! ```text
//! thumbindex build public --inject
//! thumbindex search public/thumbindex "how do I"
//! ```
#![forbid(unsafe_code)]

mod args;
mod chunks;
mod commands;
mod config;
mod disk;
mod driver;
mod failure;
mod folders;
mod generator;
mod live;
mod lock;
mod pages;
mod plan;
mod sections;
mod server;
mod terminal;
mod web;
mod widget;

use std::panic;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use args::{Args, Command};
use failure::Failure;

fn main() -> ExitCode {
    // A fault of ours is told like any other error: in one line, by `complain`.
    panic::set_hook(Box::new(|fault| {
        // Where nothing unwinds, as in WebAssembly, nobody else will.
        if cfg!(panic = "abort") {
            Failure::panic(fault.payload()).tell(false);
        }
    }));
    enter_working_folder();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return usage(&error),
    };
    let json = args.command.json();
    match panic::catch_unwind(|| run(&args.command)).unwrap_or_else(|fault| Err(Failure::panic(&*fault))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => complain(&failure, json),
    }
}

/// WebAssembly starts at the root; the folder that it was called in is told by whoever runs it.
fn enter_working_folder() {
    if cfg!(target_os = "wasi")
        && let Some(folder) = std::env::var_os("PWD")
    {
        // A folder that is not there is told of by what looks for something in it.
        let _ = std::env::set_current_dir(folder);
    }
}

fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Build(build) => commands::build::run(build),
        Command::Bundle(bundle) => commands::bundle::run(bundle),
        Command::Serve(serve) => commands::serve::run(serve),
        Command::Search(search) => commands::search::run(search),
        Command::Inspect(inspect) => commands::inspect::run(inspect),
        Command::Init(init) => commands::init::run(init),
        Command::Check(check) => commands::check::run(check),
        Command::Export(export) => commands::export::run(export),
        Command::Mdbook => commands::mdbook::run(),
    }
}

fn complain(failure: &Failure, json: bool) -> ExitCode {
    failure.tell(json);
    ExitCode::from(failure.exit_code())
}

/// Help and version are no errors; everything else that clap finds is told in one line.
fn usage(error: &clap::Error) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            terminal::print(&error.render().to_string());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            terminal::complain(&error.render().to_string());
            ExitCode::from(2)
        }
        _ => complain(&Failure::usage(error), std::env::args_os().any(|argument| argument == "--json")),
    }
}
