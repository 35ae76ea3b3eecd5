// Every method of MCP, served here or not, with params that fit, nearly fit and do not.

import fc from "fast-check";
import { argumentsFor, type Schema } from "./arguments.ts";
import type { Call } from "./mirrored.ts";
import { Members } from "./json_text.ts";
import { CURSORS, OWN, STRANGE } from "./library.ts";
import { members, oddKey, oddText, oddValue } from "./odd_values.ts";

/** A tool as `tools/list` tells it. */
export interface ListedTool {
  name: string;
  inputSchema: Schema;
}

const odd = <Value>(good: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 2, arbitrary: good }, { weight: 1, arbitrary: oddValue });

const cursor = fc.oneof(
  fc.constant({}),
  odd(fc.constantFrom(...CURSORS)).map((cursor) => ({ cursor })),
);

const uri = fc.oneof(
  fc.constantFrom("artifacts://guide", ...[...OWN, ...STRANGE].map((id) => `artifact://${id}`)),
  oddText.map((text) => `artifact://${text}`),
  fc.constantFrom(
    "artifact://",
    "artifact:///",
    "artifact://%30",
    `artifact://${"%41".repeat(3_000)}`,
  ),
  oddText,
);

const capabilities = fc.oneof(
  fc.constantFrom<unknown>({}, { roots: { listChanged: true }, sampling: {}, elicitation: {} }),
  members(fc.constantFrom("experimental", "tasks", "elicitation", "extensions", "a"), oddValue),
);

const handshake = fc.record({
  protocolVersion: odd(fc.constantFrom("2025-11-25", "2024-11-05", "2099-01-01", "")),
  capabilities: odd(capabilities),
  clientInfo: odd(fc.record({ name: oddText, version: fc.constant("1") })),
  _meta: odd(
    fc.constantFrom({}, { progressToken: 1 }, {
      "io.modelcontextprotocol/related-task": { taskId: "a" },
    }),
  ),
  task: odd(fc.constantFrom({}, { ttl: 1 })),
}, { requiredKeys: ["protocolVersion", "capabilities", "clientInfo"] });

/** Params by method; a method that is not here gets any. */
const PARAMS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "initialize": handshake,
  "tools/list": cursor,
  "resources/list": cursor,
  "resources/templates/list": cursor,
  "prompts/list": cursor,
  "resources/read": odd(uri).map((uri) => ({ uri })),
  "prompts/get": fc.tuple(oddText, oddValue).map(([name, args]) => ({ name, arguments: args })),
  "completion/complete": fc.record({
    ref: odd(
      fc.record({ type: fc.constantFrom("ref/prompt", "ref/resource"), name: oddText, uri }),
    ),
    argument: odd(fc.record({ name: oddText, value: oddText })),
  }),
  "subscriptions/listen": odd(fc.constant({ toolsListChanged: true }))
    .map((notifications) => ({ notifications })),
  "logging/setLevel": odd(fc.constantFrom("debug", "error")).map((level) => ({ level })),
};

const OTHERS = [
  ...["ping", "server/discover", "resources/subscribe", "tasks/get", "tasks/result", "roots/list"],
  ...["sampling/createMessage", "elicitation/create", "notifications/initialized", "rpc.discover"],
  ...["notifications/cancelled", "__proto__", "constructor", "toString", "", "\0", "tools/Call"],
];

const anyParams = fc.oneof(
  fc.constantFrom<unknown>(undefined, {}, { _meta: {} }, { _meta: { progressToken: 1 } }),
  members(oddKey, oddValue),
  oddValue,
);

const method = ([name, params]: [string, fc.Arbitrary<unknown>]): fc.Arbitrary<Call> =>
  fc.oneof({ weight: 4, arbitrary: params }, { weight: 1, arbitrary: anyParams })
    .map((params) => ({ method: name, ...(params !== undefined && { params }) }));

function toolCall({ name, inputSchema }: ListedTool): fc.Arbitrary<Call> {
  return argumentsFor(inputSchema)
    .map((args) => ({ method: "tools/call", params: { name, arguments: args } }));
}

const oddToolCall = fc.tuple(oddValue, oddValue)
  .map(([name, args]): Call => ({ method: "tools/call", params: { name, arguments: args } }));

// A client's answers to input requests, in calls of every tool.
const answering = (calls: fc.Arbitrary<Call>) =>
  fc.tuple(calls, oddValue, oddValue).map((
    [{ method, params }, inputResponses, requestState],
  ): Call => ({
    method,
    params: new Members([
      ...Object.entries(params as object),
      ["inputResponses", inputResponses],
      ["requestState", requestState],
    ]),
  }));

/** @returns calls of any method; of tools those that are listed, and others */
export function anyCall(tools: readonly ListedTool[]): fc.Arbitrary<Call> {
  const known = fc.oneof(...tools.map(toolCall));
  return fc.oneof(
    { weight: 20, arbitrary: known },
    { weight: 1, arbitrary: answering(known) },
    { weight: 1, arbitrary: oddToolCall },
    { weight: 6, arbitrary: fc.oneof(...Object.entries(PARAMS).map(method)) },
    { weight: 3, arbitrary: fc.oneof(...OTHERS.map((name) => method([name, anyParams]))) },
    { weight: 1, arbitrary: oddText.chain((name) => method([name, anyParams])) },
  );
}
