//! The API as a whole: its documentation, its servers and the credentials it takes.

mod client_credentials;
pub(super) mod info;
pub(super) mod own_servers;
mod requirements;
pub(super) mod security;
pub(super) mod server_names;
pub(super) mod server_url;
pub(super) mod servers;
mod undeclared_variables;
