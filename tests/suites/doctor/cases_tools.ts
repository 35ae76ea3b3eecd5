// Tools, arguments and views that particular clients reject.

import { atMcp } from "./cases_http.ts";
import { redocumented, type Spoil } from "./front.ts";
import type { Misconfiguration } from "./misconfiguration.ts";

type Item = Record<string, unknown> & { _meta?: Record<string, unknown> };

/** Changes every item of a list in a result. */
function items(list: "tools" | "resources", change: (item: Item) => Item[]): Spoil {
  return atMcp((answer) =>
    redocumented(answer, (document) => {
      const { result } = document as { result?: Record<string, unknown> };
      const all = result?.[list] as Item[] | undefined;
      return all ? { ...document, result: { ...result, [list]: all.flatMap(change) } } : document;
    })
  );
}

/** Rejects requests whose body contains this text, as a strict validator does. */
function refusing(text: string): Spoil {
  return async (request, pass) => {
    const body = request.method === "POST" ? await request.clone().text() : "";
    const error = { code: -32602, message: "Invalid params" };
    return body.includes(text) ? Response.json({ jsonrpc: "2.0", id: 1, error }) : await pass();
  };
}

export const TOOL_CASES: readonly Misconfiguration[] = [
  {
    what: "dotted names, for Claude",
    world: { environment: () => ({ MCP_TOOL_NAMES: "dotted" }) },
    audience: "claude",
    finds: "names",
    found: /12 of 14 are refused by model APIs/,
    fix: /MCP_TOOL_NAMES=auto$/,
  },
  {
    what: "dotted names, for Cursor",
    world: { environment: () => ({ MCP_TOOL_NAMES: "dotted" }) },
    audience: "cursor",
    finds: "names",
    found: /12 of 14 are refused by model APIs/,
    fix: /MCP_TOOL_NAMES=auto$/,
  },
  {
    what: "a description names a tool with a dot",
    spoil: items("tools", (tool) => [{ ...tool, description: "Call artifact.view next." }]),
    finds: "names in texts",
    found: /mention artifact\.view, which tools\/list lacks/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "a description names a tool without a dot to OpenAI's connector, for ChatGPT",
    spoil: async (request, pass) => {
      const isOpenAi = request.headers.get("User-Agent")?.startsWith("openai-mcp");
      const withDescription = items(
        "tools",
        (tool) => [{ ...tool, description: "Call artifact_view." }],
      );
      return isOpenAi ? await withDescription(request, pass) : await pass();
    },
    audience: "chatgpt",
    finds: "openai texts",
    found: /mention artifact_view, which tools\/list lacks/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "the instructions name a tool with a dot",
    spoil: atMcp((answer) =>
      redocumented(answer, (document) => {
        const result = document.result as Record<string, unknown> | undefined;
        if (result?.instructions === undefined) return document;
        return { ...document, result: { ...result, instructions: "Begin with artifact.list." } };
      })
    ),
    signIn: true,
    finds: "instructions",
    found: /mention artifact\.list, which tools\/list lacks/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "a schema uses format",
    spoil: items("tools", (tool) => [{
      ...tool,
      inputSchema: { type: "object", properties: { id: { type: "string", format: "uuid" } } },
    }]),
    finds: "formats",
    warns: ["Augment", "Gemini API parameters"],
    found: /14 of 14 use format \(uuid\)/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "views are named only in the nested field",
    spoil: items("tools", ({ _meta: { "ui/resourceUri": _, ...rest } = {}, ...tool }) => [
      { ...tool, _meta: rest },
    ]),
    finds: "flat view",
    warns: ["older hosts of MCP Apps"],
    found: /is missing or different: artifact_/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "views are not listed",
    spoil: items("resources", (each) => String(each.uri).startsWith("ui:") ? [] : [each]),
    finds: "listed views",
    warns: ["hosts that read resources/list"],
    found: /lacks \d of \d views: ui:\/\//,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "views are listed without their CSP",
    spoil: items("resources", ({ _meta: _, ...each }) => [each]),
    finds: "listed views",
    warns: ["hosts that read resources/list"],
    found: /a different CSP than resources\/read/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  ...[
    ["params: null", '"params":null'],
    ["cursor: null", '"cursor":null'],
    ["nulls in initialize", '"roots":null'],
    ["arguments: null", '"arguments":null'],
  ].map(([what = "", text = ""]): Misconfiguration => ({
    what: `${what} is refused`,
    spoil: refusing(text),
    finds: "nulls",
    warns: ["clients of the Python SDK"],
    found: new RegExp(`^the server refuses ${what}$`),
    fix: /task deploy --again$/,
    byHand: true,
  })),
  {
    what: "an unknown argument fails a call",
    spoil: refusing("toolCallId"),
    finds: "unknown fields",
    warns: ["n8n", "Cline"],
    found: /artifact_kinds refuses an unknown argument/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "null for an optional argument fails a call",
    spoil: refusing('"query":null'),
    signIn: true,
    finds: "null optional",
    warns: ["LibreChat", "CrewAI", "NeMo Agent Toolkit", "docker-agent"],
    found: /artifact_list refuses null for optional arguments/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "an empty string for an optional argument fails a call",
    spoil: refusing('"query":""'),
    signIn: true,
    finds: "empty optional",
    warns: ["MetaMCP"],
    found: /artifact_list refuses an empty string for optional arguments/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "a number as a string fails a call, for Claude Code",
    spoil: refusing('"limit":"20"'),
    audience: "claude-code",
    signIn: true,
    finds: "text values",
    found: /artifact_list refuses numbers and booleans as strings/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "an id as a URI fails a call",
    spoil: refusing('"artifact://'),
    signIn: true,
    finds: "ids as URIs",
    warns: ["clients that pass a resource's URI"],
    found: /artifact:\/\/<id> is refused/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "a list as JSON text fails a call, for Claude Code",
    spoil: refusing('"tags":"['),
    audience: "claude-code",
    signIn: true,
    finds: "text lists",
    found: /a list as JSON text is refused/,
    fix: /task deploy --again$/,
    byHand: true,
  },
  {
    what: "a result is longer than hosts accept",
    spoil: atMcp((answer) =>
      redocumented(answer, (document) => {
        const { result } = document as { result?: Record<string, unknown> };
        const isList = result?.structuredContent !== undefined;
        return isList
          ? { ...document, result: { ...result, padding: "x".repeat(90_000) } }
          : document;
      })
    ),
    signIn: true,
    finds: "result size",
    warns: ["claude.ai", "Claude Code"],
    found: /a result has 90,\d{3} characters/,
    fix: /task deploy --again$/,
    byHand: true,
  },
];
