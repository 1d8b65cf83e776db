//! The inputs of an operation of both versions.

use generator::ir::{Operation, OperationInput};

use super::Comparison;
use super::operations::{method, request, shown};
use super::paired::{Paired, is_reordered};
use super::types::{Relation, types};
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    pub(super) fn inputs(&mut self, old: &'a Operation, new: &'a Operation) {
        let mut paired = Paired::new(&old.inputs, &new.inputs);
        paired.by(|input| Some((input.place(), &input.wire_name)));
        // What a parameter of a path is called is not sent.
        let number = |operation: &'a Operation, input: &OperationInput| {
            let names = operation.path.split('{').skip(1).map(|part| part.split('}').next());
            let number = names.into_iter().position(|name| name == Some(&input.wire_name));
            number.filter(|_| input.place() == "path")
        };
        let in_old = |input: &OperationInput| old.inputs.iter().any(|it| std::ptr::eq(it, input));
        paired.by(|input| number(if in_old(input) { old } else { new }, input));
        for (was, is) in paired.by(|input| Some(&input.wire_name)) {
            let what =
                format!("{}, in the {}, is in the {}", input(new, is), was.place(), is.place());
            self.tell(Kind::InputMoved, Side::Sent, what)
                .was(&was.at)
                .is(&is.at)
                .item(item(new, is));
        }
        for (was, is) in paired.by(|input| Some(&input.name)) {
            let what = format!("{} is `{}`", input(old, was), is.wire_name);
            self.tell(Kind::InputSentAsAnother, Side::Sent, what)
                .was(&was.at)
                .is(&is.at)
                .item(item(new, is));
        }
        for (was, is) in &paired.both {
            self.input(was, (new, is));
        }
        let order = |operation: &'a Operation, others: &'a Operation| -> Vec<&'a str> {
            let is_required =
                |input: &&OperationInput| others.required().any(|other| other.name == input.name);
            let kept = operation.required().filter(is_required);
            kept.map(|input| input.name.words()).collect()
        };
        if is_reordered(&order(old, new), &order(new, old)) {
            self.tell(Kind::InputsReordered, Side::Sent, shown(new))
                .was(&old.at)
                .is(&new.at)
                .item(method(new));
        }
        for gone in paired.old {
            let kind =
                if gone.required { Kind::RequiredInputRemoved } else { Kind::OptionalInputRemoved };
            let types = self.removed_types([&gone.ty]);
            self.tell(kind, Side::Sent, input(old, gone))
                .was(&gone.at)
                .is(&new.at)
                .item(item(old, gone))
                .items(types);
        }
        for come in paired.new {
            let kind =
                if come.required { Kind::RequiredInputAdded } else { Kind::OptionalInputAdded };
            let types = self.added_types([&come.ty]);
            self.tell(kind, Side::Sent, input(new, come))
                .was(&old.at)
                .is(&come.at)
                .item(item(new, come))
                .items(types);
        }
    }

    fn input(&mut self, was: &'a OperationInput, (new, is): (&'a Operation, &'a OperationInput)) {
        let what = input(new, is);
        let tell = |comparison: &mut Self, kind, what: String| {
            comparison.tell(kind, Side::Sent, what).was(&was.at).is(&is.at).item(item(new, is));
        };
        if was.name != is.name {
            let renamed = format!("{what}: `{}` is `{}`", was.name.field(), is.name.field());
            let is_taken = new.inputs.iter().any(|input| input.name == was.name);
            let kind = if is_taken { Kind::InputSentAsAnother } else { Kind::InputRenamed };
            tell(self, kind, renamed);
        }
        match (was.required, is.required) {
            (false, true) => tell(self, Kind::InputRequiredNow, what.clone()),
            (true, false) => tell(self, Kind::InputOptionalNow, what.clone()),
            _ => {}
        }
        let relation = self.relation(&was.ty, &is.ty);
        if let Some(kind) = relation.kind() {
            tell(self, kind, format!("{what}: {}", types(&was.ty, &is.ty)));
            let mut types = self.removed_types([&was.ty]);
            types.extend(self.added_types([&is.ty]));
            if let Some(change) = self.changes.last_mut() {
                change.items.extend(types);
            }
        }
        if was.location != is.location && was.place() == is.place() && relation <= Relation::Boxed {
            tell(self, Kind::InputStyleChanged, what.clone());
        }
        // That of a body is compared with the operation.
        if was.media_type != is.media_type && was.place() == "part" {
            tell(self, Kind::RequestMediaTypeChanged, what.clone());
        }
        self.deprecation(
            (was.deprecated.is_some(), &was.at),
            (is.deprecated.is_some(), &is.at),
            (what, item(new, is)),
        );
        if relation <= Relation::Boxed {
            let schemas = (input(new, is), item(new, is));
            self.schemas.add_input(self.documents, (was, is), schemas);
        }
        if was.docs != is.docs {
            self.documented.push((item(new, is), was.at.clone(), is.at.clone()));
        }
    }
}

/// What messages call an input.
fn input(operation: &Operation, input: &OperationInput) -> String {
    match input.place() {
        "body" => format!("the body of {}", shown(operation)),
        _ => format!("`{}` of {}", input.wire_name, shown(operation)),
    }
}

/// The argument or the setter of an input.
fn item(operation: &Operation, input: &OperationInput) -> String {
    if input.required {
        format!("{}({})", method(operation), input.name.field())
    } else {
        format!("{}::{}", request(operation), input.name.field())
    }
}
