// Asks the mock, served by `cargo xtask mock`, through Twilio's own library for Node.
//
//     node mock_twilio.js FOLDER URL
//
// FOLDER has the library. Each call that it has for the Interactions API is made once.

const assert = require("node:assert");
const { createRequire } = require("node:module");
const [folder, url] = process.argv.slice(2);
const twilio = createRequire(`${folder}/package.json`)("twilio");

const API = "https://flex-api.twilio.com";
const sid = (prefix) => prefix + "a".repeat(32);

// Sends to the mock what is meant for the API.
class ToMock extends twilio.RequestClient {
  request(options) {
    assert(options.uri.startsWith(API), options.uri);
    return super.request({ ...options, uri: url + options.uri.slice(API.length) });
  }
}

async function main() {
  const client = twilio(sid("AC"), "token", { httpClient: new ToMock() });
  const interactions = client.flexApi.v1.interaction;
  const interaction = interactions(sid("KD"));
  const channel = interaction.channels(sid("UO"));
  const phone = { address: "+13115552368", proxy_address: "+192555512345" };
  const routing = { properties: { workspace_sid: sid("WS"), task_channel_unique_name: "sms" } };
  const has = (prefix, { sid }) => assert(sid.startsWith(prefix), sid);

  const created = { type: "sms", initiated_by: "agent", participants: [phone] };
  has("KD", await interactions.create({ channel: created, routing }));
  has("KD", await interaction.fetch());
  has("KD", await interaction.update({ webhookTtid: sid("FV") }));
  has("UO", await channel.fetch());
  has("UO", await channel.update({ status: "closed", routing: { status: "closed" } }));
  has("KG", await channel.invites.create({ routing }));
  has("UT", await channel.participants.create({ type: "agent", mediaProperties: phone }));
  has("UT", await channel.participants(sid("UT")).update({ status: "closed" }));
  const transfer = { type: "warm", from: sid("WK"), to: sid("WK") };
  const headers = { "content-type": "application/json" };
  has("", await channel.transfers.create(transfer, headers));
  has("", await channel.transfers(sid("TR")).fetch());
  has("", await channel.transfers(sid("TR")).update({ status: "completed" }, headers));
  for (const items of [interaction.channels, channel.invites, channel.participants]) {
    assert((await items.list({ limit: 50 })).length > 0);
  }
}

main();
