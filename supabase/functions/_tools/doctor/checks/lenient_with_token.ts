// Checks that the server accepts optional arguments as some clients send them: null, empty, or as strings. Calls a
// protected tool, because the public tool that the doctor may call has no arguments.

import { CLIENTS } from "../clients.ts";
import { type Finding, ok, problem, skipped } from "../finding.ts";
import { call, protectedTool } from "../protected_tool.ts";
import { bearer, succeeded } from "../mcp.ts";
import { isObject, type JsonObject, type ListedTool, type Session } from "../session.ts";
import { oneLine } from "../text.ts";
import { lenientFix } from "./lenient.ts";

interface Variant {
  check: string;
  /** What the clients send, as text for findings. */
  what: string;
  clients: readonly string[];
  /** The argument for a property with this schema; undefined = omit the property. */
  valueOf: (schema: JsonObject) => unknown;
  /** Advice for servers other than this project's. */
  otherwise: string;
}

const VARIANTS: readonly Variant[] = [
  {
    check: "null optional",
    what: "null for optional arguments",
    clients: ["LibreChat", "CrewAI", "NeMo Agent Toolkit", "docker-agent"],
    valueOf: () => null,
    otherwise: "Treat null as absent.",
  },
  {
    check: "empty optional",
    what: "an empty string for optional arguments",
    clients: ["MetaMCP"],
    valueOf: ({ type }) => type === "string" ? "" : undefined,
    otherwise: "Treat an empty optional string as absent.",
  },
  {
    check: "text values",
    what: "numbers and booleans as strings",
    clients: [CLIENTS["claude-code"]],
    valueOf: toStringValue,
    otherwise: "Parse strings where a number or a boolean is expected.",
  },
];

/** Calls a read-only tool once per variant. */
export async function* lenientWithToken(session: Session): AsyncGenerator<Finding> {
  const { token } = session;
  const tool = protectedTool(session);
  if (token === undefined || !tool || !succeeded(await call(session, tool, bearer(token)))) {
    yield skipped("arguments", "no call of a protected tool succeeds with a token");
    return;
  }
  for (const variant of VARIANTS) yield await tryVariant(session, tool, token, variant);
}

async function tryVariant(
  session: Session,
  tool: ListedTool,
  token: string,
  variant: Variant,
): Promise<Finding> {
  const { check, what, clients, valueOf, otherwise } = variant;
  const fields = Object.entries(propertiesOf(tool))
    .map(([name, schema]) => [name, isObject(schema) ? valueOf(schema) : undefined] as const)
    .filter(([, value]) => value !== undefined);
  if (fields.length === 0) {
    return skipped(check, `${oneLine(tool.name, 40)} has no argument for a test with ${what}`);
  }
  const reply = await call(session, tool, bearer(token), Object.fromEntries(fields));
  if (succeeded(reply)) return ok(check, `accepts ${what}`);
  const found = `${oneLine(tool.name, 40)} refuses ${what}`;
  return problem(check, found, {
    affects: clients,
    means: "tool calls fail",
    fix: lenientFix(session, otherwise),
  });
}

function propertiesOf({ inputSchema }: ListedTool): JsonObject {
  return isObject(inputSchema?.properties) ? inputSchema.properties : {};
}

function toStringValue({ type, default: fallback, minimum }: JsonObject): string | undefined {
  if (type === "boolean") return String(fallback ?? false);
  return type === "integer" || type === "number" ? String(fallback ?? minimum ?? 1) : undefined;
}
