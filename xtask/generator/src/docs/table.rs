//! Tables, of Markdown and of HTML.

use super::lines::JOINER;

/// The cells of a table, which are read before any is written: the first row has to have as many as
/// the longest.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Adds what has been read of a cell; nothing is not a cell, unless it is told to be one.
    pub(super) fn cell(&mut self, text: &str, is_cell: bool) {
        let words: Vec<_> = text.split_whitespace().collect();
        let text = words.join(" ").replace(JOINER, " ");
        if text.trim().is_empty() && !is_cell {
            return;
        }
        if self.rows.is_empty() {
            self.begin_row();
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(text.trim().to_owned());
        }
    }

    /// The lines of the table; none if nothing is in it.
    pub(super) fn lines(mut self) -> Vec<String> {
        self.rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or_default();
        let mut lines = Vec::new();
        for mut row in self.rows {
            let is_first = lines.is_empty();
            if is_first {
                row.resize(columns, String::new());
            }
            let cells = row.iter().map(|cell| format!(" {cell} |"));
            lines.push(format!("|{}", cells.collect::<String>()).replace("|  |", "| |"));
            if is_first {
                lines.push(format!("|{}", " --- |".repeat(columns)));
            }
        }
        lines
    }
}
