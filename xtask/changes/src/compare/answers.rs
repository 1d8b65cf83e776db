//! What the answers to an operation are read as, in both versions.

use std::collections::BTreeSet;

use document::Document;
use document::pointer;
use generator::ir::{
    Alternative, ByStatus, Content, Errors, Header, HeaderSet, Operation, OperationOutput,
};

use super::Comparison;
use super::operations::{method, request, shown};
use super::paired::Paired;
use super::types::Relation;
use crate::Version;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn answers(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        was: Version<'a>,
        is: Version<'a>,
    ) {
        let tell = |comparison: &mut Self, kind, what: String, item: String| {
            comparison
                .tell(kind, Side::Received, what)
                .was(&responses(old))
                .is(&responses(new))
                .item(item);
        };
        if let Some((kind, types)) = self.output(&old.output, &new.output) {
            tell(self, kind, format!("a success of {}", shown(new)), method(new));
            if let Some(change) = self.changes.last_mut() {
                change.items.extend(types);
            }
        }
        if let Some(kind) = self.errors(old.errors.as_ref(), new.errors.as_ref()) {
            tell(self, kind, shown(new), method(new));
        }
        self.alternatives(old, new);
        if old.accept != new.accept {
            let [was, is] = [old, new].map(|operation| match &operation.accept {
                Some(accept) => format!("`{accept}`"),
                None => "the usual one".to_owned(),
            });
            tell(self, Kind::AcceptChanged, format!("{}: {was} is {is}", shown(new)), method(new));
        }
        match (old.is_paged, new.is_paged) {
            (false, true) => tell(self, Kind::PagesAdded, shown(new), method(new)),
            (true, false) => tell(self, Kind::PagesRemoved, shown(new), method(new)),
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
            (ByStatus(was), ByStatus(is)) => {
                if self.by_status(was, is) {
                    return None;
                }
                Kind::SuccessByStatusChanged
            }
            (Redirect, Redirect) => return None,
            (ByStatus(_), _) | (_, ByStatus(_)) => Kind::SuccessByStatusChanged,
            (Redirect, _) | (_, Redirect) => Kind::SuccessContentChanged,
        };
        let types = self.added_types(new.contents().filter_map(Content::json));
        Some((kind, types))
    }

    /// What has become of content, if anything.
    fn content(&mut self, old: &'a Content, new: &'a Content) -> Option<Kind> {
        match (old, new) {
            (Content::Json(was), Content::Json(is)) => match self.relation(was, is) {
                Relation::Changed => Some(Kind::SuccessContentChanged),
                relation => relation.kind(),
            },
            (was, is) if was == is => None,
            _ => Some(Kind::SuccessContentChanged),
        }
    }

    /// Whether contents by status are as they were.
    fn by_status(&mut self, old: &'a ByStatus, new: &'a ByStatus) -> bool {
        let mut is_same = old.name == new.name && old.cases.len() == new.cases.len();
        for (was, is) in old.cases.iter().zip(&new.cases) {
            let is_fit = self.content(&was.content, &is.content).is_none();
            is_same &= was.status == is.status && was.name == is.name && is_fit;
        }
        is_same
    }

    fn errors(&mut self, old: Option<&'a Errors>, new: Option<&'a Errors>) -> Option<Kind> {
        let is_same = match (old, new) {
            (None, None) => true,
            (None, Some(_)) => return Some(Kind::ErrorContentAdded),
            (Some(Errors::One(was)), Some(Errors::One(is))) => self.content(was, is).is_none(),
            (Some(Errors::ByStatus(was)), Some(Errors::ByStatus(is))) => self.by_status(was, is),
            _ => false,
        };
        (!is_same).then_some(Kind::ErrorContentChanged)
    }

    /// Compares the contents that can be asked for in place of the usual one.
    fn alternatives(&mut self, old: &'a Operation, new: &'a Operation) {
        let item = |operation: &Operation, alternative: &Alternative| {
            format!("{}::{}", request(operation), alternative.name.field())
        };
        let what =
            |alternative: &Alternative| format!("{}: `{}`", shown(new), alternative.media_type);
        let mut paired = Paired::new(&old.alternatives, &new.alternatives);
        for (was, is) in paired.by(|alternative| Some(&alternative.media_type)) {
            if self.content(&was.content, &is.content).is_some() || was.name != is.name {
                self.tell(Kind::SuccessContentChanged, Side::Received, what(is))
                    .was(&responses(old))
                    .is(&responses(new))
                    .item(item(new, is));
            }
        }
        for gone in paired.old {
            self.tell(Kind::AnswerMediaTypeRemoved, Side::Received, what(gone))
                .was(&responses(old))
                .item(item(old, gone));
        }
        for come in paired.new {
            self.tell(Kind::AnswerMediaTypeAdded, Side::Received, what(come))
                .is(&responses(new))
                .item(item(new, come));
        }
    }

    /// Compares the statuses that are described.
    fn statuses(&mut self, old: &Operation, new: &Operation, was: &Document, is: &Document) {
        let (were, are) = (statuses(old, was), statuses(new, is));
        for status in were.difference(&are) {
            self.tell(Kind::StatusRemoved, Side::Received, format!("{status} of {}", shown(new)))
                .was(&format!("{}/{status}", responses(old)))
                .is(&responses(new))
                .item(method(new));
        }
        for status in are.difference(&were) {
            self.tell(Kind::StatusAdded, Side::Received, format!("{status} of {}", shown(new)))
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

fn responses(operation: &Operation) -> String {
    format!("{}/responses", operation.at)
}

fn statuses(operation: &Operation, document: &Document) -> BTreeSet<String> {
    let responses = document.value.pointer(&responses(operation));
    let keys = responses.and_then(|responses| responses.as_object()).into_iter().flatten();
    keys.map(|(status, _)| pointer::escape(status).to_string()).collect()
}
