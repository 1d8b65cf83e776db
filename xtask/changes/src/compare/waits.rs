//! How callers wait, in both versions.

use generator::ir::{Operation, Type, Wait};

use super::Comparison;
use super::operations::{request, shown};
use super::paired::Paired;
use crate::kind::{Kind, Side};

impl<'a> Comparison<'a> {
    /// Compares the waits of an operation of both versions. All models have been paired before.
    pub(super) fn waits(&mut self, old: &'a Operation, new: &'a Operation) {
        let mut paired = Paired::new(&old.waits, &new.waits);
        paired.by(|wait| Some(&wait.name));
        let mut added = std::mem::take(&mut paired.new);
        let mut removed = Vec::new();
        for was in std::mem::take(&mut paired.old) {
            match added.iter().position(|is| was.is_same(is)) {
                Some(index) => {
                    let is = added.remove(index);
                    let what = format!("{}: {} is {}", shown(new), method(was), method(is));
                    self.tell(Kind::WaitRenamed, Side::Any, what)
                        .was(&was.at)
                        .is(&is.at)
                        .item(item(old, was));
                }
                None => removed.push(was),
            }
        }
        for (was, is) in paired.both {
            let kind = if !self.returns_same(was, is) {
                Kind::WaitReturnsAnother
            } else if !was.is_same(is) {
                Kind::WaitChanged
            } else {
                continue;
            };
            self.tell(kind, Side::Any, format!("{}: {}", shown(new), method(is)))
                .was(&was.at)
                .is(&is.at)
                .item(item(new, is));
        }
        for wait in removed {
            self.tell(Kind::WaitRemoved, Side::Any, format!("{}: {}", shown(old), method(wait)))
                .was(&wait.at)
                .is(&new.at)
                .item(item(old, wait));
        }
        for wait in added {
            self.tell(Kind::WaitAdded, Side::Any, format!("{}: {}", shown(new), method(wait)))
                .was(&old.at)
                .is(&wait.at)
                .item(item(new, wait));
        }
    }

    /// Whether what two waits return is of the same type, whatever it is called, and so is the error:
    /// it has what was created, if anything is.
    fn returns_same(&self, old: &'a Wait, new: &'a Wait) -> bool {
        let types = (unboxed(&old.thing.ty), unboxed(&new.thing.ty));
        let is_same = match types {
            (Type::Model(was), Type::Model(is)) | (Type::Enum(was), Type::Enum(is)) => {
                was == is || self.paired.contains(&(was, is))
            }
            (was, is) => was == is,
        };
        is_same && old.question.is_some() == new.question.is_some()
    }
}

fn unboxed(ty: &Type) -> &Type {
    match ty {
        Type::Boxed(inner) => inner,
        ty => ty,
    }
}

fn method(wait: &Wait) -> String {
    format!("`{}`", wait.name.field())
}

fn item(operation: &Operation, wait: &Wait) -> String {
    format!("{}::{}", request(operation), wait.name.field())
}
