//! How values become the text of a parameter.

use serde::Serialize;
use serde::ser::Error;

/// A value that can be sent in a path, a query, a header or a form.
///
/// `None` sends nothing; a list sends each of its elements under the same name.
pub trait Parameter {
    /// Appends the text of each value.
    ///
    /// # Errors
    ///
    /// A value inside [`Json`] that cannot be written as JSON.
    fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error>;
}

impl Parameter for String {
    fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
        texts.push(self);
        Ok(())
    }
}

impl<P: Parameter> Parameter for Option<P> {
    fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
        self.map_or(Ok(()), |value| value.append_to(texts))
    }
}

impl<P: Parameter> Parameter for Vec<P> {
    fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
        self.into_iter().try_for_each(|value| value.append_to(texts))
    }
}

/// Implements [`Parameter`] for types whose `Display` is their text.
macro_rules! displayed {
    ($($type:ty),*) => {
        $(
            impl Parameter for $type {
                fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
                    texts.push(self.to_string());
                    Ok(())
                }
            }
        )*
    };
}

displayed!(&str, bool, f32, f64, i32, i64, u32, u64);

/// Marks JSON: a parameter sent as compact JSON text, or a response's body that is
/// read as JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T> Json<T> {
    /// Marks each element of a list, to be sent as JSON of its own.
    pub fn each(items: impl IntoIterator<Item = T>) -> Vec<Self> {
        items.into_iter().map(Self).collect()
    }
}

/// A JSON string is sent as its content: in parameters, only arrays and objects are
/// JSON (OpenAPI 3.0.3, Encoding Object).
impl<T: Serialize> Parameter for Json<T> {
    fn append_to(self, texts: &mut Vec<String>) -> Result<(), serde_json::Error> {
        // Room for most of what is sent, so that it is not moved again and again.
        let mut json = Vec::with_capacity(512);
        serde_json::to_writer(&mut json, &self.0)?;
        let json = String::from_utf8(json).map_err(serde_json::Error::custom)?;
        texts.push(if json.starts_with('"') { serde_json::from_str(&json)? } else { json });
        Ok(())
    }
}
