//! `operation-removed`: An operation was removed: `DeletePet`.
//!
//! The method is gone, and the server does not know the request any more.
//!
//! This compiles with the old crate, and does not with the new one.

use api::{Client, operations};

/// `Client::delete_pet` was `fn(&self, id: impl Into<String>) -> operations::DeletePet`, and is not there any more.
pub fn uses_client_delete_pet(client: &Client, id: String) {
    let _: operations::DeletePet = client.delete_pet(id);
}

/// `operations::DeletePet` was `struct`, and is not there any more.
pub fn uses_delete_pet(_: operations::DeletePet) {}

fn main() {}
