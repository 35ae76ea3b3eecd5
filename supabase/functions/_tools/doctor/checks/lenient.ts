// Checks that the server accepts what some clients send: null for absent fields, and undeclared arguments.

import { OPENAI_CONNECTOR } from "../clients.ts";
import { type Finding, type Fix, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { publicTool } from "../protected_tool.ts";
import { CLIENT_INFO, LEGACY, post, type Reply, succeeded } from "../mcp.ts";
import type { Session } from "../session.ts";
import { listed, oneLine } from "../text.ts";

const WRITE_NULL = ["clients of the Python SDK"];
/** Clients that add a field of their own to the arguments of every tool call. */
const ADD_FIELDS = ["n8n", "Cline"];

interface UnusualMessage {
  what: string;
  method: string;
  params: unknown;
  /** The usual params, as a control. A refusal of `params` is a finding only if the server accepts these. */
  plain: unknown;
  headers?: Record<string, string>;
}

/** Runs the checks that need no token. */
export async function* lenient(session: Session): AsyncGenerator<Finding> {
  if (session.allToolsProtected) {
    yield skipped("nulls", "all requests need a token");
    return;
  }
  const refused: string[] = [];
  for (const message of unusualMessages(session)) {
    if (await isRefused(session, message)) refused.push(message.what);
  }
  yield nulls(session, refused);
  yield await unknownField(session);
}

function unusualMessages(session: Session): UnusualMessage[] {
  const initializeParams = { protocolVersion: LEGACY, capabilities: {}, clientInfo: CLIENT_INFO };
  const withNulls = { ...initializeParams, capabilities: { roots: null } };
  const name = publicTool(session)?.name;
  return [
    { what: "params: null", method: "tools/list", params: null, plain: {} },
    { what: "cursor: null", method: "tools/list", params: { cursor: null }, plain: {} },
    {
      what: "nulls in initialize",
      method: "initialize",
      params: { ...withNulls, clientInfo: { ...CLIENT_INFO, title: null } },
      plain: initializeParams,
      ...(session.challengesOnConnect && { headers: OPENAI_CONNECTOR }),
    },
    ...(name === undefined ? [] : [{
      what: "arguments: null",
      method: "tools/call",
      params: { name, arguments: null },
      plain: { name, arguments: {} },
    }]),
  ];
}

async function isRefused(
  session: Session,
  { method, params, plain, headers }: UnusualMessage,
): Promise<boolean> {
  if (succeeded(await send(session, method, params, headers))) return false;
  return succeeded(await send(session, method, plain, headers));
}

function send(
  session: Session,
  method: string,
  params: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return post(session, body, { "MCP-Protocol-Version": LEGACY, ...headers });
}

function nulls(session: Session, refused: readonly string[]): Finding {
  if (refused.length === 0) return ok("nulls", "null is treated as absent");
  const found = `the server refuses ${listed(refused)}`;
  const means = "requests with null fail";
  const fix = lenientFix(session, "Treat null as absent.");
  return problem("nulls", found, { affects: WRITE_NULL, means, fix });
}

async function unknownField(session: Session): Promise<Finding> {
  const tool = publicTool(session);
  if (!tool) {
    return skipped("unknown fields", "no public tool is read-only and callable without arguments");
  }
  const paramsWith = (fields: unknown) => ({
    name: tool.name,
    arguments: fields,
  });
  const message: UnusualMessage = {
    what: "",
    method: "tools/call",
    params: paramsWith({ toolCallId: "1" }),
    plain: paramsWith({}),
  };
  if (!await isRefused(session, message)) {
    return ok("unknown fields", "unknown arguments are ignored");
  }
  const fix = lenientFix(session, "Ignore unknown arguments, and list them in the result.");
  const found = `${oneLine(tool.name, 40)} refuses an unknown argument`;
  const means =
    "every tool call fails: these clients add arguments such as toolCallId and task_progress";
  return problem("unknown fields", found, { affects: ADD_FIELDS, means, fix });
}

/** @param otherwise advice for servers other than this project's */
export function lenientFix({ isThisProject }: Session, otherwise: string): Fix {
  return isThisProject
    ? fixes.deploy("Deploy the current functions, which do not have this problem:")
    : fixes.advice(otherwise);
}
