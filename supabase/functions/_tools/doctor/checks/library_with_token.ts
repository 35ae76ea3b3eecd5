// Calls this project's tools as some clients do. Changes nothing: the only update names an artifact that cannot exist.

import { CLIENTS } from "../clients.ts";
import { type Finding, ok, problem, skipped } from "../finding.ts";
import { bearer, type Reply, request, resultOf, succeeded } from "../mcp.ts";
import { isObject, type JsonObject, type Session } from "../session.ts";
import { lenientFix } from "./lenient.ts";

/** Below two limits: Claude Code truncates results at 25,000 tokens, claude.ai at about 150,000 characters. */
const MAX_RESULT_CHARACTERS = 90_000;
/** The nil UUID, which is never generated (RFC 9562 §5.9). */
const NO_ARTIFACT = "00000000-0000-0000-0000-000000000000";

type Call = (tool: string, fields: JsonObject) => Promise<Reply | undefined>;

/** Tests ids as URIs, lists as JSON text, and the size of results. Needs a token. */
export async function* libraryWithToken(session: Session): AsyncGenerator<Finding> {
  const call = caller(session);
  const list = session.isThisProject ? await call("artifact.list", { limit: 100 }) : undefined;
  if (!list || !succeeded(list)) {
    yield skipped("result size", "not this project's library, or no token to read it");
    return;
  }
  yield sameAnswer(session, {
    check: "ids as URIs",
    what: "artifact://<id>",
    clients: ["clients that pass a resource's URI"],
    plain: await call("artifact.view", { id: NO_ARTIFACT }),
    odd: await call("artifact.view", { id: `artifact://${NO_ARTIFACT}` }),
  });
  const missing = { id: NO_ARTIFACT, expected_version: 1 };
  yield sameAnswer(session, {
    check: "text lists",
    what: "a list as JSON text",
    clients: [CLIENTS["claude-code"]],
    plain: await call("artifact.update", { ...missing, tags: ["doctor"] }),
    odd: await call("artifact.update", { ...missing, tags: '["doctor"]' }),
  });
  const longest = longestOf(list);
  const view = longest === undefined ? undefined : await call("artifact.view", { id: longest });
  yield answerSize(session, [list, ...(view ? [view] : [])]);
}

// Calls a tool by its dotted or its underscored name; undefined = no token, or no such tool.
function caller(session: Session): Call {
  const { token, tools = [] } = session;
  return async (dotted, fields) => {
    const names = [dotted, dotted.replaceAll(".", "_")];
    const name = tools.find((tool) => names.includes(tool.name))?.name;
    if (token === undefined || name === undefined) return undefined;
    return await request(session, "tools/call", { name, arguments: fields }, bearer(token));
  };
}

interface Comparison {
  check: string;
  what: string;
  clients: readonly string[];
  /** The response to the usual form of the arguments. */
  plain: Reply | undefined;
  /** The response to the form that `clients` send. */
  odd: Reply | undefined;
}

function sameAnswer(session: Session, { check, what, clients, plain, odd }: Comparison): Finding {
  if (!plain?.message || !odd?.message) return skipped(check, "no response to compare");
  if (JSON.stringify(plain.message) === JSON.stringify(odd.message)) {
    return ok(check, `accepts ${what}`);
  }
  const fix = lenientFix(session, "Accept both forms.");
  return problem(check, `${what} is refused`, { affects: clients, means: "tool calls fail", fix });
}

/** Returns the id of the largest artifact in the response of artifact.list. */
function longestOf(list: Reply): string | undefined {
  const { structuredContent } = resultOf(list) ?? {};
  const artifacts = isObject(structuredContent) ? structuredContent.artifacts : undefined;
  if (!Array.isArray(artifacts)) return undefined;
  const bySize = artifacts.filter(isObject).toSorted((a, b) => Number(b.size) - Number(a.size));
  return bySize[0] && String(bySize[0].id);
}

function answerSize(session: Session, answers: readonly Reply[]): Finding {
  const largest = Math.max(...answers.map((reply) => JSON.stringify(resultOf(reply) ?? {}).length));
  const characters = `${largest.toLocaleString("en")} characters`;
  if (largest <= MAX_RESULT_CHARACTERS) return ok("result size", `at most ${characters}`);
  const fix = lenientFix(session, "Return long content in chunks.");
  const means = "the client truncates or replaces the result, and views stay empty";
  const clients = [CLIENTS["claude"], CLIENTS["claude-code"]];
  return problem("result size", `a result has ${characters}`, { affects: clients, means, fix });
}
