//! Why credentials and servers are as they are.

use document::pointer::escape;

use super::words::name_reason;
use super::{Answer, Crate, LockKey, Reason};
use crate::docs::code_span;
use crate::ir::{EnumValue, NameReason, Scheme, SchemeReason, Server, Variable};

impl Crate<'_> {
    /// Why there is a method for credentials.
    pub(super) fn scheme(scheme: &Scheme) -> Answer {
        let place = format!("/components/securitySchemes/{}", escape(&scheme.wire_name));
        let mut answer = Answer::at("credentials", &place);
        let (wire, kind) = (code_span(&scheme.wire_name), code_span(scheme.kind.setter()));
        let key = LockKey::new("credentials", scheme.name.words());
        match scheme.because {
            SchemeReason::Kind => answer.say(format!(
                "It takes the credentials of the security scheme {wire}. That is the only one of \
                 its kind, so that it is called {kind}."
            )),
            SchemeReason::Document => answer.say(format!(
                "It takes the credentials of the security scheme {wire}, and is called after that: \
                 there are several of the kind {kind}."
            )),
            SchemeReason::Lock => answer.say_by(
                format!(
                    "It takes the credentials of the security scheme {wire}; the lock keeps its \
                     name, although it would be called otherwise by the rules now."
                ),
                key.clone(),
            ),
        }
        answer.say(format!("They are sent in {}.", scheme.kind.place()));
        if scheme.because != SchemeReason::Lock {
            answer.say_by("The lock keeps its name.", key.clone());
        }
        answer.change_in_lock("To give it another name", key, "another key of the line");
        answer
    }

    /// Why `Client::new` takes what it takes.
    pub(super) fn constructor(self) -> Answer {
        let api = self.api();
        let scheme = api.security.constructor_scheme();
        let place = match scheme {
            Some(scheme) => format!("/components/securitySchemes/{}", escape(&scheme.wire_name)),
            None => "/info".to_owned(),
        };
        let mut answer = Answer::at("the constructor of the client", &place);
        let key = LockKey::new("", "new");
        match scheme {
            Some(scheme) => answer.say_by(
                format!(
                    "It takes the credentials of the security scheme {}, which are the only ones, \
                     or were when the crate was generated first.",
                    code_span(&scheme.wire_name)
                ),
                key,
            ),
            None => answer.say_by("It takes no credentials.", key),
        }
        let takes_url = api.security.constructor.is_some_and(|it| it.takes_base_url);
        let base_url = LockKey::new("", "base_url");
        match (takes_url, api.has_host()) {
            (true, false) => answer.say("It takes the base URL because the document has none."),
            (true, true) => {
                answer.say("It takes the base URL because it did when the document had none.");
            }
            (false, true) => answer.say_by(
                format!(
                    "It takes no base URL: requests go to {}, a server of the document.",
                    code_span(&api.base_url)
                ),
                base_url,
            ),
            (false, false) => answer.say("It takes no base URL."),
        }
        answer
    }

    /// Why there is a server to choose.
    pub(super) fn server(server: &Server) -> Answer {
        let mut answer = Answer::at("a server", &server.at);
        answer.say(
            "It is called after its description, if that is short and no other server has it, and \
             else after its URL.",
        );
        let key = LockKey::new("servers", server.name.words());
        Self::say_name(server.because, key.clone(), &mut answer);
        if !server.variables.is_empty() {
            answer.say("It is a type because its URL has variables.");
        }
        answer.say_by(
            format!(
                "The lock keeps its name as long as the document has {}.",
                code_span(&server.url)
            ),
            key.clone(),
        );
        answer.change_in_lock("To give it another name", key, "another key of the line");
        answer
    }

    /// Why there is a setter for a variable of a URL.
    pub(super) fn variable(server: &Server, variable: &Variable) -> Answer {
        let place = format!("{}/variables/{}", server.at, escape(&variable.wire_name));
        let mut answer = Answer::at("a variable of a URL", &place);
        let wire = code_span(&variable.wire_name);
        answer
            .say(format!("It is called after the variable {wire} of {}.", code_span(&server.url)));
        answer.say(format!("Its default is {}.", code_span(&variable.default)));
        answer.say(if variable.values.is_empty() {
            "It is text because the document lists no values."
        } else {
            "It has a type of its own because the document lists its values."
        });
        answer
    }

    /// Why there is a value of a variable.
    pub(super) fn variable_value(
        server: &Server,
        variable: &Variable,
        value: &EnumValue,
    ) -> Answer {
        let place = format!("{}/variables/{}", server.at, escape(&variable.wire_name));
        let mut answer = Answer::at("a value of a variable", &place);
        answer.say(format!("It is called after the value {}.", code_span(&value.wire_value)));
        if value.because != NameReason::Rule {
            answer.reasons.extend(name_reason(value.because).map(Reason::plain));
        }
        answer
    }
}
