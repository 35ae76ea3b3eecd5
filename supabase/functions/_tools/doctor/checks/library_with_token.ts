// This project's tools as single clients call them. Changes nothing: the only write names an id that no artifact has.

import { CLIENTS } from "../clients.ts";
import { fault, type Finding, ok, problem, skipped } from "../finding.ts";
import { bearer, type Reply, request, resultOf, succeeded } from "../mcp.ts";
import { isObject, type JsonObject, type Visit } from "../visit.ts";
import { takeAsAbsent } from "./lenient.ts";

/** Claude Code cuts an answer at 25,000 tokens, claude.ai at about 150,000 characters. */
const MAX_ANSWER_CHARACTERS = 90_000;
/** An id that no library has (RFC 9562 §5.9: the nil UUID is never generated). */
const NO_ARTIFACT = "00000000-0000-0000-0000-000000000000";

type Call = (tool: string, fields: JsonObject) => Promise<Reply | undefined>;

/** Ids as URIs, lists as JSON text, and the length of answers. Needs a token. */
export async function* libraryWithToken(visit: Visit): AsyncGenerator<Finding> {
  const call = caller(visit);
  const list = visit.ours ? await call("artifact.list", { limit: 100 }) : undefined;
  if (!list || !succeeded(list)) {
    yield skipped("answer size", "no library, or no token to read it with");
    return;
  }
  yield sameAnswer(visit, {
    check: "ids as URIs",
    what: "artifact://<id>",
    clients: ["clients that pass a resource's URI"],
    plain: await call("artifact.view", { id: NO_ARTIFACT }),
    odd: await call("artifact.view", { id: `artifact://${NO_ARTIFACT}` }),
  });
  const nothing = { id: NO_ARTIFACT, expected_version: 1 };
  yield sameAnswer(visit, {
    check: "text lists",
    what: "a list as JSON text",
    clients: [CLIENTS["claude-code"]],
    plain: await call("artifact.update", { ...nothing, tags: ["doctor"] }),
    odd: await call("artifact.update", { ...nothing, tags: '["doctor"]' }),
  });
  const longest = longestOf(list);
  const view = longest === undefined ? undefined : await call("artifact.view", { id: longest });
  yield answerSize(visit, [list, ...(view ? [view] : [])]);
}

// Finds the tool in either spelling; undefined = no token, or no such tool.
function caller(visit: Visit): Call {
  const { token, tools = [] } = visit;
  return async (dotted, fields) => {
    const names = [dotted, dotted.replaceAll(".", "_")];
    const name = tools.find((tool) => names.includes(tool.name))?.name;
    if (token === undefined || name === undefined) return undefined;
    return await request(visit, "tools/call", { name, arguments: fields }, bearer(token));
  };
}

interface Spellings {
  check: string;
  what: string;
  clients: readonly string[];
  /** The answer to the plain spelling, and to the client's. */
  plain: Reply | undefined;
  odd: Reply | undefined;
}

function sameAnswer(visit: Visit, { check, what, clients, plain, odd }: Spellings): Finding {
  if (!plain?.message || !odd?.message) return skipped(check, "no answer to compare");
  if (JSON.stringify(plain.message) === JSON.stringify(odd.message)) {
    return ok(check, `${what}: understood`);
  }
  const fix = takeAsAbsent(visit, "Accept both spellings.");
  return problem(check, `${what} is refused`, fault(clients, "calls fail", fix));
}

/** The id of the largest artifact on this page. */
function longestOf(list: Reply): string | undefined {
  const { structuredContent } = resultOf(list) ?? {};
  const artifacts = isObject(structuredContent) ? structuredContent.artifacts : undefined;
  if (!Array.isArray(artifacts)) return undefined;
  const bySize = artifacts.filter(isObject).toSorted((a, b) => Number(b.size) - Number(a.size));
  return bySize[0] && String(bySize[0].id);
}

function answerSize(visit: Visit, answers: readonly Reply[]): Finding {
  const largest = Math.max(...answers.map((reply) => JSON.stringify(resultOf(reply) ?? {}).length));
  const characters = `${largest.toLocaleString("en")} characters`;
  if (largest <= MAX_ANSWER_CHARACTERS) return ok("answer size", `at most ${characters}`);
  const fix = takeAsAbsent(visit, "Return long content in chunks.");
  const means = "the answer is cut or replaced, and views stay empty";
  const clients = [CLIENTS["claude"], CLIENTS["claude-code"]];
  return problem("answer size", `an answer has ${characters}`, fault(clients, means, fix));
}
