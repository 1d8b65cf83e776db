//! Text in the place of an identifier: it does not compile, and the compiler says what to do.

/// What no identifier is: made of text that nothing has looked at. Because there seems to be a
/// way from text to an identifier, the compiler tells what is missing for it, and says
/// what is written here.
///
/// `T` is the text. A lifetime alone as the parameter makes compilers crash that want to tell of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is made of text by `.parse()`, which checks the text",
    label = "this is text that is not parsed",
    note = "it is written as `text.parse::<{Self}>()?`",
    note = "`{Self}::new_unchecked(text)` takes the text as it is"
)]
pub(crate) trait Unchecked<T>: Sized {
    fn unchecked(text: impl Into<String>) -> Self;
}

/// Refuses text where an identifier is wanted. The lifetime puts off the question whether there
/// is an [`Unchecked`] until somebody wants one.
macro_rules! refuse_text {
    ($name:ident: $($text:ty),*) => {
        $(
            #[doc(hidden)]
            impl<'a> From<$text> for $name
            where
                Self: $crate::identifier::Unchecked<&'a str>,
            {
                fn from(text: $text) -> Self {
                    <Self as $crate::identifier::Unchecked<&'a str>>::unchecked(text)
                }
            }
        )*
    };
    ($name:ident) => {
        $crate::identifier::refuse_text!($name: &'a str, &'a String, String);
    };
}

pub(crate) use refuse_text;
