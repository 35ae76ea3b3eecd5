// The command line of the doctor.

import assert from "node:assert/strict";
import { readOptions } from "../../../supabase/tools/doctor/options.ts";

const URL_ = "https://mcp.example.com/mcp";
const none = () => undefined;

Deno.test("a URL alone is for any client, without a token", () => {
  const expected = { url: URL_, audience: "any", signIn: false, token: undefined, json: false };
  assert.deepEqual(readOptions([URL_], none), expected);
});

Deno.test("a token comes from a variable, never from the command line", () => {
  const lookup = (name: string) => name === "TOKEN" ? " secret\n" : undefined;
  assert.equal(readOptions([URL_, "--token-from-env", "TOKEN"], lookup).token, "secret");
});

const WRONG: Record<string, [args: string[], says: RegExp]> = {
  "no URL": [[], /Give one URL/],
  "two URLs": [[URL_, URL_], /Give one URL/],
  "no URL at all": [["mcp.example.com"], /no http\(s\) URL/],
  "another scheme": [["ftp://mcp.example.com"], /no http\(s\) URL/],
  "an unknown client": [[URL_, "--client", "gemini"], /any, chatgpt or claude/],
  "an unknown option": [[URL_, "--fix"], /--fix/],
  "an unset variable": [[URL_, "--token-from-env", "TOKEN"], /TOKEN is empty or not set/],
  "two ways to a token": [[URL_, "--token-from-env", "TOKEN", "--sign-in"], /exclude each other/],
};

for (const [what, [args, says]] of Object.entries(WRONG)) {
  Deno.test(`${what} is wrong usage`, () => {
    assert.throws(() => readOptions(args, none), says);
  });
}
