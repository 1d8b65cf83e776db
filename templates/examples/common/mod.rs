//! What the programs have in common: where the client comes from, and what becomes of the outcome.

use std::env;
use std::error::Error;
use std::process::ExitCode;
#[cfg(feature = "mock")]
use std::sync::LazyLock;

use templates::Client;
#[cfg(feature = "mock")]
use templates::mock::Mock;

/// The text that a program prints, or why there is none.
pub(crate) type Printed = Result<String, Box<dyn Error>>;

/// Runs a program with a client and with the arguments of the command line.
///
/// The credentials of the client come from the environment. If there are none, and with the feature
/// `mock`, a mock of the API answers, and the exchange is printed. The program is run with the arguments of
/// `example` then, unless there are others.
pub(crate) async fn run<F: Future<Output = Printed>>(
    example: &[&str],
    program: impl FnOnce(Client, Vec<String>) -> F,
) -> ExitCode {
    let arguments = env::args().skip(1).collect();
    let printed = match Client::from_env() {
        Ok(client) => program(client, arguments).await,
        Err(_) if has_no_credentials() => without_credentials(example, arguments, program).await,
        Err(error) => Err(error.into()),
    };
    match printed {
        Ok(text) if text.is_empty() => ExitCode::SUCCESS,
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            let mut cause = error.source();
            while let Some(error) = cause {
                eprintln!("  because: {error}");
                cause = error.source();
            }
            ExitCode::FAILURE
        }
    }
}

/// Whether the environment says nothing of who calls.
fn has_no_credentials() -> bool {
    const VARIABLES: [&str; 4] =
        ["TWILIO_API_KEY", "TWILIO_API_SECRET", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"];

    VARIABLES.iter().all(|name| env::var_os(name).is_none_or(|value| value.is_empty()))
}

/// Runs a program with a mock of the API, and prints what was sent and answered.
#[cfg(feature = "mock")]
async fn without_credentials<F: Future<Output = Printed>>(
    example: &[&str],
    mut arguments: Vec<String>,
    program: impl FnOnce(Client, Vec<String>) -> F,
) -> Printed {
    if arguments.is_empty() {
        arguments = example.iter().map(ToString::to_string).collect();
    }
    let server = mock().serve()?;
    eprintln!("No credentials are set: a mock of the API answers at {}.", server.url());
    let printed = program(server.client()?, arguments).await;
    for exchange in server.mock().received() {
        println!("{exchange}\n");
    }
    printed
}

/// The mock that answers, for a program that says what.
#[cfg(feature = "mock")]
pub(crate) fn mock() -> &'static Mock {
    static MOCK: LazyLock<Mock> = LazyLock::new(Mock::new);
    &MOCK
}

/// Says what is missing.
#[cfg(not(feature = "mock"))]
async fn without_credentials<F: Future<Output = Printed>>(
    _example: &[&str],
    arguments: Vec<String>,
    program: impl FnOnce(Client, Vec<String>) -> F,
) -> Printed {
    eprintln!("hint: with `--features mock`, a mock of the API answers who has no credentials");
    program(Client::from_env()?, arguments).await
}
