//! Expressions that make values of public types, of the plainest content.

use super::Surface;
use super::usage::Signature;

/// How deep values are made of values.
const DEEPEST: usize = 6;

impl Surface {
    /// A call of a function that takes no receiver, with a value for each argument: texts say what the
    /// argument is called.
    #[must_use]
    pub fn call(&self, path: &str) -> Option<String> {
        self.call_within(path, DEEPEST)
    }

    /// A call of a method of a value.
    #[must_use]
    pub fn call_of(&self, value: &str, path: &str) -> Option<String> {
        let (_, name) = path.rsplit_once("::")?;
        Some(format!("{value}.{name}({})", self.arguments(path, DEEPEST)?))
    }

    /// A variant of an enum.
    #[must_use]
    pub fn variant(&self, path: &str) -> Option<String> {
        self.variant_within(path, DEEPEST)
    }

    /// A value of a public type.
    #[must_use]
    pub fn value_of(&self, path: &str) -> Option<String> {
        self.made(path, DEEPEST)
    }

    fn call_within(&self, path: &str, depth: usize) -> Option<String> {
        Some(format!("{path}({})", self.arguments(path, depth)?))
    }

    fn arguments(&self, path: &str, depth: usize) -> Option<String> {
        let signature = Signature::read(self.text(path)?)?;
        let arguments = signature.arguments.iter().filter_map(|it| it.split_once(": "));
        let values = arguments.map(|(name, ty)| self.value(ty, name, depth));
        Some(values.collect::<Option<Vec<_>>>()?.join(", "))
    }

    /// A value of a type that an argument of a name has.
    fn value(&self, ty: &str, name: &str, depth: usize) -> Option<String> {
        let depth = depth.checked_sub(1)?;
        let within = |start: &str| ty.strip_prefix(start)?.strip_suffix('>');
        if let Some(inner) = within("impl Into<") {
            return match inner {
                "String" => Some(format!("{name:?}")),
                inner => self.value(inner, name, depth),
            };
        }
        if let Some(inner) = within("impl IntoIterator<Item = ") {
            return Some(format!("[{}]", self.value(inner, name, depth)?));
        }
        if let Some(inner) = within("Vec<") {
            return Some(format!("vec![{}]", self.value(inner, name, depth)?));
        }
        if let Some(inner) = within("Option<") {
            return Some(format!("Some({})", self.value(inner, name, depth)?));
        }
        match ty {
            "&str" | "impl AsRef<str>" => Some(format!("{name:?}")),
            "String" => Some(format!("{name:?}.to_owned()")),
            "i32" | "i64" | "u32" | "u64" => Some("1".to_owned()),
            "f32" | "f64" => Some("1.5".to_owned()),
            "bool" => Some("true".to_owned()),
            "serde_json::Value" => Some(format!("serde_json::json!({name:?})")),
            ty => self.made(ty, depth),
        }
    }

    /// A value of a type of the crate: by its constructor, or its first variant that can be made.
    fn made(&self, path: &str, depth: usize) -> Option<String> {
        let constructor = format!("{path}::new");
        if self.text(&constructor).is_some() {
            return self.call_within(&constructor, depth);
        }
        let variants = self.items().filter(|item| {
            let own = item.path.strip_prefix(path).and_then(|rest| rest.strip_prefix("::"));
            own.is_some_and(|own| !own.contains([':', '.'])) && item.text.starts_with("variant")
        });
        let mut made = variants.filter_map(|item| self.variant_within(&item.path, depth));
        made.next()
    }

    fn variant_within(&self, path: &str, depth: usize) -> Option<String> {
        let text = self.text(path)?;
        if text == "variant" {
            return Some(path.to_owned());
        }
        let ty = text.strip_prefix("variant(")?.strip_suffix(')')?;
        Some(format!("{path}({})", self.value(ty, "text", depth)?))
    }
}

#[cfg(test)]
mod tests {
    use crate::surface::Surface;
    use crate::tree::Tree;

    #[test]
    fn values_are_made_of_what_constructors_and_variants_take() {
        let mut tree = Tree::default();
        let text = "pub mod models {
            pub struct Pet(u8);
            impl Pet { pub fn new(name: impl Into<String>, state: State, ages: Vec<Option<i64>>) -> Self { todo!() } }
            impl Pet { pub fn tags(self, value: impl IntoIterator<Item = impl Into<String>>) -> Self { todo!() } }
            #[non_exhaustive] pub enum State { Open, Other(String) }
            pub enum Union { Of(Loop), Pet(Pet) }
            pub struct Loop(u8);
            impl Loop { pub fn new(again: Loop) -> Self { todo!() } }
        }";
        tree.insert("src/lib.rs".to_owned(), text.to_owned());
        let surface = Surface::of(&tree).expect("it is Rust");
        let pet = "models::Pet::new(\"name\", models::State::Open, vec![Some(1)])";
        assert_eq!(surface.call("models::Pet::new").as_deref(), Some(pet));
        assert_eq!(surface.value_of("models::Pet").as_deref(), Some(pet));
        assert_eq!(
            surface.call_of("pet", "models::Pet::tags").as_deref(),
            Some("pet.tags([\"value\"])")
        );
        let other = "models::State::Other(\"text\".to_owned())";
        assert_eq!(surface.variant("models::State::Other").as_deref(), Some(other));
        assert_eq!(surface.value_of("models::Union"), Some(format!("models::Union::Pet({pet})")));
        assert_eq!(surface.value_of("models::Loop"), None);
        assert_eq!(surface.call("models::None::new"), None);
    }
}
