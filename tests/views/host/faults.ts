// What hosts get wrong, each as reported of some: they drop the data of a result, or the arguments, or the
// tool's name; they forward no calls, or only those with the names they listed.

import type { CallToolRequest, CallToolResult, Tool } from "@modelcontextprotocol/client";

export interface Faults {
  /** The structured content of the result shown; `text` = as JSON in the only text. */
  data?: "missing" | "null" | "text" | "empty";
  input?: "missing" | "late";
  /** How much later than the result, in milliseconds. */
  lateMs?: number;
  toolInfo?: "missing";
  /** The one form of names that is listed and forwarded. */
  names?: "dotted" | "underscored";
  /** Whether calls of the view are forwarded, and with what error they fail. */
  calls?: "refused" | "undeclared" | "failing" | "unauthorized";
  /** Structured content of the results of the view's own calls too. */
  dataOfCalls?: "missing";
  /**
   * The lengths of pieces that the library gives, one after the other: shorter than asked for. Artifacts are
   * then not read as resources.
   */
  pieces?: number[];
  /** Milliseconds that a call takes. */
  delayMs?: number;
}

type Params = CallToolRequest["params"];

/** The result as the view gets it. */
export function passedOn(result: CallToolResult, { data }: Faults): CallToolResult {
  const { structuredContent, ...rest } = result;
  if (data === undefined) return result;
  if (data === "empty") return { ...rest, structuredContent: {} };
  if (data === "null") return { ...rest, structuredContent: null, _meta: null } as never;
  if (data === "missing") return rest;
  return { ...rest, content: [{ type: "text", text: JSON.stringify(structuredContent) }] };
}

/** The tool as the view is told of it. */
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

/** Answers a call of the view. */
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
