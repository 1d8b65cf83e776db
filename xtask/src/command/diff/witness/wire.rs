//! What goes over the wire between a client of one version and a server of the other, and is not
//! understood.

use changes::{Change, Exchange, Side as WireSide};
use document::printable::escaped;

use super::folder::{WITH_NEW, WITH_OLD};
use super::sent::Fate;
use super::{Effort, Shown, Side, answered, events, reading, sent};
use crate::command::diff::report::Entry;
use crate::command::diff::words;

/// Who talks to whom.
struct Talk<'a> {
    client: &'a Side<'a>,
    server: &'a Side<'a>,
    /// The words for the two.
    words: [&'static str; 2],
    /// Where the change is, for the client and for the server.
    places: [Option<&'a str>; 2],
    /// The files of a request, of an answer, of a program that reads it, and of an event.
    files: [&'static str; 4],
    /// The package that has the crate of the client.
    compiled: &'static [&'static str],
}

/// What shows the verdicts on the wire, or why nothing does.
pub(super) fn shown(
    entry: &Entry,
    [old, new]: [&Side<'_>; 2],
    effort: &mut Effort,
) -> Vec<Result<Shown, String>> {
    let change = &entry.change;
    let (was, is) = (change.old.as_deref(), change.new.as_deref());
    let wire = entry.verdicts.wire;
    let mut shown = Vec::new();
    if wire.old_client > Exchange::Works {
        let talk = Talk {
            client: old,
            server: new,
            words: ["old", "new"],
            places: [was, is],
            files: [
                "old-client-request.http",
                "new-server-answer.http",
                "old-client-reads.rs",
                "new-event.http",
            ],
            compiled: &[WITH_OLD],
        };
        shown.extend(talk.shown(change, effort));
    }
    if wire.new_client > Exchange::Works {
        let talk = Talk {
            client: new,
            server: old,
            words: ["new", "old"],
            places: [is, was],
            files: [
                "new-client-request.http",
                "old-server-answer.http",
                "new-client-reads.rs",
                "old-event.http",
            ],
            compiled: &[WITH_NEW],
        };
        shown.extend(talk.shown(change, effort));
    }
    shown
}

impl Talk<'_> {
    fn shown(&self, change: &Change, effort: &mut Effort) -> Vec<Result<Shown, String>> {
        let [client, server] = self.words;
        if events::is_about(change.kind) {
            let missing = || format!("No event of the {server} version could be made.");
            return vec![self.event(change).ok_or_else(missing)];
        }
        if change.side != WireSide::Sent {
            let place = self.places[1].or(self.places[0]);
            let documents = [self.client, self.server].map(|it| &it.represented.document.value);
            let found = place.and_then(|it| answered::find(change, it, documents, effort));
            if let Some(answer) = found {
                return self.answer(change, &answer).into_iter().map(Ok).collect();
            }
        }
        if change.side == WireSide::Received && !sent::is_asked(change.kind) {
            return vec![Err(format!(
                "No answer of the {server} server was found that the {client} client does not read as what it says."
            ))];
        }
        let place = self.places[0].or(self.places[1]);
        let parties = [&self.client.party, &self.server.party];
        let found = place.and_then(|place| sent::find(change, place, parties, effort));
        let missing = || format!("No request of the {client} client could be made.");
        vec![found.map(|found| self.request(change, found)).ok_or_else(missing)]
    }

    /// An event that the API of the server's version sends.
    fn event(&self, change: &Change) -> Option<Shown> {
        let place = self.places[1].or(self.places[0])?;
        let document = &self.server.represented.document.value;
        let event = events::sent(change, document, place)?;
        let [client, server] = self.words;
        let about = format!(
            "is an event that the API of the {server} version sends. The crate of the {client} version may not read it: {}",
            words::why(change)
        );
        Some(file(change, self.files[3], about, &event.text("https://your-server.example.com")))
    }

    fn request(&self, change: &Change, mut found: sent::Found) -> Shown {
        let [client, server] = self.words;
        let sends = format!("is a request that the {client} client sends.");
        let about = match &found.fate {
            Fate::Refused(why) => {
                format!("{sends} The {server} server refuses it: {}.", escaped(why))
            }
            Fate::ReadOtherwise => {
                format!("{sends} The {server} server reads other values of it.")
            }
            Fate::Taken => format!(
                "{sends} A mock of the {server} server cannot tell whether that takes it: {}",
                words::why(change)
            ),
        };
        // What is asked for is what such a change is about.
        if sent::is_asked(change.kind) {
            let media_type = self.accepted(change);
            found.request.headers.extend(media_type.map(|it| ("Accept".to_owned(), it)));
        }
        let text = found.request.text(&url(change, self.client, self.words[0] == "new"));
        file(change, self.files[0], about, &text)
    }

    /// The media type that a change names: of two, the one of the client.
    fn accepted(&self, change: &Change) -> Option<String> {
        let subjects = sent::subjects(&change.what).into_iter();
        let mut media_types = subjects.filter(|subject| subject.contains('/'));
        let first = media_types.next()?;
        let second = media_types.next().unwrap_or(first);
        Some(if self.words[0] == "old" { first } else { second }.to_owned())
    }

    /// An answer, and a program that reads it.
    fn answer(&self, change: &Change, answer: &answered::Answer) -> Vec<Shown> {
        let [client, server] = self.words;
        let (method, path) = &answer.operation;
        let operation = escaped(&format!("{method} {path}")).into_owned();
        let about = format!(
            "is an answer of the {server} server to {operation}. The {client} client does not read it as what it says: {}.",
            escaped(&answer.why)
        );
        let head = [
            title(change),
            String::new(),
            format!(
                "This prints what the {client} client makes of an answer of the {server} server."
            ),
        ];
        let file = file(change, self.files[1], about, &answer.text());
        let program = reading::program(self.client, answer, &head).map(|text| Shown {
            file: self.files[2],
            compiled: self.compiled,
            text,
            about: format!("is a program that reads this answer with the {client} crate."),
        });
        [Some(file), program].into_iter().flatten().collect()
    }
}

/// A file with what goes over the wire, and with what is said of it as comments.
pub(super) fn file(change: &Change, file: &'static str, about: String, text: &str) -> Shown {
    let text = format!("# {}\n# This {about}\n\n{text}", title(change));
    Shown { file, compiled: &[], text, about }
}

/// What has happened.
pub(super) fn title(change: &Change) -> String {
    let (code, summary) = (change.kind.code(), words::summary(change));
    format!("`{code}`: {summary}: {}.", escaped(&change.what))
}

/// Where the client sends its requests: to the server that the change is about, if it is about
/// one that has no variables.
pub(super) fn url(change: &Change, client: &Side<'_>, is_new: bool) -> String {
    let is_of_server = sent::is_about_server(change.kind);
    let subjects = sent::subjects(&change.what).into_iter();
    let mut urls = subjects
        .filter(|subject| is_of_server && subject.contains("://") && !subject.contains('{'));
    let url = if is_new { urls.next_back() } else { urls.next() };
    let usual = [&*client.party.base_url, "https://api.example.com"];
    let usual = usual.into_iter().find(|url| !url.is_empty());
    url.or(usual).unwrap_or_default().to_owned()
}
