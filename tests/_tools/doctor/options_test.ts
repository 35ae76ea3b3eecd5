// The command line of the doctor.

import assert from "node:assert/strict";
import { CLIENTS } from "../../../supabase/functions/_tools/doctor/clients.ts";
import { readOptions, USAGE } from "../../../supabase/functions/_tools/doctor/options.ts";

const URL_ = "https://mcp.example.com/mcp";
const none = () => undefined;

Deno.test("a URL alone means any client and no token", () => {
  const expected = {
    url: URL_,
    audience: "any",
    signIn: false,
    register: false,
    token: undefined,
    json: false,
  };
  assert.deepEqual(readOptions([URL_], none), expected);
});

Deno.test("--sign-in implies --register, but not the reverse", () => {
  const [both, one] = [["--sign-in"], ["--register"]].map((args) =>
    readOptions([URL_, ...args], none)
  );
  assert.deepEqual([both?.register, both?.signIn], [true, true]);
  assert.deepEqual([one?.register, one?.signIn], [true, false]);
});

for (const client of Object.keys(CLIENTS)) {
  Deno.test(`--client ${client} sets the audience, and the usage lists it`, () => {
    assert.equal(readOptions([URL_, "--client", client], none).audience, client);
    assert.ok(USAGE.includes(client));
  });
}

Deno.test("the usage fits into 80 columns", () => {
  assert.deepEqual(USAGE.split("\n").filter((line) => line.length > 80), []);
});

Deno.test("--token-from-env reads the token from the variable", () => {
  const lookup = (name: string) => name === "TOKEN" ? " secret\n" : undefined;
  assert.equal(readOptions([URL_, "--token-from-env", "TOKEN"], lookup).token, "secret");
});

const WRONG: Record<string, [args: string[], says: RegExp]> = {
  "no URL": [[], /Give one URL/],
  "two URLs": [[URL_, URL_], /Give one URL/],
  "no URL at all": [["mcp.example.com"], /not an http\(s\) URL/],
  "another scheme": [["ftp://mcp.example.com"], /not an http\(s\) URL/],
  "an unknown client": [[URL_, "--client", "netscape"], /one of any, chatgpt, .*cursor/],
  "an unknown option": [[URL_, "--fix"], /--fix/],
  "an unset variable": [[URL_, "--token-from-env", "TOKEN"], /TOKEN is empty or not set/],
  "two ways to a token": [
    [URL_, "--token-from-env", "TOKEN", "--sign-in"],
    /either --sign-in or --token-from-env/,
  ],
};

for (const [what, [args, says]] of Object.entries(WRONG)) {
  Deno.test(`${what} is wrong usage`, () => {
    assert.throws(() => readOptions(args, none), says);
  });
}
