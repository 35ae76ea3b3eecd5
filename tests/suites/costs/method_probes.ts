// What is tried of each method and path, tools apart. Knows no tool.

import { JSON_TEXTS } from "./json_texts.ts";
import { SMALL, type Template, TEMPLATES } from "./methods.ts";
import { PATHS } from "./paths.ts";
import { MAX_BODY_BYTES, post, type Probe } from "./probe.ts";

/** Of a hostile value's limit: what is around it takes the rest. */
const AROUND = 1_000;

interface Read {
  uris: readonly string[];
  /** Answers with tokens may be larger. */
  token?: string;
}

/** What is looked at most closely: with every hostile value. The others get some of them, by the seed. */
const LOOKED_AT = [
  "a message",
  "initialize clientInfo.icons",
  "initialize capabilities.experimental",
  "initialize _meta",
  "tools/call arguments",
  "tools/list of 2026-07-28, clientInfo",
  "ping of 2026-07-28, clientCapabilities",
];
const SOME = 2;

/**
 * @param most bytes of a message
 * @returns each message with hostile values
 */
export function methodProbes(seed: number, most: number, token?: string): Probe[] {
  const all = Object.entries(JSON_TEXTS);
  return TEMPLATES.flatMap((template, index) =>
    all.filter((_, at) => {
      const distance = (at + index * SOME + seed) % all.length;
      return LOOKED_AT.includes(template.name) || distance < SOME;
    }).map(([name, write]): Probe => ({
      name: `${template.name}: ${name}${token === undefined ? "" : ", signed in"}`,
      // Values that were cheap as a whole message start at their limit, except in the most expensive methods.
      group: LOOKED_AT.includes(template.name) ? `${template.name}: ${name}` : name,
      room: { amount: most - AROUND, unit: "bytes" },
      ...{ usesDatabase: false, anonymous: token === undefined },
      request: ({ amount }) => requestOf(template, write(amount), token),
    }))
  );
}

/** @returns anonymous messages of the size that only a user may send */
export function tooLargeProbes(): Probe[] {
  return methodProbes(0, MAX_BODY_BYTES)
    .filter(({ name }) => name.startsWith("a message: "))
    .map((probe) => ({
      ...probe,
      name: `too large, ${probe.name}`,
      group: `too large, ${probe.group}`,
    }));
}

function requestOf({ text, modern }: Template, value: string, token?: string) {
  const headers: [string, string][] = modern
    ? [
      ["MCP-Protocol-Version", "2026-07-28"],
      ["Mcp-Method", modern.method],
      ...(modern.name ? [["Mcp-Name", modern.name] as [string, string]] : []),
    ]
    : [];
  return post(text.replace("$", () => value), token, headers);
}

/** @returns the smallest message of each method, and each resource that can be read */
export function smallProbes({ uris, token }: Read): Probe[] {
  const once = (name: string, method: string, params?: object): Probe => ({
    ...{ name, group: name, room: undefined, usesDatabase: true, anonymous: token === undefined },
    request: () => post(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }), token),
  });
  const signed = token === undefined ? "" : ", signed in";
  return [
    ...SMALL.map((method) => once(`${method}${signed}`, method)),
    ...uris.map((uri) => once(`resources/read ${uri}${signed}`, "resources/read", { uri })),
  ];
}

/** @returns every path of both functions, with hostile headers */
export function pathProbes(): Probe[] {
  return PATHS.map(({ target, method, path, headers = [], body }): Probe => {
    const name = `${method} ${path.slice(1, 60)}${
      headers.map(([key, value]) => ` ${key}: ${value.slice(0, 16)}`).join("")
    }`;
    return {
      ...{ name, group: name, room: undefined, usesDatabase: false, anonymous: true, target },
      request: () => ({ method, path, headers, ...(body !== undefined && { body }) }),
    };
  });
}
