//! Pages that are nothing but the list of their items.

use serde::de::DeserializeOwned;

use crate::pages::Page;

impl<T: DeserializeOwned + Send + Unpin + 'static> Page for Vec<T> {
    type Item = T;

    fn into_items(self) -> Self {
        self
    }
}
