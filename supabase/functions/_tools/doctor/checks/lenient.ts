// Messages as clients really send them, null where a field is absent, and arguments that no tool has.

import { OPENAI_CONNECTOR } from "../clients.ts";
import { fault, type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { open } from "../guarded_tool.ts";
import { CLIENT_INFO, LEGACY, post, type Reply, succeeded } from "../mcp.ts";
import type { Visit } from "../visit.ts";
import { listed, quoted } from "../words.ts";

const WRITE_NULL = ["clients of the Python SDK"];
/** They add a field of their own to arguments. */
const ADD_FIELDS = ["n8n", "Cline"];

interface Odd {
  what: string;
  method: string;
  params: unknown;
  /** The same without the oddity: what is refused anyway proves nothing. */
  plain: unknown;
  headers?: Record<string, string>;
}

/** What can be tried without a token. */
export async function* lenient(visit: Visit): AsyncGenerator<Finding> {
  if (visit.closed) {
    yield skipped("nulls", "nothing is answered without a token");
    return;
  }
  const refused: string[] = [];
  for (const odd of oddMessages(visit)) if (await isRefused(visit, odd)) refused.push(odd.what);
  yield nulls(visit, refused);
  yield await unknownField(visit);
}

function oddMessages(visit: Visit): Odd[] {
  const hello = { protocolVersion: LEGACY, capabilities: {}, clientInfo: CLIENT_INFO };
  const withNulls = { ...hello, capabilities: { roots: null } };
  const name = open(visit)?.name;
  return [
    { what: "params: null", method: "tools/list", params: null, plain: {} },
    { what: "cursor: null", method: "tools/list", params: { cursor: null }, plain: {} },
    {
      what: "nulls in initialize",
      method: "initialize",
      params: { ...withNulls, clientInfo: { ...CLIENT_INFO, title: null } },
      plain: hello,
      ...(visit.asksAtConnect && { headers: OPENAI_CONNECTOR }),
    },
    ...(name === undefined ? [] : [{
      what: "arguments: null",
      method: "tools/call",
      params: { name, arguments: null },
      plain: { name, arguments: {} },
    }]),
  ];
}

async function isRefused(visit: Visit, { method, params, plain, headers }: Odd): Promise<boolean> {
  if (succeeded(await send(visit, method, params, headers))) return false;
  return succeeded(await send(visit, method, plain, headers));
}

function send(
  visit: Visit,
  method: string,
  params: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return post(visit, body, { "MCP-Protocol-Version": LEGACY, ...headers });
}

function nulls(visit: Visit, refused: readonly string[]): Finding {
  if (refused.length === 0) return ok("nulls", "mean that a field is absent");
  const found = `refused: ${listed(refused)}`;
  const means = "the call fails";
  const fix = takeAsAbsent(visit, "Take null as absent.");
  return problem("nulls", found, fault(WRITE_NULL, means, fix));
}

async function unknownField(visit: Visit): Promise<Finding> {
  const tool = open(visit);
  if (!tool) return skipped("unknown fields", "no public tool that reads and takes no arguments");
  const call = (fields: unknown): Odd["params"] => ({ name: tool.name, arguments: fields });
  const odd = {
    what: "",
    method: "tools/call",
    params: call({ toolCallId: "1" }),
    plain: call({}),
  };
  if (!await isRefused(visit, odd)) return ok("unknown fields", "do not fail a call");
  const fix = takeAsAbsent(visit, "Run the call, and list in its answer what was ignored.");
  const found = `${quoted(tool.name, 40)} refuses a field that it does not know`;
  const means = "every call fails: they add fields such as toolCallId and task_progress";
  return problem("unknown fields", found, fault(ADD_FIELDS, means, fix));
}

/** @param otherwise what others do in their servers */
export function takeAsAbsent({ ours }: Visit, otherwise: string): Fix {
  return ours
    ? fixes.deploy("Deploy the present functions, which take arguments as clients send them:")
    : fixes.inWords(otherwise);
}
