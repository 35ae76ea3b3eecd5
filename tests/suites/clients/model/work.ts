// The steps in the middle of the walk for programs with a model: one question to the program per call.

import assert from "node:assert/strict";
import {
  assertLockedOut,
  assertRenewed,
  toolsCalled,
  userAgentsOf,
  wasRefused,
} from "../evidence.ts";
import type { HttpExchange } from "../recorder.ts";
import type { Done, Scene } from "./program.ts";
import type { Model } from "./stand_in.ts";

/** Starts the program with a question for its model and waits until it has ended. */
type Ask = (question: string) => Promise<void>;

/** On a busy machine some programs begin a turn before their servers have answered. */
const ATTEMPTS = 3;

const CONTENT = "# Hello\nWritten by a model.";
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** Has the program call a tool once; returns the result that the model received and the requests sent. */
type Use = (
  tool: string,
  args: Record<string, unknown>,
) => Promise<{ result: string; requests: HttpExchange[] }>;

/**
 * Lists, creates, reads back, and lists again after the token has expired.
 * @returns every `User-Agent` of the program's messages
 */
export async function workThroughModel(
  { world, model, done }: Omit<Scene, "file">,
  ask: Ask,
): Promise<string[]> {
  const agents = new Set<string>();
  world.requests();
  const use: Use = async (tool, args) => {
    const result = await resultOf(model, ask, tool, args);
    const requests = world.requests();
    assertNamedForModels(requests);
    for (const agent of userAgentsOf(requests)) agents.add(agent);
    return { result, requests };
  };
  const { result } = await use("artifact_list", {});
  assert.match(result, /"artifacts":\s*\[\s*\]|No artifacts/);
  const shown = model.tools().filter(({ name }) => name.includes("artifact_")).length;
  done("list", `the model was shown ${shown} artifact tools; User-Agent ${[...agents].join(", ")}`);
  const id = await createAndRead(use, done);
  await world.expire();
  const later = await use("artifact_list", {});
  assert.ok(later.result.includes(id), later.result);
  assertRenewed(later.requests);
  done("renew", "the refresh token was redeemed, no browser was opened");
  return [...agents];
}

/** @returns the id of the new artifact */
async function createAndRead(use: Use, done: Done): Promise<string> {
  const draft = { title: "Hello", kind: "markdown", content: CONTENT };
  const { result } = await use("artifact_create", draft);
  const id = UUID.exec(result)?.[0];
  assert.ok(id, `no id in ${result}`);
  done("create", `the model received the id ${id}`);
  const view = await use("artifact_view", { id });
  assert.match(view.result, /Written by a model/);
  done("read back", "the model received the content");
  return id;
}

/** @returns the call's result as the program sent it to the model */
async function resultOf(
  model: Model,
  ask: Ask,
  tool: string,
  args: Record<string, unknown>,
): Promise<string> {
  model.willCall(new RegExp(`(^|_)${tool}$`), args);
  for (let attempt = 0; attempt < ATTEMPTS && !model.called(); attempt++) {
    await ask(`Please use ${tool}.`);
  }
  const shown = model.tools().map(({ name }) => name).join(", ");
  const result = model.result();
  assert.ok(result !== undefined, `no result of ${tool}; tools shown: ${shown}`);
  return result;
}

/**
 * Asks for a tool of a server whose sign-in has ended, until the program has learned that from the
 * authorization server.
 * @throws when the model is shown the tool all the same
 */
export async function askInVain(
  { world, model }: Pick<Scene, "world" | "model">,
  ask: Ask,
): Promise<void> {
  world.requests();
  const requests: HttpExchange[] = [];
  model.willCall(/artifact_list$/, {});
  for (let attempt = 0; attempt < ATTEMPTS && !wasRefused(requests); attempt++) {
    await ask("Please use artifact_list.");
    requests.push(...world.requests());
  }
  assert.ok(!model.called(), "the model was shown the tool although the grant is revoked");
  assertLockedOut(requests);
}

/** The server offered names that models accept, so the program had none to rewrite. */
function assertNamedForModels(requests: readonly HttpExchange[]): void {
  for (const name of toolsCalled(requests)) assert.match(name, /^[a-zA-Z0-9_-]{1,64}$/);
}
