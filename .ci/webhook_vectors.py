"""Signatures of webhooks as Twilio's own library makes and judges them.

    webhook_vectors.py write FILE      fills in the outputs of the cases of FILE
    webhook_vectors.py check FILE      compares them with what the library says
    webhook_vectors.py random N FILE   writes N cases that are made up

A case has what Twilio signs (`signed_url`, `fields` or `body`) and the URL, the fields and the body that a
server takes the request for (`url`, and `received_fields` or `received_body` if they differ). Outputs are
`signature` and `is_valid`.
"""

import json
import random
import sys

from twilio.request_validator import RequestValidator


class Fields(dict):
    """Fields of which a name may have several, as Django has them."""

    def __init__(self, pairs):
        super().__init__()
        for name, value in pairs:
            self.setdefault(name, []).append(value)

    def getlist(self, name):
        return self[name]


def outputs(case):
    validator = RequestValidator(case["token"])
    algorithm = case.get("algorithm")
    signed_url = case.get("signed_url", case["url"])
    signed = Fields(case.get("fields", []))
    signature = validator.compute_signature(signed_url, signed, algorithm)
    if "body" in case:
        received = case.get("received_body", case["body"])
    else:
        received = Fields(case.get("received_fields", case.get("fields", [])))
    is_valid = validator.validate(case["url"], received, signature, algorithm)
    return {"signature": signature, "is_valid": is_valid}


def text(source, characters, longest):
    return "".join(source.choice(characters) for _ in range(source.randint(0, longest)))


def made_up(source):
    """A case, of which about half is changed on the way."""
    plain = "abcXYZ019-_."
    wild = plain + " +&=%?/#[]{}'\"\\~äß€😀\n"
    host = source.choice(["example.com", "a.example.org", "127.0.0.1", "EXAMPLE.com"])
    ports = ["", "", ":443", ":80", ":8080"]
    path = "/" + text(source, plain + "/", 12)
    scheme = source.choice(["https", "http"])
    query = "?" + text(source, plain + "=&+", 12) + source.choice(["", "%20", "%c3%a4"])
    query = source.choice(["", query])
    case = {"token": text(source, plain, 40) + "x"}
    if source.random() < 0.5:
        fields = [[text(source, wild, 8), text(source, wild, 12)] for _ in range(source.randint(1, 6))]
        case["fields"] = [["Body", text(source, wild, 12)]] + fields
        if source.random() < 0.3:
            changed = [list(pair) for pair in case["fields"]]
            changed[0][1] += "x"
            case["received_fields"] = changed
    else:
        case["body"] = json.dumps({"text": text(source, wild, 20)})
        digest = RequestValidator("x").compute_hash(case["body"])
        query += ("&" if query else "?") + "bodySHA256=" + digest
        if source.random() < 0.3:
            case["received_body"] = case["body"] + " "
    if source.random() < 0.3:
        case["algorithm"] = "HMAC_SHA256"
    case["url"] = scheme + "://" + host + source.choice(ports) + path + query
    case["signed_url"] = scheme + "://" + host + source.choice(ports) + path + query
    if source.random() < 0.2:
        case["signed_url"] = case["signed_url"].replace(path, path + "x", 1)
    return case


def main(command, *arguments):
    if command == "random":
        source = random.Random()
        cases = [made_up(source) for _ in range(int(arguments[0]))]
    else:
        with open(arguments[0], encoding="utf-8") as file:
            cases = json.load(file)
    made = [{**case, **outputs(case)} for case in cases]
    if command == "check":
        wrong = [case for case, expected in zip(cases, made) if case != expected]
        for case in wrong:
            print("not as Twilio's library has it:", json.dumps(case), file=sys.stderr)
        sys.exit(1 if wrong else 0)
    with open(arguments[-1], "w", encoding="utf-8") as file:
        json.dump(made, file, indent=2, ensure_ascii=False)
        file.write("\n")


main(*sys.argv[1:])
