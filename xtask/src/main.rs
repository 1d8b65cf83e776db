//! The command line: parses it, calls the command, and sets the exit code.

use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand};

/// Takes memory from the system in large pieces, which documents of a megabyte need many of.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

mod corpus;
mod command {
    use jiff::Timestamp;
    use jiff::civil::Date;
    use jiff::tz::TimeZone;

    pub(crate) mod bump;
    pub(crate) mod codegen;
    pub(crate) mod corpus;
    pub(crate) mod cut;
    pub(crate) mod diff;
    pub(crate) mod explain;
    pub(crate) mod folder;
    mod git;
    mod input;
    pub(crate) mod mock;
    mod source;
    pub(crate) mod why;
    mod written;

    /// The day that it is now, in UTC.
    fn today() -> Date {
        Timestamp::now().to_zoned(TimeZone::UTC).date()
    }
}

use command::bump::Bump;
use command::codegen::Codegen;
use command::corpus::Corpus;
use command::cut::CutOut;
use command::diff::Diff;
use command::explain::Explain;
use command::mock::ServeMock;
use command::why::Why;

/// Tasks of this workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Generates the client crate from the OpenAPI document.
    ///
    /// Without options, `generated/` is made from `spec/flex-interactions.yaml` with
    /// `spec/overlay.yaml`, of the nearest folder that has that document: the current one or one
    /// above it. With another `--spec`, a complete crate is made elsewhere. Only files
    /// that differ are written, files that nothing generates any more are removed, and files made
    /// by somebody else are never touched.
    ///
    /// Exit codes: 0 if all is well, 1 if something is wrong with the document or (with `--check`)
    /// files are out of date, 2 if the command line is wrong.
    Codegen(Codegen),
    /// Raises the version of the crate as far as its changes need, writes them into its changelog, and
    /// generates it
    ///
    /// What has changed is what `cargo xtask diff` tells of the project's own document since REV. The
    /// version is raised where it stands: `x-rust-version`, in the document or in the overlay. The entry
    /// of the changelog, `spec/CHANGELOG.md`, has the changes of the API and what was unreleased. Calling it
    /// again makes that entry anew; what was added to it by hand stays.
    ///
    /// Exit codes: as those of `codegen`; nothing is written if the versions cannot be compared.
    Bump(Bump),
    /// Runs the generator over every document of a folder, to see what a change of it breaks
    ///
    /// Prints a line for each document, then documents that are refused and why, and a summary.
    /// Crates are compiled in a workspace of their own below the target folder, which stays there
    /// so that the next run compiles only what has changed.
    ///
    /// An example is that of a media type: its `example`, its `examples`, or else the `example` of
    /// its schema. One of a response is read and written again, one of a request is given to the
    /// method of the operation, and what would be sent is compared. It may come back without
    /// properties that are `null`, or with more of them; everything else that differs is lost.
    /// With `--history`, a client of each version reads what the next version answers.
    ///
    /// Exit codes: 0 if all is well, also if documents are refused; 1 if the generator panics, a
    /// crate does not compile, clippy or rustdoc complains about it, or an example is lost; 2 if
    /// the command line is wrong.
    Corpus(Corpus),
    /// Takes operations out of a large document, with all that they refer to and nothing else
    ///
    /// What is written does not depend on the order of the large document, and has no extensions of
    /// other tools. With `--prose`, what people read comes from a document of one's own, and the order as
    /// well; the comment at its beginning is kept. A new field or operation has no text then, and is
    /// listed. `x-upstream` of the Info Object notes the name, the version and the SHA-256 of the large
    /// document, and the day.
    ///
    /// Exit codes: 0 if it is written, also if the large document lacks some of the operations of
    /// `--like`; 1 if a document cannot be read, if it has none of the operations, or not all of
    /// `--operations`; 2 if the command line is wrong.
    Cut(CutOut),
    /// Compares two versions of an OpenAPI document, and says what each change means
    ///
    /// For each change: what it is in terms of the API, where it is in both documents, which Rust items
    /// it touches, whether callers still compile, whether clients and servers of the two versions
    /// understand each other, and whether code that compiles means something else. What compiles and
    /// means something else stands first. In the end: whether the version of the crate (the extension
    /// `x-rust-version` of the Info Object) has been raised enough, by the rules of cargo.
    ///
    /// The project's own document is compared with its overlay and its `names.lock` of the same
    /// revision. Those of other documents are named by options. Git is called only if a revision is
    /// compared.
    ///
    /// Exit codes: 0 if the documents could be compared, also if there are changes; 1 if something is
    /// wrong with one of them or (with `--check`) the version of the crate has not been raised enough;
    /// 2 if the command line is wrong.
    Diff(Diff),
    /// Explains a code that stands in the brackets of an error, a warning or a change
    ///
    /// Says what it means, why it is so, what a document that has it looks like, and what to do.
    /// Without a code, all of them are listed.
    Explain(Explain),
    /// Serves a stand-in for the API on this machine, for programs in any language
    ///
    /// It answers with the examples of the document, and with values made from its schemas where
    /// there are none; it checks each request (path, credentials, what is required, types), and says
    /// what is wrong with one. It prints each exchange, without credentials.
    ///
    /// A request says by the header `Prefer` what it would like to be answered: `code=404`, an
    /// example of the document by its name, `example=sms`, or a fault: `fault=cut_body`. The faults
    /// are `too_many_requests`, `error_afterwards`, `unavailable`, `cut_body`, `stalled_body`,
    /// `endless_body`, `reset`, `not_http`, `silence`, `wrong_content`, `unknown_value`,
    /// `surplus_field`, `missing_field` and `same_page`.
    ///
    /// It runs until it is stopped. Exit codes: 1 if something is wrong with the document or with the
    /// port, 2 if the command line is wrong.
    Mock(ServeMock),
    /// Says why an item of a generated crate is as it is, and what would change it
    ///
    /// For an operation, a type, a field, a variant, an argument, a setter, a module, or anything else
    /// that is public: where the document and the overlay describe it, which decisions made it so and
    /// why, and the action of an overlay or the line of `names.lock` that would change it. For what
    /// comes from the runtime: its file, and when a crate has it.
    ///
    /// NAME is as callers write it (`Pet`, `models::Pet`, `Pet::name`, `Client::create_pet`,
    /// `CreatePet::limit`), or as the document does: an `operationId`, a parameter, a property, a
    /// value, a JSON pointer, or a method with a path (`'GET /pets'`). Of several that are meant, each
    /// is told of in a line.
    ///
    /// Exit codes: 0 if there is an answer; 1 if nothing is called so, or something is wrong with the
    /// document; 2 if the command line is wrong.
    Why(Why),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Bump(bump) => bump.run(),
        Task::Codegen(codegen) => codegen.run(),
        Task::Corpus(corpus) => Ok(corpus.run()),
        Task::Cut(cut) => Ok(cut.run()),
        Task::Diff(diff) => diff.run(),
        Task::Explain(explain) => explain.run(),
        Task::Mock(mock) => Ok(mock.run()),
        Task::Why(why) => Ok(why.run()),
    };
    // Ends the process as clap does for any other mistake on the command line.
    done.unwrap_or_else(|Usage(message)| {
        Arguments::command().error(ErrorKind::ValueValidation, message).exit()
    })
}

/// What is wrong with the command line, as far as clap cannot tell.
struct Usage(String);
