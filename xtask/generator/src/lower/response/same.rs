//! Successes of one operation that have the same content: what is written out in each is one type, so that
//! another success changes neither that nor its name.

use crate::lower::Lowering;
use crate::lower::references::Component;
use crate::lower::response::DescribedResponse;
use crate::lower::response::content::ResponseContent;
use crate::lower::schema::words::words_of_content;
use crate::lower::status::key_of;
use document::diagnostics::Place;

/// What the content of a response says, whatever its prose and its order.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Said<'a> {
    /// What a component says.
    Component(Component<'a>),
    /// The words of the schemas by media type, as they are written.
    Words(String),
}

impl<'a> Lowering<'a> {
    /// What the content of a response says.
    pub(super) fn said(&self, component: Option<Component<'a>>, place: Place<'_>) -> Said<'a> {
        if let Some(component) = component {
            return Said::Component(component);
        }
        let content = self.lookup.value(place.key("content"));
        let words = content.map(words_of_content).unwrap_or_default();
        self.effort.spend(words.len());
        Said::Words(words)
    }

    /// The contents of the successes of an operation. Those that say the same have one content: that of the
    /// one whose types the lock has, or of the first.
    pub(super) fn contents<'r>(
        &mut self,
        successes: &'r [DescribedResponse<'a>],
        (path, id): (&str, &str),
        place: Place<'_>,
    ) -> Vec<(&'r DescribedResponse<'a>, ResponseContent<'a>)> {
        let mut made: Vec<(&Option<Said<'a>>, ResponseContent<'a>)> = Vec::new();
        let contents = successes.iter().map(|success| {
            if let Some((_, content)) = made.iter().find(|(said, _)| **said == success.said) {
                return (success, content.clone());
            }
            let is_known = |other: &&DescribedResponse<'_>| {
                let key = key_of(other.status);
                self.memory.has_types_within(place.key(&key))
            };
            let same = successes.iter().filter(|other| other.said == success.said);
            let chosen = if same.clone().count() > 1 { same.clone().find(is_known) } else { None };
            let DescribedResponse { status, response, home, .. } = chosen.unwrap_or(success);
            let key = key_of(*status);
            let known = self.memory.read_as(id, &key);
            let content = self.content(response, known, (path, id), home, place.key(&key));
            made.push((&success.said, content.clone()));
            (success, content)
        });
        contents.collect()
    }
}
