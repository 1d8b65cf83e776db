//! What of forms cannot be sent, and what is left out for it.

use openapiv3::Encoding;

use crate::docs::code_span;
use crate::lower::Lowering;
use crate::lower::media::Handling;
use crate::lower::operation::body::BodyVariant;
use crate::lower::operation::entries::Entries;
use crate::lower::operation::parameter::is_deep;
use crate::lower::operation::unsendable::NestedList;
use crate::lower::schema::view::{SchemaRef, ValueKind, View};
use document::diagnostics::{Fix, LeftOut, Place, quoted};
use document::media_type::is_json;

impl<'a> Lowering<'a> {
    /// Why a field of a form cannot be sent with its encoding, if it cannot.
    pub(super) fn field_problem(
        &self,
        schema: SchemaRef<'a>,
        encoding: &Encoding,
    ) -> Option<String> {
        if let Some(style) = &encoding.style {
            let is_nested = self.entries(schema) == Some(Entries::Parts) && !is_deep(style);
            return is_nested.then(|| NestedList::WHAT.to_owned());
        }
        let media_type = encoding.content_type.as_deref().filter(|it| !is_json(it))?;
        self.is_nested(schema).then(|| {
            format!(
                "a list or an object as {}, which the client does not write",
                code_span(media_type)
            )
        })
    }

    /// Leaves out forms that cannot be sent, and fields without which a form can be. None if the
    /// operation is left out, because it requires a body and no other way to send it is left.
    pub(super) fn leave_out_forms(
        &mut self,
        variants: &mut Vec<BodyVariant<'a>>,
        content: Place<'_>,
        operation: Place<'_>,
    ) -> Option<()> {
        let (mut left, mut problems) = (Vec::with_capacity(variants.len()), Vec::new());
        for variant in variants.drain(..) {
            let here = content.key(variant.media_types[0]);
            match self.form_problem(&variant, here) {
                Some(problem) => problems.push((variant, problem)),
                None => left.push(variant),
            }
        }
        let needs_body = problems.iter().any(|(variant, _)| variant.body.required);
        for (variant, problem) in problems {
            let here = content.key(variant.media_types[0]);
            if left.is_empty() && needs_body {
                let message = format!("this operation is left out: {problem}");
                self.leave_out(LeftOut::Operation, operation, message)
                    .at_key()
                    .help("callers can make it by `Client::request`")
                    .fix(Fix::remove(&operation))
                    .related(&here, "this body");
            } else {
                let message = format!("this content is left out: {problem}");
                self.leave_out(LeftOut::Content, here, message)
                    .at_key()
                    .help("callers can send it by `into_request()` and `body`")
                    .fix(Fix::remove(&here));
            }
        }
        let is_left = !left.is_empty() || !needs_body;
        *variants = left;
        is_left.then_some(())
    }

    /// Why a body cannot be sent as a form, if it cannot. Fields that are not required are left out
    /// instead.
    fn form_problem(&mut self, variant: &BodyVariant<'a>, place: Place<'_>) -> Option<String> {
        let schema = SchemaRef::from(variant.media.schema.as_ref()?);
        if variant.handling != Handling::Form {
            return None;
        }
        if matches!(
            View::new(self.resolved_schema(schema)?).kind,
            ValueKind::Array { .. }
                | ValueKind::Boolean
                | ValueKind::Integer { .. }
                | ValueKind::Number { .. }
                | ValueKind::String { .. }
        ) {
            return Some("a form has to be an object".to_owned());
        }
        let encodings = place.key("encoding");
        let Some(object) = self.fields(variant.media) else {
            let name = variant.media.encoding.keys().next()?;
            return Some(format!(
                "how its field {} is sent can be told of properties only, and the form has others",
                quoted(name)
            ));
        };
        let mut problem = None;
        for (name, encoding) in &variant.media.encoding {
            let Some(&schema) = object.properties.get(name.as_str()) else { continue };
            let Some(why) = self.field_problem(schema, encoding) else { continue };
            if object.required.contains(&name.as_str()) {
                problem.get_or_insert(format!(
                    "it requires the field {}, which is {why}",
                    quoted(name)
                ));
                continue;
            }
            let here = encodings.key(name);
            let message = format!("the field {} is left out: it is {why}", quoted(name));
            let call = code_span(&format!("form({name:?}, ..)"));
            self.leave_out(LeftOut::Field, here, message)
                .at_key()
                .help(format!(
                    "without this encoding, texts in lists are repeated fields, and objects are JSON; \
                     callers can send any text by `into_request()` and {call}"
                ))
                .fix(Fix::remove(&here));
        }
        problem
    }
}
