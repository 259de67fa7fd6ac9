//! `kubecerts`: the same operations as on the page, from a shell. Arguments in, a core call, text out; no rule of its own.

mod approve;
mod arguments;
mod caution;
mod check_expiration;
mod create;
mod disk;
mod kubeadm;
mod nodes;
mod random;
mod renew;
mod version;
mod written;

use std::io::Write;
use std::process::ExitCode;

use arguments::Arguments;

/// What a run leaves: both streams and the exit status.
#[derive(Default)]
struct Printed {
    stdout: String,
    stderr: String,
    status: u8,
}

/// The exit status for wrong arguments, and for paths in which there is nothing to look at.
const STATUS_USAGE: u8 = 2;

fn main() -> ExitCode {
    let printed = match Arguments::parse(std::env::args_os().skip(1)) {
        Ok(Arguments::Help(text)) => Printed { stdout: text.to_owned(), ..Printed::default() },
        Ok(Arguments::Version) => Printed { stdout: version::text(), ..Printed::default() },
        Ok(Arguments::CheckExpiration(options)) => check_expiration::run(&options),
        Ok(Arguments::Approve(options)) => approve::run(&options),
        Ok(Arguments::Renew(options)) => renew::run(&options),
        Ok(Arguments::Create(options)) => create::run(&options),
        Err(text) => {
            let stderr = format!("kubecerts: {text}\nkubecerts --help tells more\n");
            Printed { stderr, status: STATUS_USAGE, ..Printed::default() }
        }
    };
    // A reader that went away, such as `head`, is no failure of ours.
    let _ = std::io::stderr().write_all(printed.stderr.as_bytes());
    let _ = std::io::stdout().write_all(printed.stdout.as_bytes());
    ExitCode::from(printed.status)
}
