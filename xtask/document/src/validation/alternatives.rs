//! Schemas that are made of others: `allOf`, `anyOf`, `oneOf` and `not`.

use serde_json::Value;

use super::{Checked, LocatedSchema, Validator, is_type};
use crate::diagnostics::Place;

impl<'v> Validator<'v> {
    pub(super) fn composition(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let parts = schema.place.key("allOf");
        for (index, part) in schema.list("allOf").iter().enumerate() {
            self.value(schema.child(part, parts.index(index)), value, at, depth + 1)?;
        }
        self.alternatives(schema, "anyOf", value, at, depth)?;
        self.alternatives(schema, "oneOf", value, at, depth)?;
        let Some(not) = schema.get("not") else { return Ok(()) };
        let place = schema.place.key("not");
        if self.fits(schema.child(not, place), value, at, depth + 1) {
            let problem = || "is what it must not be by `not`".to_owned();
            return self.report(schema, "not", at, problem, || None);
        }
        Ok(())
    }

    fn alternatives(
        &mut self,
        schema: &LocatedSchema<'v, '_>,
        keyword: &'static str,
        value: &Value,
        at: &Place<'_>,
        depth: usize,
    ) -> Checked {
        let all = schema.list(keyword);
        if all.is_empty() {
            return Ok(());
        }
        let parts = schema.place.key(keyword);
        let part = |index| schema.child(&all[index], parts.index(index));
        if let Some(chosen) = chosen(schema, all, value) {
            return self.value(part(chosen), value, at, depth + 1);
        }
        let mut fitting = 0;
        for index in 0..all.len() {
            fitting += usize::from(self.fits(part(index), value, at, depth + 1));
        }
        if fitting == 0 {
            // If there is only one that could be meant, what is wrong with it tells more.
            let mut meant = (0..all.len()).filter(|&index| {
                let kind = self.followed(part(index)).text("type");
                kind.is_none_or(|kind| is_type(value, kind))
            });
            if let (Some(only), None) = (meant.next(), meant.next()) {
                return self.value(part(only), value, at, depth + 1);
            }
            let problem = || format!("fits none of the schemas of `{keyword}`");
            return self.report(schema, keyword, at, problem, || None);
        }
        if fitting > 1 && keyword == "oneOf" && schema.get("discriminator").is_none() {
            let problem = || "fits several schemas of `oneOf`".to_owned();
            let help =
                || Some("write `anyOf`, or a `discriminator` that tells them apart".to_owned());
            return self.report(schema, keyword, at, problem, help);
        }
        Ok(())
    }
}

/// Which of the alternatives the discriminator says that a value is.
fn chosen(schema: &LocatedSchema<'_, '_>, all: &[Value], value: &Value) -> Option<usize> {
    let discriminator = schema.get("discriminator")?;
    let name = value.get(discriminator.get("propertyName")?.as_str()?)?.as_str()?;
    let mapped = discriminator.get("mapping").and_then(|mapping| mapping.get(name)?.as_str());
    let meant = mapped.unwrap_or(name);
    all.iter().position(|part| {
        let reference = part.get("$ref").and_then(Value::as_str);
        reference.is_some_and(|it| it == meant || it.rsplit('/').next() == Some(meant))
    })
}
