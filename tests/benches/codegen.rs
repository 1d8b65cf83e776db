//! What generating a crate costs, in process and without writing it: the whole, and beside it what
//! reading the document alone costs, which is the floor.
//!
//! Where documents grow, the throughput is in operations per second: as long as it stays the same
//! from ten operations to a thousand, the cost grows linearly. So does the memory, if the bytes
//! allocated and held at most (`max alloc`) grow as the operations do.

#[path = "../synthetic/mod.rs"]
mod synthetic;

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use document::diagnostics::Diagnostics;
use document::{Document, SourceFile};
use generator::lock::Lock;
use generator::{EXTENSIONS, Input, generate};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const OPERATIONS: &[usize] = &[10, 100, 1_000];

fn main() {
    divan::main();
}

/// The document of this project.
mod fragment {
    use super::{Bencher, BytesCount, black_box, document, generate, input, values};

    const TEXT: &str = include_str!("../../spec/flex-interactions.yaml");

    #[divan::bench]
    fn generate_crate(bencher: Bencher) {
        let input = input(TEXT);
        bencher.counter(BytesCount::of_str(TEXT)).bench(|| generate(black_box(&input)));
    }

    #[divan::bench]
    fn read_document(bencher: Bencher) {
        bencher.counter(BytesCount::of_str(TEXT)).bench(|| document(black_box(TEXT)));
    }

    #[divan::bench]
    fn parse_yaml(bencher: Bencher) {
        bencher.counter(BytesCount::of_str(TEXT)).bench(|| values(black_box(TEXT)));
    }
}

/// Documents of more and more operations.
mod growth {
    use super::{
        Bencher, ItemsCount, OPERATIONS, black_box, document, generate, input, synthetic, values,
    };

    #[divan::bench(args = OPERATIONS, max_time = 3)]
    fn generate_crate(bencher: Bencher, operations: usize) {
        let input = input(&synthetic(operations));
        let output = generate(&input);
        let generated = output.generated.expect("nothing is wrong with the document");
        assert_eq!(generated.api.operation_count(), operations);
        bencher.counter(ItemsCount::new(operations)).bench(|| generate(black_box(&input)));
    }

    #[divan::bench(args = OPERATIONS, max_time = 3)]
    fn read_document(bencher: Bencher, operations: usize) {
        let text = synthetic(operations);
        bencher.counter(ItemsCount::new(operations)).bench(|| document(black_box(&text)));
    }

    #[divan::bench(args = OPERATIONS, max_time = 3)]
    fn parse_yaml(bencher: Bencher, operations: usize) {
        let text = synthetic(operations);
        bencher.counter(ItemsCount::new(operations)).bench(|| values(black_box(&text)));
    }
}

/// A document of so many operations, as text.
fn synthetic(operations: usize) -> String {
    serde_yaml::to_string(&synthetic::document(1, operations)).expect("it can be written")
}

fn input(text: &str) -> Input {
    Input {
        spec: text.as_bytes().to_vec(),
        spec_name: "spec.yaml".to_owned(),
        folder: None,
        overlay: None,
        shipped: Vec::new(),
        lock: Lock::default(),
        origin: "spec.yaml".to_owned(),
        name: "benchmark".to_owned(),
    }
}

/// Everything up to the model of the document.
fn document(text: &str) -> Document {
    let mut diagnostics = Diagnostics::new();
    let source = SourceFile::from_bytes("spec.yaml", text.as_bytes(), &mut diagnostics);
    Document::read(&source, &EXTENSIONS, &mut diagnostics)
        .expect("nothing is wrong with the document")
}

/// No more than the parser does.
fn values(text: &str) -> serde_yaml::Value {
    serde_yaml::from_str(text).expect("the document is YAML")
}
