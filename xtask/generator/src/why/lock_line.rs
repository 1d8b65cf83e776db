//! The lines of the file that is the lock.

use std::collections::HashMap;

use toml_edit::Key;

use super::LockKey;

/// The number of each line of a lock.
#[derive(Debug, Clone, Default)]
pub struct LockLines(HashMap<(String, String), usize>);

impl LockLines {
    /// The lines of the text of a lock, as this generator writes it: one for each key.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut lines = HashMap::new();
        let mut table = String::new();
        for (index, line) in text.lines().enumerate() {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                name.clone_into(&mut table);
            } else if let Some((key, _)) = line.split_once(" = ")
                && let Ok(key) = key.parse::<Key>()
            {
                lines.entry((table.clone(), key.get().to_owned())).or_insert(index + 1);
            }
        }
        Self(lines)
    }

    /// The number of the line of a key, counted from 1.
    #[must_use]
    pub fn line(&self, key: &LockKey) -> Option<usize> {
        self.0.get(&(key.table.to_owned(), key.key.clone())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::{LockKey, LockLines};

    #[test]
    fn each_key_has_a_line() {
        let text =
            "# A = 1\n\nerror = \"E\"\n\n[types]\nPet = { at = \"a = b\" }\n\"Größe 2\" = { }\n";
        let lines = LockLines::of(text);
        let line = |table, key: &str| lines.line(&LockKey::new(table, key));
        assert_eq!(line("", "error"), Some(3));
        assert_eq!(line("types", "Pet"), Some(6));
        assert_eq!(line("types", "Größe 2"), Some(7));
        assert_eq!(line("types", "error"), None);
    }
}
