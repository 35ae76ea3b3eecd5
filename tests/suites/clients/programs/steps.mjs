// The walk of a library, one step for each line of standard input: prints what was seen as one line
// of JSON, or why the step failed. Knows no library.

import assert from "node:assert/strict";
import process from "node:process";
import { createInterface } from "node:readline";

/** The rule of OpenAI and Anthropic for the names of functions. */
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

const DRAFT = { title: "Hello", kind: "markdown", content: "# Hello" };

/**
 * A library as its users see it.
 * @typedef {object} Library
 * @property {() => Promise<string>} connect returns what the library says of the connection
 * @property {(callback: URLSearchParams) => Promise<unknown>} finishAuth redeems the code
 * @property {() => Promise<string[]>} toolNames as they are handed to a model
 * @property {(tool: string, args: object) => Promise<string>} call returns all that came back as text
 */

/**
 * Answers until standard input ends.
 * @param {Library} library
 * @param {import("./browser_provider.mjs").BrowserProvider} provider its provider
 */
export async function answerSteps(library, provider) {
  const steps = stepsOf(library, provider);
  for await (const step of createInterface({ input: process.stdin })) {
    const answer = await steps[step]().then(
      (seen) => ({ seen }),
      (error) => ({ failed: told(error) }),
    );
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

function stepsOf(library, provider) {
  let id;
  return {
    "add": async () => {
      const error = await refusalOf(library.connect());
      assert.equal(provider.opened, 1, `no browser was opened: ${told(error)}`);
      return `connecting was refused, and the library opened the browser: ${told(error)}`;
    },
    "sign in": async () => {
      await library.finishAuth(await provider.callback);
      return `${await library.connect()}; refresh token: ${!!provider.tokens().refresh_token}`;
    },
    "list": async () => {
      const names = await library.toolNames();
      assert.deepEqual(names.filter((name) => !NAME.test(name)), []);
      return `${names.length} tools, every name fits ${NAME}: ${names.join(" ")}`;
    },
    "create": async () => {
      const text = await library.call("artifact_create", DRAFT);
      id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0];
      assert.ok(id, `no id in ${text}`);
      return `artifact_create saved ${id}`;
    },
    "read back": async () => {
      const text = await library.call("artifact_view", { id });
      assert.ok(text.includes(DRAFT.content), text);
      return "artifact_view returned the content";
    },
    "renew": async () => {
      const { access_token } = provider.tokens();
      const text = await library.call("artifact_list", {});
      assert.ok(text.includes(id), text);
      assert.notEqual(
        provider.tokens().access_token,
        access_token,
        "the access token is the old one",
      );
      assert.equal(provider.opened, 1);
      return "artifact_list worked with a new access token; no browser was opened";
    },
    "ask again": async () => {
      const error = await refusalOf(library.call("artifact_list", {}));
      assert.equal(provider.opened, 2, `no browser was opened: ${told(error)}`);
      return `artifact_list was refused, and the library asked for the browser again: ${
        told(error)
      }`;
    },
  };
}

async function refusalOf(attempt) {
  try {
    await attempt;
  } catch (error) {
    return error;
  }
  throw new Error("was not refused");
}

/** @param {Error} error with the class that applications catch */
function told(error) {
  return `${error?.constructor?.name}: ${error?.message}`.replaceAll(/\s+/g, " ");
}
