//! What the answers to an operation are read as, in both versions.

use std::borrow::Cow;
use std::collections::BTreeSet;

use document::Document;
use document::pointer;
use generator::ir::{
    Alternative, ByStatus, Content, Errors, Header, HeaderSet, Operation, OperationOutput, Type,
};

use super::Comparison;
use super::operations::{method, request, shown};
use super::paired::Paired;
use super::places::{self, responses};
use super::types::{Relation, types};
use crate::Version;
use crate::kind::{Kind, Side};

/// What the statuses of successes begin with.
const SUCCESS: [char; 2] = ['2', '3'];

/// What the statuses of errors begin with.
const FAILURE: [char; 2] = ['4', '5'];

/// What has become of contents that differ by status.
enum Cases {
    Same,
    /// There are more, and those that were there are as they were.
    Added,
    Changed,
}

impl<'a> Comparison<'a> {
    pub(super) fn answers(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        was: Version<'a>,
        is: Version<'a>,
    ) {
        let tell = |comparison: &mut Self, kind, what: String, digits| {
            comparison
                .tell(kind, Side::Received, what)
                .was(&places::response(was.document, old, digits))
                .is(&places::response(is.document, new, digits))
                .item(method(new));
        };
        if let Some((kind, types)) = self.output(&old.output, &new.output) {
            let how = how(&old.output, &new.output);
            tell(self, kind, format!("a success of {}{how}", shown(new)), SUCCESS);
            self.add_items(types);
        }
        if let Some((kind, types)) = self.errors(old.errors.as_ref(), new.errors.as_ref()) {
            tell(self, kind, format!("errors of {}", shown(new)), FAILURE);
            self.add_items(types);
        }
        self.alternatives(old, new);
        self.streams(old, new);
        if old.accept != new.accept {
            let [was, is] = [old, new].map(|operation| match &operation.accept {
                Some(accept) => format!("`{accept}`"),
                None => "the usual one".to_owned(),
            });
            let what = format!("{}: {was} is {is}", shown(new));
            tell(self, Kind::AcceptChanged, what, SUCCESS);
        }
        match (&old.next_page, &new.next_page) {
            (None, Some(_)) => tell(self, Kind::PagesAdded, shown(new), SUCCESS),
            (Some(_), None) => tell(self, Kind::PagesRemoved, shown(new), SUCCESS),
            (Some(was), Some(is)) if !was.is_same(is) => {
                tell(self, Kind::PagesChanged, shown(new), SUCCESS);
            }
            _ => {}
        }
        // Ways to send a body have the same answers.
        if !new.is_body_variant {
            self.statuses(old, new, was.document, is.document);
            self.header_sets(old, new, was, is);
        }
    }

    /// What has become of the content of a success, and the types that came or went with it.
    fn output(
        &mut self,
        old: &'a OperationOutput,
        new: &'a OperationOutput,
    ) -> Option<(Kind, Vec<String>)> {
        use OperationOutput::{ByStatus, One, Optional, Redirect};

        let kind = match (old, new) {
            (One(was), One(is)) | (Optional(was), Optional(is)) => self.content(was, is)?,
            (One(was), Optional(is)) => self.content(was, is).unwrap_or(Kind::SuccessOptionalNow),
            (Optional(was), One(is)) => self.content(was, is).unwrap_or(Kind::SuccessAlwaysNow),
            (ByStatus(was), ByStatus(is)) => match self.by_status(was, is) {
                Cases::Same => return None,
                Cases::Added => Kind::SuccessVariantAdded,
                Cases::Changed => Kind::SuccessByStatusChanged,
            },
            (Redirect, Redirect) => return None,
            (ByStatus(_), _) | (_, ByStatus(_)) => Kind::SuccessByStatusChanged,
            (Redirect, _) | (_, Redirect) => Kind::SuccessContentChanged,
        };
        let mut types = enums([old, new].map(|output| match output {
            ByStatus(by_status) => Some(by_status),
            _ => None,
        }));
        types.extend(self.removed_types(old.contents().filter_map(Content::json)));
        types.extend(self.added_types(new.contents().filter_map(Content::json)));
        Some((kind, types))
    }

    /// What has become of content, if anything.
    fn content(&mut self, old: &'a Content, new: &'a Content) -> Option<Kind> {
        match (old, new) {
            (Content::Json(was), Content::Json(is)) => self.received(was, is),
            (was, is) if was == is => None,
            _ => Some(Kind::SuccessContentChanged),
        }
    }

