//! Answers that are streams, in both versions.

use generator::ir::{EventStream, Operation};

use super::Comparison;
use super::operations::{request, shown};
use super::paired::Paired;
use super::places;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    /// Compares the streams that can be asked for. Each kind has one method.
    pub(super) fn streams(&mut self, old: &'a Operation, new: &'a Operation) {
        let documents = self.documents;
        let item = |operation: &Operation, stream: &EventStream| {
            format!("{}::{}", request(operation), stream.name.field())
        };
        let what = |stream: &EventStream| format!("{}: `{}`", shown(new), stream.media_type);
        let mut paired = Paired::new(&old.streams, &new.streams);
        for (was, is) in paired.by(|stream| Some(&stream.name)) {
            let of_items = self.received(&was.item, &is.item);
            let is_read_alike = was.framing == is.framing;
            let kinds = [
                of_items.or((!is_read_alike).then_some(Kind::SuccessContentChanged)),
                (was.media_type != is.media_type).then_some(Kind::AcceptChanged),
                (was.end != is.end).then_some(Kind::StreamEndChanged),
            ];
            for kind in kinds.into_iter().flatten() {
                self.tell(kind, Side::Received, what(is))
                    .was(&places::answer(documents.old, old, &was.media_type))
                    .is(&places::answer(documents.new, new, &is.media_type))
                    .item(item(new, is));
            }
        }
        for gone in paired.old {
            self.tell(Kind::AnswerMediaTypeRemoved, Side::Received, what(gone))
                .was(&places::answer(documents.old, old, &gone.media_type))
                .is(&new.at)
                .item(item(old, gone));
        }
        for come in paired.new {
            self.tell(Kind::AnswerMediaTypeAdded, Side::Received, what(come))
                .was(&old.at)
                .is(&places::answer(documents.new, new, &come.media_type))
                .item(item(new, come));
        }
    }
}
