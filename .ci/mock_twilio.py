"""Asks the mock, served by `cargo xtask mock`, through Twilio's own library.

    mock_twilio.py URL

Each call that the library has for the Interactions API is made once, and the list of channels to its end.
"""

import sys

from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

API = "https://flex-api.twilio.com"


class Body(dict):
    """What the library takes for a body of JSON."""

    def to_dict(self):
        return dict(self)


class ToMock(TwilioHttpClient):
    """Sends to the mock what is meant for the API."""

    def request(self, method, url, *arguments, **named):
        assert url.startswith(API), url
        return super().request(method, sys.argv[1] + url[len(API) :], *arguments, **named)


def sid(prefix):
    return prefix + 32 * "a"


client = Client(sid("AC"), "token", http_client=ToMock())
interactions = client.flex_api.v1.interaction
interaction = interactions(sid("KD"))
channel = interaction.channels(sid("UO"))
phone = {"address": "+13115552368", "proxy_address": "+192555512345"}
routing = {"properties": {"workspace_sid": sid("WS"), "task_channel_unique_name": "sms"}}

created = interactions.create(
    channel={"type": "sms", "initiated_by": "agent", "participants": [phone]}, routing=routing
)
assert created.sid.startswith("KD"), created.sid
assert interaction.fetch().sid.startswith("KD")
assert interaction.update(webhook_ttid=sid("FV")).sid.startswith("KD")
assert channel.fetch().sid.startswith("UO")
assert channel.update(status="closed", routing={"status": "closed"}).sid.startswith("UO")
assert channel.invites.create(routing=routing).sid
properties = {"type": "agent"}
assert channel.participants.create(type="agent", media_properties=phone, routing_properties=properties).sid
assert channel.participants(sid("UT")).update(status="closed").sid
transfer = Body({"type": "warm", "from": sid("WK"), "to": sid("WK")})
assert channel.transfers.create(body=transfer).sid
assert channel.transfers(sid("TR")).fetch().sid
assert channel.transfers(sid("TR")).update(body=Body(status="completed")).sid
for items in (interaction.channels, channel.invites, channel.participants):
    assert items.list(limit=50), items
try:
    interactions("").fetch()
    raise AssertionError("an empty identifier reaches another path")
except TwilioRestException as error:
    assert error.status == 405, error