    /// What has become of a type that is received.
    pub(super) fn received(&mut self, was: &'a Type, is: &'a Type) -> Option<Kind> {
        match self.relation(was, is) {
            Relation::Changed => Some(Kind::SuccessContentChanged),
            relation => relation.kind(),
        }
    }

    /// What has become of contents by status.
    fn by_status(&mut self, old: &'a ByStatus, new: &'a ByStatus) -> Cases {
        let mut paired = Paired::new(&old.cases, &new.cases);
        let mut is_same = old.name == new.name;
        for (was, is) in paired.by(|case| Some(case.status)) {
            is_same &= self.content(&was.content, &is.content).is_none() && was.name == is.name;
        }
        match (is_same && paired.old.is_empty(), paired.new.is_empty()) {
            (true, true) => Cases::Same,
            (true, false) => Cases::Added,
            (false, _) => Cases::Changed,
        }
    }

    /// What has become of the types of errors, and the types that came or went with them.
    fn errors(
        &mut self,
        old: Option<&'a Errors>,
        new: Option<&'a Errors>,
    ) -> Option<(Kind, Vec<String>)> {
        let kind = match (old, new) {
            (None, None) => return None,
            // Types that came or went are told of alone: no item of the operation names them.
            (None | Some(Errors::One(_)), None | Some(Errors::One(_))) => {
                let [was, is] = [old, new].map(|errors| errors.and_then(|it| it.contents().next()));
                return match (was, is) {
                    (Some(was), Some(is)) => {
                        self.content(was, is).map(|_| Kind::ErrorContentChanged)
                    }
                    (None, Some(_)) => Some(Kind::ErrorContentAdded),
                    _ => Some(Kind::ErrorContentRemoved),
                }
                .map(|kind| (kind, Vec::new()));
            }
            (None | Some(Errors::One(_)), Some(Errors::ByStatus(_))) => Kind::ErrorEnumAdded,
            (Some(Errors::ByStatus(_)), None | Some(Errors::One(_))) => Kind::ErrorEnumRemoved,
            (Some(Errors::ByStatus(was)), Some(Errors::ByStatus(is))) => {
                match self.by_status(was, is) {
                    Cases::Same => return None,
                    Cases::Added => Kind::ErrorVariantAdded,
                    Cases::Changed => Kind::ErrorEnumChanged,
                }
            }
        };
        let types = |errors: Option<&'a Errors>| {
            errors.into_iter().flat_map(Errors::contents).filter_map(Content::json)
        };
        let mut told = enums([old, new].map(|errors| errors.and_then(Errors::by_status)));
        told.extend(self.removed_types(types(old)));
        told.extend(self.added_types(types(new)));
        Some((kind, told))
    }

    /// Compares the contents that can be asked for in place of the usual one.
    fn alternatives(&mut self, old: &'a Operation, new: &'a Operation) {
        let documents = self.documents;
        let item = |operation: &Operation, alternative: &Alternative| {
            format!("{}::{}", request(operation), alternative.name.field())
        };
        let what =
            |alternative: &Alternative| format!("{}: `{}`", shown(new), alternative.media_type);
        let mut paired = Paired::new(&old.alternatives, &new.alternatives);
        for (was, is) in paired.by(|alternative| Some(&alternative.media_type)) {
            if self.content(&was.content, &is.content).is_some() || was.name != is.name {
                self.tell(Kind::SuccessContentChanged, Side::Received, what(is))
                    .was(&places::answer(documents.old, old, &was.media_type))
                    .is(&places::answer(documents.new, new, &is.media_type))
                    .item(item(new, is));
            }
        }
        for gone in paired.old {
            self.tell(Kind::AnswerMediaTypeRemoved, Side::Received, what(gone))
                .was(&places::answer(documents.old, old, &gone.media_type))
                .is(&places::response(documents.new, new, SUCCESS))
                .item(item(old, gone));
        }
        for come in paired.new {
            self.tell(Kind::AnswerMediaTypeAdded, Side::Received, what(come))
                .was(&places::response(documents.old, old, SUCCESS))
                .is(&places::answer(documents.new, new, &come.media_type))
                .item(item(new, come));
        }
    }

    /// Adds items to the change that was told last.
    fn add_items(&mut self, items: Vec<String>) {
        if let Some(change) = self.changes.last_mut() {
            change.items.extend(items);
        }
    }

    /// Compares the statuses that are described.
    fn statuses(&mut self, old: &Operation, new: &Operation, was: &Document, is: &Document) {
        let statuses = |operation, document| -> BTreeSet<Cow<'_, str>> {
            places::statuses(document, operation).map(pointer::escape).collect()
        };
        let (were, are) = (statuses(old, was), statuses(new, is));
        for status in were.difference(&are) {
            self.tell(Kind::StatusRemoved, Side::Received, format!("{status} of {}", shown(new)))
                .was(&format!("{}/{status}", responses(old)))
                .is(&responses(new))
                .item(method(new));
        }
        // Where the lock keeps what a method returns, there is no place for a success without content.
        let has_content =
            |it: &Operation| matches!(&it.output, OperationOutput::One(Content::Json(_)));
        let is_always = has_content(old) && has_content(new);
        for status in are.difference(&were) {
            let is_empty = status.starts_with('2') && places::is_empty(is, new, status);
            let kind =
                if is_always && is_empty { Kind::EmptySuccessAdded } else { Kind::StatusAdded };
            self.tell(kind, Side::Received, format!("{status} of {}", shown(new)))
                .was(&responses(old))
                .is(&format!("{}/{status}", responses(new)))
                .item(method(new));
        }
    }

    /// Compares the headers of the answers.
    fn header_sets(&mut self, old: &Operation, new: &Operation, was: Version<'a>, is: Version<'a>) {
        let [were, are] = [(old, was), (new, is)].map(|(operation, version)| {
            let sets = &version.api.header_sets;
            let sets = operation.headers.iter().filter_map(|index| sets.get(*index));
            sets.collect::<Vec<&'a HeaderSet>>()
        });
        let mut paired = Paired::new(were, are);
        for (was, is) in paired.by(|set| Some(&set.name)) {
            let mut headers = Paired::new(&was.headers, &is.headers);
            for (old, new) in headers.by(|header| Some(header.wire_name.to_ascii_lowercase())) {
                let is_named = old.name == new.name;
                if !is_named || self.relation(&old.ty, &new.ty) != Relation::Same {
                    self.header(Kind::HeaderTypeChanged, is, new, (Some(old), Some(new)));
                }
            }
            for header in headers.old {
                self.header(Kind::HeaderRemoved, was, header, (Some(header), None));
            }
            for header in headers.new {
                self.header(Kind::HeaderAdded, is, header, (None, Some(header)));
            }
        }
        for set in paired.old {
            for header in &set.headers {
                self.header(Kind::HeaderRemoved, set, header, (Some(header), None));
            }
        }
        for set in paired.new {
            for header in &set.headers {
                self.header(Kind::HeaderAdded, set, header, (None, Some(header)));
            }
        }
    }

    /// Tells of a header, once for all operations that have it.
    fn header(
        &mut self,
        kind: Kind,
        set: &HeaderSet,
        header: &Header,
        (was, is): (Option<&Header>, Option<&Header>),
    ) {
        let item = format!("response_headers::{}.{}", set.name.type_name(), header.name.field());
        if self.changes.iter().any(|change| change.kind == kind && change.items.contains(&item)) {
            return;
        }
        self.tell(kind, Side::Received, format!("`{}`", header.wire_name)).item(item);
        if let Some(change) = self.changes.last_mut() {
            change.old = was.map(|header| header.at.clone());
            change.new = is.map(|header| header.at.clone());
        }
    }
}

/// Both types of the content of a success, if they are different.
fn how(old: &OperationOutput, new: &OperationOutput) -> String {
    let [was, is] = [old, new].map(|output| match output {
        OperationOutput::One(content) | OperationOutput::Optional(content) => content.json(),
        OperationOutput::ByStatus(_) | OperationOutput::Redirect => None,
    });
    let both = was.zip(is).filter(|(was, is)| was != is);
    both.map_or_else(String::new, |(was, is)| format!(": {}", types(was, is)))
}

/// The enums of contents that differ by status.
fn enums(versions: [Option<&ByStatus>; 2]) -> Vec<String> {
    let enums = versions.into_iter().flatten();
    let mut enums: Vec<_> =
        enums.map(|it| format!("operations::{}", it.name.type_name())).collect();
    enums.dedup();
    enums
}
