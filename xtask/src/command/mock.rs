//! `mock`: serves a stand-in for the API on this machine, for programs in any language.

use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use document::diagnostics::Rendering;
use generator::mock_table;
use templates::mock::{Mock, MockServer};

use crate::command::input::{self, Places};
use crate::command::source::{CRATE, workspace};

#[derive(clap::Args)]
pub(crate) struct ServeMock {
    /// The OpenAPI document (3.0, 3.1 or 3.2), YAML or (named `.json`) JSON [default:
    /// spec/flex-interactions.yaml]
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// An OpenAPI Overlay 1.0 document [default: spec/overlay.yaml if it is there; none with
    /// `--spec`]
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// The port on this machine; 0 for one that is free
    #[arg(long, value_name = "N", default_value_t = 4010)]
    port: u16,
    /// Refuse also values that enumerations do not have, texts that do not match their pattern,
    /// lengths and ranges, and parameters and fields that operations do not have
    #[arg(long)]
    strict: bool,
}

impl ServeMock {
    pub(crate) fn run(&self) -> ExitCode {
        match self.start() {
            Ok(server) => {
                server.wait();
                ExitCode::SUCCESS
            }
            Err(message) => {
                eprintln!("error: {message}");
                ExitCode::FAILURE
            }
        }
    }

    fn start(&self) -> Result<MockServer, String> {
        // The lock of the project's own crate; another document has none.
        let folder = match &self.spec {
            Some(_) => PathBuf::new(),
            None => workspace().join(CRATE.0),
        };
        let (spec, overlay) = (self.spec.as_deref(), self.overlay.as_deref());
        let places = Places { spec, overlay, folder: &folder };
        let input = input::read(&places, CRATE.1.to_owned())?;
        let output = mock_table(&input);
        let color = io::stderr().is_terminal();
        eprint!("{}", output.report(&Rendering { color, verbose: false }));
        let table = output.generated.ok_or("there is no mock of a document with errors")?;
        let mock = Mock::of_table(&table).map_err(|error| format!("the operations: {error}"))?;
        let mock = mock.observed_by(|received| {
            // A closed pipe is no reason to end.
            let _ = writeln!(io::stdout(), "{received}\n");
        });
        let mock = if self.strict { mock.strict() } else { mock };
        let server =
            mock.serve_at(self.port).map_err(|error| format!("port {}: {error}", self.port))?;
        let operations = mock.operation_count();
        let _ = writeln!(
            io::stdout(),
            "{operations} operations of {} are answered at {}\n",
            input.spec_name,
            server.url()
        );
        Ok(server)
    }
}
