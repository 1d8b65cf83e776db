//! What a change means: for code, for what goes over the wire, and for the version of the crate.

/// What a change means for those who use the crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdicts {
    /// Whether code of callers still compiles.
    pub source: Source,
    /// Whether clients and servers of the two versions understand each other.
    pub wire: Wire,
    /// Whether code that still compiles does something else.
    pub behaviour: Behaviour,
    /// How far the version of the crate has to be raised.
    pub level: Level,
}

/// Whether code of callers still compiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Nothing that callers can name is different.
    Same,
    /// There is more than before, and what was there is as it was.
    Adds,
    /// Code that uses what has changed does not compile.
    Breaks,
}

/// What becomes of an exchange between a client of one version and a server of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wire {
    /// A client of the old version with a server of the new one.
    pub old_client: Exchange,
    /// A client of the new version with a server of the old one.
    pub new_client: Exchange,
}

/// Whether client and server understand each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exchange {
    /// They do.
    Works,
    /// It depends on what is sent or answered.
    MayFail,
    /// They do not.
    Fails,
}

/// Whether code that still compiles does something else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Behaviour {
    /// It does what it did.
    Same,
    /// What was kept as unknown has a name now: code that looked there finds nothing.
    Named,
    /// It means something else.
    Differs,
}

/// How far the version of the crate has to be raised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Not at all: the crate is the same.
    None,
    /// Only its documentation is different.
    Patch,
    /// There is more to use, or it is sent to the API in another way.
    Minor,
    /// Code of callers may not compile.
    Major,
}

impl Verdicts {
    /// Of what has not changed.
    pub const NONE: Self = Self {
        source: Source::Same,
        wire: Wire { old_client: Exchange::Works, new_client: Exchange::Works },
        behaviour: Behaviour::Same,
        level: Level::None,
    };

    /// The worse of each, for what is both sent and received.
    #[must_use]
    pub fn worst(self, other: Self) -> Self {
        Self {
            source: self.source.max(other.source),
            wire: Wire {
                old_client: self.wire.old_client.max(other.wire.old_client),
                new_client: self.wire.new_client.max(other.wire.new_client),
            },
            behaviour: self.behaviour.max(other.behaviour),
            level: self.level.max(other.level),
        }
    }
}

impl Source {
    /// Its word, for tools.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Adds => "adds",
            Self::Breaks => "breaks",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Same => "callers compile as before",
            Self::Adds => "callers compile as before, and have more to use",
            Self::Breaks => "callers that use it do not compile any more",
        }
    }
}

impl Exchange {
    /// Its word, for tools.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::MayFail => "may-fail",
            Self::Fails => "fails",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::MayFail => "may fail",
            Self::Fails => "fails",
        }
    }
}

impl Behaviour {
    /// Its word, for tools.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Named => "named",
            Self::Differs => "differs",
        }
    }

    /// What it means, for people.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Same => "as before",
            Self::Named => "what was kept as unknown has a name now, and is not where it was",
            Self::Differs => "what compiles means something else",
        }
    }
}

impl Wire {
    /// The worse of both.
    #[must_use]
    pub fn worst(self) -> Exchange {
        self.old_client.max(self.new_client)
    }
}

impl Level {
    /// Its word, as on the command line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}
