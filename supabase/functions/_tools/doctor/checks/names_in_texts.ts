// Texts that models read and that name tools: a model calls the name that a text has.

import { CLIENTS, OPENAI_CONNECTOR } from "../clients.ts";
import { type Affected, fault, type Finding, ok, problem, skipped } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { bearer, initialize, request, resultOf } from "../mcp.ts";
import { listResources, readResource } from "../resources.ts";
import { isObject, type ListedTool, type Visit } from "../visit.ts";
import { examples } from "../words.ts";

/** Guides are short; a library of documents is no text about tools. */
const MAX_RESOURCES = 5;
const CALLS = "call tools that are not there";

/** Descriptions, instructions and resources that write a name otherwise than `tools/list` does. */
export async function namesInTexts(visit: Visit, tools: readonly ListedTool[]): Promise<Finding> {
  const texts = [
    visit.instructions ?? "",
    ...tools.flatMap(descriptionsIn),
    ...await guides(visit),
  ];
  return judge(visit, "names in texts", tools, texts);
}

/** Where the handshake needs a token, the instructions are read with it. */
export async function* namesInInstructions(visit: Visit): AsyncGenerator<Finding> {
  const { token, tools = [], asksAtConnect } = visit;
  if (token === undefined || !asksAtConnect) {
    yield skipped("instructions", "read at the handshake, or not without a token");
    return;
  }
  const { instructions } = resultOf(await initialize(visit, bearer(token))) ?? {};
  yield judge(visit, "instructions", tools, [String(instructions ?? "")]);
}

/** The same for OpenAI's connector, which may be shown other names. */
export async function namesForOpenAi(visit: Visit): Promise<Finding> {
  const listed = resultOf(await request(visit, "tools/list", {}, OPENAI_CONNECTOR))?.tools;
  const { instructions } = resultOf(await initialize(visit, OPENAI_CONNECTOR)) ?? {};
  const tools = (Array.isArray(listed) ? listed.filter(isObject) : []) as unknown as ListedTool[];
  if (tools.length === 0) return skipped("openai texts", "no list for OpenAI's connector");
  const texts = [String(instructions ?? ""), ...tools.flatMap(descriptionsIn)];
  return judge(visit, "openai texts", tools, texts, [CLIENTS.chatgpt]);
}

async function guides(visit: Visit): Promise<string[]> {
  const listed = [...(await listResources(visit)).values()]
    .filter(({ uri, mimeType }) =>
      !String(uri).startsWith("ui:") && String(mimeType).startsWith("text/")
    );
  const read = listed.slice(0, MAX_RESOURCES).map(({ uri }) => readResource(visit, String(uri)));
  return (await Promise.all(read)).map((content) => String(content?.text ?? ""));
}

function judge(
  { ours }: Visit,
  check: string,
  tools: readonly ListedTool[],
  texts: readonly string[],
  affects: Affected = "everyone",
): Finding {
  const all = tools.map(({ name }) => name);
  const other = texts.flatMap((text) => all.flatMap((name) => otherForms(name, text)))
    .filter((form) => !all.includes(form));
  if (other.length === 0) return ok(check, "name tools as they are listed");
  const fix = ours
    ? fixes.deploy("Deploy the present functions, which write one form everywhere:")
    : fixes.inWords("Write names in descriptions and instructions as tools/list has them.");
  const found = `name ${examples([...new Set(other)])}: not listed`;
  const means = affects === "everyone" ? CALLS : `models ${CALLS}`;
  return problem(check, found, fault(affects, means, fix));
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
