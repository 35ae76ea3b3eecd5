// Faults of hosts, all reported in the field: dropped data, arguments or tool names; no forwarded calls, or only
// calls with listed names.

import type { CallToolRequest, CallToolResult, Tool } from "@modelcontextprotocol/client";

export interface Faults {
  /** What happens to structured content; `text` = it becomes JSON in the only text block. */
  data?: "missing" | "null" | "text" | "empty";
  input?: "missing" | "late";
  /** Milliseconds by which the arguments follow the result. */
  lateMs?: number;
  toolInfo?: "missing";
  /** The only form of names that the host lists and forwards. */
  names?: "dotted" | "underscored";
  /** Whether the view's calls are forwarded, and the error with which they fail. */
  calls?: "refused" | "undeclared" | "failing" | "unauthorized";
  /** The same for results of the view's own calls. */
  dataOfCalls?: "missing";
  /**
   * The lengths of successive chunks, shorter than requested. Artifacts are
   * then not read as resources.
   */
  pieces?: number[];
  /** Milliseconds per call. */
  delayMs?: number;
}

type Params = CallToolRequest["params"];

/** The result as the view receives it. */
export function passedOn(result: CallToolResult, { data }: Faults): CallToolResult {
  const { structuredContent, ...rest } = result;
  if (data === undefined) return result;
  if (data === "empty") return { ...rest, structuredContent: {} };
  if (data === "null") return { ...rest, structuredContent: null, _meta: null } as never;
  if (data === "missing") return rest;
  return { ...rest, content: [{ type: "text", text: JSON.stringify(structuredContent) }] };
}

/** The tool information that the view receives. */
export function listedAs(tool: Tool, { names }: Faults): Tool {
  if (names === undefined) return tool;
  const [from, to] = names === "dotted" ? ["_", "."] as const : [".", "_"] as const;
  return { ...tool, name: tool.name.replace(from, to) };
}

const ERRORS = {
  refused: Object.assign(new Error("Method not found"), { code: -32601 }),
  undeclared: Object.assign(new Error("Method not found"), { code: -32601 }),
  failing: new Error("fetch failed"),
  unauthorized: new Error("Server answered 401 Unauthorized"),
};

let turn = 0;

/** Answers a call from the view. */
export async function forward(
  params: Params,
  { calls, names, dataOfCalls, pieces, delayMs }: Faults,
  pass: (params: Params) => Promise<CallToolResult>,
): Promise<CallToolResult> {
  if (delayMs) await new Promise((resolve) => setTimeout(resolve, delayMs));
  if (calls) throw ERRORS[calls];
  if (names && params.name.includes(names === "dotted" ? "_" : ".")) {
    throw new Error(`Tool ${params.name} not found`);
  }
  const limit = pieces?.[turn++ % pieces.length];
  const cut = limit === undefined || !("limit" in (params.arguments ?? {}))
    ? params
    : { ...params, arguments: { ...params.arguments, limit } };
  const { structuredContent, ...rest } = await pass(cut);
  return dataOfCalls === "missing" || structuredContent === undefined
    ? rest
    : { ...rest, structuredContent };
}
