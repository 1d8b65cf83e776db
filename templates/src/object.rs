//! Objects of JSON, which keep the fields that they do not know.
//!
//! `serde` derives the same, in code of which the compiler has several times as much to check, and
//! which reads what it does not know twice.

#![allow(dead_code, reason = "an API may have fields of one kind only")]

use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::marker::PhantomData;

use serde::de::value::MapDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::ser::{Error as _, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Declares an object. A field with a question mark is left out if it has no value, and all others
/// are always written. Behind `as` is its name on the wire, if that is another; behind `..` is what
/// has all fields that are not declared.
macro_rules! object {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident $(: $default:ident)? {
            $(
                $(#[$about:meta])*
                pub
                $($always:ident $(as $always_name:literal)?)?
                $(? $optional:ident $(as $optional_name:literal)?)?
                : $type:ty,
            )*
            ..$extra:ident: $map:ty $(,)?
        }
    ) => {
        $(#[$attribute])*
        #[derive(Debug, Clone, $($default,)? PartialEq)]
        #[non_exhaustive]
        pub struct $name {
            $($(#[$about])* pub $($always)? $($optional)?: $type,)*
            /// All other fields, which this version of the crate does not know by name.
            pub $extra: $map,
        }

        #[allow(deprecated, reason = "a field may be, and is still sent")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::object::Writer::new(serializer, self.$extra.keys())
                    $(
                        $(.always(object!(@$always $($always_name)?), &self.$always))?
                        $(.optional(object!(@$optional $($optional_name)?), &self.$optional))?
                    )*
                    .end(&self.$extra)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::object::read(deserializer)
            }
        }

        #[allow(deprecated, reason = "a field may be, and is still received")]
        impl<'de> $crate::object::Object<'de> for $name {
            fn read<__A: serde::de::MapAccess<'de>>(
                mut reader: $crate::object::Reader<__A>,
            ) -> Result<Self, __A::Error> {
                $($(let mut $always = None;)? $(let mut $optional = None;)?)*
                let mut $extra = <$map>::new();
                while let Some(name) = reader.name()? {
                    match &*name {
                        $(
                            $(object!(@$always $($always_name)?) => reader.value(&name, &mut $always),)?
                            $(object!(@$optional $($optional_name)?) => reader.value(&name, &mut $optional),)?
                        )*
                        _ => {
                            $extra.insert(name.into_owned(), reader.next()?);
                            Ok(())
                        }
                    }?;
                }
                Ok(Self {
                    $(
                        $($always: $crate::object::or_missing($always, object!(@$always $($always_name)?))?,)?
                        $($optional: $optional.unwrap_or_default(),)?
                    )*
                    $extra,
                })
            }
        }
    };
    (@$field:ident) => { stringify!($field) };
    (@$field:ident $name:literal) => { $name };
}

pub(crate) use object;

/// What [`object`] declares.
pub(crate) trait Object<'de>: Sized {
    /// Reads all fields.
    fn read<A: MapAccess<'de>>(reader: Reader<A>) -> Result<Self, A::Error>;
}

/// Reads an object.
pub(crate) fn read<'de, T: Object<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::read(Reader(map))
    }
}

/// The fields of an object that is being read.
pub(crate) struct Reader<A>(A);

impl<'de, A: MapAccess<'de>> Reader<A> {
    /// The name of the next field.
    pub(crate) fn name(&mut self) -> Result<Option<Cow<'de, str>>, A::Error> {
        Ok(self.0.next_key()?.map(|Name(name)| name))
    }

    /// Its value.
    pub(crate) fn next<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.0.next_value()
    }

    /// The value of a declared field, which must be there once.
    pub(crate) fn value<T: Deserialize<'de>>(
        &mut self,
        name: &str,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        if field.is_some() {
            return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
        }
        *field = Some(self.next()?);
        Ok(())
    }
}

/// What was read, or what the type has for a field that is missing: `None`, or an error. That is
/// what `serde` derives.
pub(crate) fn or_missing<'de, T: Deserialize<'de>, E: Error>(
    field: Option<T>,
    name: &'static str,
) -> Result<T, E> {
    #[derive(Deserialize)]
    struct Missing<T> {
        field: T,
    }

    field.map_or_else(
        || {
            let nothing = MapDeserializer::<_, E>::new(iter::empty::<((), ())>());
            let missing = Missing::deserialize(nothing).map(|Missing { field }| field);
            missing.map_err(|_| E::missing_field(name))
        },
        Ok,
    )
}

/// A name, which is copied only if it has to be.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// What an object is written to, or why that failed.
pub(crate) struct Writer<'a, S: Serializer> {
    map: Result<S::SerializeMap, S::Error>,
    /// The names of fields that are not declared.
    others: Vec<&'a String>,
}

impl<'a, S: Serializer> Writer<'a, S> {
    pub(crate) fn new(serializer: S, others: impl Iterator<Item = &'a String>) -> Self {
        Self { map: serializer.serialize_map(None), others: others.collect() }
    }

    /// Writes a field, unless that has to fail.
    pub(crate) fn always<T: Serialize>(mut self, name: &'static str, value: &T) -> Self {
        self.map = self.map.and_then(|mut map| {
            if self.others.iter().any(|other| *other == name) {
                let message = "is set twice, as itself and among the unknown fields";
                return Err(S::Error::custom(format_args!("`{name}` {message}")));
            }
            map.serialize_entry(name, value)?;
            Ok(map)
        });
        self
    }

    /// Writes a field, if it has a value.
    pub(crate) fn optional<T>(self, name: &'static str, value: &T) -> Self
    where
        T: Serialize + Default + PartialEq,
    {
        if *value == T::default() { self } else { self.always(name, value) }
    }

    /// Writes all other fields.
    pub(crate) fn end<T: Serialize + 'a>(
        self,
        others: impl IntoIterator<Item = (&'a String, &'a T)>,
    ) -> Result<S::Ok, S::Error> {
        let mut map = self.map?;
        others.into_iter().try_for_each(|(name, value)| map.serialize_entry(name, value))?;
        map.end()
    }
}
