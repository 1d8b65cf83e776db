//! Texts that have to come out as they are.

use super::module;

/// Tokens are laid out as this text has them.
fn check(text: &str) {
    let tokens = text.parse().expect("these are tokens");
    assert_eq!(module(tokens), text);
}

#[test]
fn items_are_apart_and_lines_of_a_family_are_not() {
    check(
        "//! A module.\n\nuse std::fmt;\n\nuse http::Method;\nuse serde::Serialize;\n\n\
         mod one;\npub mod two;\n\nconst A: &str = \"a\";\n\nconst B: [u8; 2] = [1, -2];\n",
    );
}

#[test]
fn fields_have_lines_and_those_with_long_documentation_are_apart() {
    check(
        "/// A \"thing\" \\ with `é`.\n///\n/// More.\n#[derive(Debug, Clone)]\n\
         pub(crate) struct Thing<'a, T> {\n    first: &'a mut T,\n    /// Second.\n    second: (),\n\n    \
         /// Third.\n    ///\n    /// And last but one.\n    #[serde(default)]\n    \
         pub r#type: Option<Vec<Box<dyn Error>>>,\n\n    /// Last.\n    last: u8,\n}\n",
    );
}

#[test]
fn macros_declare_types() {
    check(
        "object! {\n    /// A thing.\n    pub struct Thing: Default {\n        pub a: Option<Vec<u8>>,\n        \
         /// Second.\n        pub ?b as \"B\": Nullable<String>,\n        ..extra: Map<String, Value>\n    }\n}\n",
    );
}

#[test]
fn signatures_are_broken_at_their_arguments() {
    check(
        "impl<'de> Deserialize<'de> for Thing {\n    pub async fn read<D: Deserializer<'de>>(\n        \
         &self,\n        deserializer: D,\n        other: impl IntoIterator<Item = impl Into<String>>,\n    \
         ) -> Result<Self, D::Error> {\n        Self {}\n    }\n}\n",
    );
}

#[test]
fn chains_have_a_line_for_each_call() {
    check(
        "fn request(self) -> Request {\n    self.client\n        \
         .request(\"FetchInteraction\", Method::GET, \"/v1/Interactions/{Sid}\")\n        \
         .path(\"Sid\", self.sid)\n        .query(\"Page\", self.page.map(|page| !page & *mask).unwrap_or(0..2))\n}\n",
    );
}

#[test]
fn arms_get_braces_where_they_need_a_line() {
    check(
        "fn set(request: Request) {\n    let request = match option.split_once('=') {\n        \
         Some((\"a\" | \"b\", value)) if !value.is_empty() => request.a(value)?,\n        \
         Some((\"InteractionContextSid\", value)) => {\n            \
         request.interaction_context_sid(value.parse::<InteractionContextSid>()?)\n        }\n        \
         _ => {\n            return Err(USAGE.into());\n        }\n    };\n    \
         if let Some(x) = y {\n        f(x);\n    } else {\n        g(|| 1);\n    }\n    \
         println!(\"{x}\");\n    Thing { a, b: (1,), ..Default::default() }\n}\n",
    );
}

#[test]
fn arguments_that_do_not_fit_have_lines() {
    check(
        "fn call() {\n    let request = client.create_interaction_channel_invite(\n        \
         interaction_sid.parse::<InteractionSid>()?,\n        \
         serde_json::from_str::<Open<Routing>>(routing)?,\n        [1, 2],\n    );\n    \
         let [interaction_sid, channel_sid, r#type, media_properties, options @ ..] =\n        \
         arguments.as_slice()\n    else {\n        return;\n    };\n}\n",
    );
}

#[test]
fn nothing_follows_what_fills_up_a_struct() {
    check(
        "fn since(self) -> Self {\n    Self {\n        \
         since_when_exactly_it_was_in_a_very_long_name_of_a_field: \
         since_when_exactly_it_was_in_a_very_long_name,\n        ..self\n    }\n}\n",
    );
}
