// Optional arguments as clients really send them: null, empty, or as text. Needs a token, since public tools have none.

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, ok, problem, skipped } from "../finding.ts";
import { call, guarded } from "../guarded_tool.ts";
import { bearer, succeeded } from "../mcp.ts";
import { isObject, type JsonObject, type ListedTool, type Visit } from "../visit.ts";
import { quoted } from "../words.ts";
import { takeAsAbsent } from "./lenient.ts";

interface Way {
  check: string;
  /** What clients do. */
  what: string;
  clients: readonly string[];
  /** The argument for a property of this schema; undefined = such a property is left out. */
  valueOf: (schema: JsonObject) => unknown;
  otherwise: string;
}

const WAYS: readonly Way[] = [
  {
    check: "null optional",
    what: "null for what is optional",
    clients: ["LibreChat", "CrewAI", "NeMo Agent Toolkit", "docker-agent"],
    valueOf: () => null,
    otherwise: "Take null as absent.",
  },
  {
    check: "empty optional",
    what: "an empty text for what is optional",
    clients: ["MetaMCP"],
    valueOf: ({ type }) => type === "string" ? "" : undefined,
    otherwise: "Take an empty optional text as absent.",
  },
  {
    check: "text values",
    what: "numbers and booleans as text",
    clients: [CLIENTS["claude-code"]],
    valueOf: asText,
    otherwise: "Parse text where a number or a boolean is expected.",
  },
];

/** Calls a tool that reads, and changes nothing. */
export async function* lenientWithToken(visit: Visit): AsyncGenerator<Finding> {
  const { token } = visit;
  const tool = guarded(visit);
  if (token === undefined || !tool || !succeeded(await call(visit, tool, bearer(token)))) {
    yield skipped("arguments", "no call with a token to try them in");
    return;
  }
  for (const way of WAYS) yield await tried(visit, tool, token, way);
}

async function tried(visit: Visit, tool: ListedTool, token: string, way: Way): Promise<Finding> {
  const { check, what, clients, valueOf, otherwise } = way;
  const fields = Object.entries(propertiesOf(tool))
    .map(([name, schema]) => [name, isObject(schema) ? valueOf(schema) : undefined] as const)
    .filter(([, value]) => value !== undefined);
  if (fields.length === 0) return skipped(check, `no field to try ${what} with`);
  const reply = await call(visit, tool, bearer(token), Object.fromEntries(fields));
  if (succeeded(reply)) return ok(check, `${what}: understood`);
  const found = `${quoted(tool.name, 40)} refuses ${what}`;
  return problem(check, found, fault(clients, "calls fail", takeAsAbsent(visit, otherwise)));
}

function propertiesOf({ inputSchema }: ListedTool): JsonObject {
  return isObject(inputSchema?.properties) ? inputSchema.properties : {};
}

function asText({ type, default: usual, minimum }: JsonObject): string | undefined {
  if (type === "boolean") return String(usual ?? false);
  return type === "integer" || type === "number" ? String(usual ?? minimum ?? 1) : undefined;
}
