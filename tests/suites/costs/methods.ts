// Messages of MCP with a hole for a hostile value, `$`: every place of a message that a server may look at. Each is
// tried by anybody; those in which a tool or an artifact is named also with a token.

export interface Template {
  name: string;
  text: string;
  /** Of revision 2026-07-28: the method and the name go into headers, too. */
  modern?: { method: string; name?: string };
}

const HANDSHAKE = (more: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",${more}}}`;
const INFO = `"clientInfo":{"name":"a","version":"1"}`;
const META = `"io.modelcontextprotocol/protocolVersion":"2026-07-28",` +
  `"io.modelcontextprotocol/clientInfo":{"name":"a","version":"1"}`;

const HANDSHAKES: Record<string, string> = {
  "clientInfo": HANDSHAKE(`"capabilities":{},"clientInfo":$`),
  ...Object.fromEntries(
    ["name", "version", "title", "websiteUrl", "icons", "x"].map((key) => [
      `clientInfo.${key}`,
      HANDSHAKE(`"capabilities":{},"clientInfo":{"name":"a","version":"1","${key}":$}`),
    ]),
  ),
  "capabilities": HANDSHAKE(`${INFO},"capabilities":$`),
  ...Object.fromEntries(
    ["experimental", "roots", "sampling", "elicitation", "tasks", "extensions", "x"].map((key) => [
      `capabilities.${key}`,
      HANDSHAKE(`${INFO},"capabilities":{"${key}":$}`),
    ]),
  ),
  "_meta": HANDSHAKE(`${INFO},"capabilities":{},"_meta":$`),
  "_meta.x": HANDSHAKE(`${INFO},"capabilities":{},"_meta":{"x":$}`),
  "task": HANDSHAKE(`${INFO},"capabilities":{},"task":$`),
  "x": HANDSHAKE(`${INFO},"capabilities":{},"x":$`),
  "protocolVersion":
    `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{${INFO},"capabilities":{},"protocolVersion":$}}`,
};

/** With what their params may hold. */
const METHODS: Record<string, readonly string[]> = {
  "ping": [],
  "tools/list": ["cursor"],
  "resources/list": ["cursor"],
  "resources/templates/list": ["cursor"],
  "resources/read": ["uri"],
  "prompts/list": ["cursor"],
  "prompts/get": ["name", "arguments"],
  "completion/complete": ["ref", "argument"],
  "tools/call": ["name", "arguments"],
  "logging/setLevel": ["level"],
  "subscriptions/listen": ["notifications"],
  "server/discover": [],
  "notifications/initialized": [],
  "notifications/cancelled": ["requestId", "reason"],
  "nowhere": ["x"],
};

const message = (method: string, params: string) =>
  `{"jsonrpc":"2.0","id":1,"method":"${method}","params":${params}}`;

export const TEMPLATES: readonly Template[] = [
  { name: "a message", text: "$" },
  { name: "an id", text: `{"jsonrpc":"2.0","id":$,"method":"ping"}` },
  { name: "a method", text: `{"jsonrpc":"2.0","id":1,"method":$}` },
  { name: "a revision of JSON-RPC", text: `{"jsonrpc":$,"id":1,"method":"ping"}` },
  { name: "a member beside", text: `{"jsonrpc":"2.0","id":1,"method":"ping","x":$}` },
  { name: "a response", text: `{"jsonrpc":"2.0","id":1,"result":$}` },
  { name: "a batch", text: `[{"jsonrpc":"2.0","id":1,"method":"ping"},$]` },
  ...Object.entries(HANDSHAKES).map(([name, text]) => ({ name: `initialize ${name}`, text })),
  ...Object.entries(METHODS).flatMap(([method, keys]) => [
    { name: `${method} params`, text: message(method, "$") },
    { name: `${method} _meta`, text: message(method, `{"_meta":$}`) },
    ...keys.map((key) => ({ name: `${method} ${key}`, text: message(method, `{"${key}":$}`) })),
  ]),
  ...["tools/list", "server/discover", "ping", "nowhere"].flatMap((method): Template[] => [
    {
      name: `${method} of 2026-07-28`,
      text: message(method, `{"_meta":{${META}},"x":$}`),
      modern: { method },
    },
    ...["clientInfo", "clientCapabilities", "x"].map((key) => ({
      name: `${method} of 2026-07-28, ${key}`,
      text: message(method, `{"_meta":{${META},"io.modelcontextprotocol/${key}":$}}`),
      modern: { method },
    })),
  ]),
  {
    name: "tools/call of 2026-07-28, inputResponses",
    text: message(
      "tools/call",
      `{"name":"artifact_kinds","arguments":{},"inputResponses":$,"_meta":{${META}}}`,
    ),
    modern: { method: "tools/call", name: "artifact_kinds" },
  },
];

/** Small messages: what they bring back for their size. */
export const SMALL: readonly string[] = Object.keys(METHODS);
