// Checks that descriptions, instructions and resources use the names in `tools/list`. Models call the names they read.

import { CLIENTS, OPENAI_CONNECTOR } from "../clients.ts";
import { type Affected, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { bearer, initialize, request, resultOf } from "../mcp.ts";
import { listResources, readResource } from "../resources.ts";
import { isObject, type ListedTool, type Session } from "../session.ts";
import { examples } from "../text.ts";

/** Resources that are read at most: a server may list thousands. */
const MAX_RESOURCES = 5;
const CALLS = "call tools that do not exist";

/** Finds names in descriptions, instructions and resources that differ from `tools/list`. */
export async function namesInTexts(
  session: Session,
  tools: readonly ListedTool[],
): Promise<Finding> {
  const texts = [
    session.instructions ?? "",
    ...tools.flatMap(descriptionsIn),
    ...await guides(session),
  ];
  return judge(session, "names in texts", tools, texts);
}

/** Reads the instructions with a token, for servers whose `initialize` needs one. */
export async function* namesInInstructions(session: Session): AsyncGenerator<Finding> {
  const { token, tools = [], challengesOnConnect } = session;
  if (token === undefined || !challengesOnConnect) {
    yield skipped("instructions", "checked before, or no token to read them with");
    return;
  }
  const { instructions } = resultOf(await initialize(session, bearer(token))) ?? {};
  yield judge(session, "instructions", tools, [String(instructions ?? "")]);
}

/** Compares the texts and names that OpenAI's connector gets. Servers may send other names to this connector. */
export async function namesForOpenAi(session: Session): Promise<Finding> {
  const listed = resultOf(await request(session, "tools/list", {}, OPENAI_CONNECTOR))?.tools;
  const { instructions } = resultOf(await initialize(session, OPENAI_CONNECTOR)) ?? {};
  const tools = (Array.isArray(listed) ? listed.filter(isObject) : []) as unknown as ListedTool[];
  if (tools.length === 0) return skipped("openai texts", "OpenAI's connector gets no tool list");
  const texts = [String(instructions ?? ""), ...tools.flatMap(descriptionsIn)];
  return judge(session, "openai texts", tools, texts, [CLIENTS.chatgpt]);
}

async function guides(session: Session): Promise<string[]> {
  const listed = [...(await listResources(session)).values()]
    .filter(({ uri, mimeType }) =>
      !String(uri).startsWith("ui:") && String(mimeType).startsWith("text/")
    );
  const read = listed.slice(0, MAX_RESOURCES).map(({ uri }) => readResource(session, String(uri)));
  return (await Promise.all(read)).map((content) => String(content?.text ?? ""));
}

function judge(
  { isThisProject }: Session,
  check: string,
  tools: readonly ListedTool[],
  texts: readonly string[],
  affects: Affected = "everyone",
): Finding {
  const all = tools.map(({ name }) => name);
  const other = texts.flatMap((text) => all.flatMap((name) => otherForms(name, text)))
    .filter((form) => !all.includes(form));
  if (other.length === 0) return ok(check, "all texts use the names from tools/list");
  const fix = isThisProject
    ? fixes.deploy("Deploy the current functions, which use the same names everywhere:")
    : fixes.advice("Use the names from tools/list in descriptions and instructions.");
  const found = `texts mention ${examples([...new Set(other)])}, which tools/list lacks`;
  const means = affects === "everyone" ? CALLS : `models ${CALLS}`;
  return problem(check, found, { affects, means, fix });
}

function otherForms(name: string, text: string): string[] {
  const parts = String(name).split(/[._-]/);
  if (parts.length < 2 || !parts.every((part) => /^[A-Za-z0-9]+$/.test(part))) return [];
  const anyForm = new RegExp(`(?<![\\w./-])${parts.join("[._-]")}(?![\\w/-]|\\.\\w)`, "g");
  return (text.match(anyForm) ?? []).filter((form) => form !== name);
}

function descriptionsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(descriptionsIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "description" && typeof inner === "string" ? [inner] : descriptionsIn(inner)
  );
}
