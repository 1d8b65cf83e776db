//! What is said of each kind of change to those who ask.

use crate::advice::advice;
use crate::kind::{Kind, Side};
use crate::table::Row;
use crate::verdict::{Level, Verdicts};

impl Kind {
    /// What has happened, in a sentence.
    #[must_use]
    pub fn summary(self) -> &'static str {
        self.rows().next().map_or("", |row| row.summary)
    }

    /// What it means on each side and why, documents that show it, and what to do, as Markdown.
    #[must_use]
    pub fn explanation(self) -> String {
        let sides: String = self.rows().map(side).collect();
        let level = self.rows().map(|row| row.verdicts.level).max().unwrap_or(Level::None);
        let advice = [general(level), advice(self)].concat();
        let advice = format!("What to do: {}", advice.trim_end());
        format!("{sides}{}\n", wrapped(&advice))
    }
}

/// What a row says.
fn side(row: &Row) -> String {
    let side = match row.side {
        Side::Sent => "Where it is sent: ",
        Side::Received => "Where it is received: ",
        Side::Any | Side::Both => "",
    };
    let why = wrapped(&format!("{side}{}", row.why));
    let pair = row.pair();
    let mut notes = Vec::new();
    if pair.is_without_lock() {
        notes.push("Here the crate is made without the `names.lock` of the old one.".to_owned());
    }
    if let Some(lock) = pair.lock() {
        let line = lock.lines().last().unwrap_or_default();
        notes.push(format!("Here it is a line of `names.lock` that has changed: `{line}`."));
    }
    let companions: Vec<_> = pair.companions().map(|code| format!("`{code}`")).collect();
    if !companions.is_empty() {
        notes.push(format!("It comes with {}.", companions.join(" and ")));
    }
    let notes: String = notes.iter().flat_map(|note| [wrapped(note), "\n\n".to_owned()]).collect();
    let verdicts = table(row.verdicts);
    format!("{why}\n\n{verdicts}\n```diff\n{}```\n\n{notes}", pair.diff())
}

/// The verdicts in words.
fn table(verdicts: Verdicts) -> String {
    let Verdicts { source, wire, behaviour, level } = verdicts;
    let (source, behaviour, level) = (source.meaning(), behaviour.meaning(), level.word());
    let (old_client, new_client) = (wire.old_client.meaning(), wire.new_client.meaning());
    format!(
        "    version:                 {level}\n    \
         source:                  {source}\n    \
         old client, new server:  {old_client}\n    \
         new client, old server:  {new_client}\n    \
         behaviour:               {behaviour}\n"
    )
}

/// What to do about any change of a level.
fn general(level: Level) -> &'static str {
    match level {
        Level::None => "nothing. ",
        Level::Patch => "raise the patch version of the crate. ",
        Level::Minor => "raise the minor version of the crate, and tell users. ",
        Level::Major => {
            "raise the major version of the crate, and tell users what they have to change. \
             If only the description of the API has changed, an overlay may say what it said before. "
        }
    }
}

/// A text in lines that a terminal has room for.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.last().map_or(0, String::len);
        if last > 0 && last + 1 + word.len() > WIDTH {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}

/// How long a line may be.
const WIDTH: usize = 80;
