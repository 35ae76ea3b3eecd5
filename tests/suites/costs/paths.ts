// Requests to every path of both functions, by every method, and headers as long as a server takes them.

interface PathCase {
  target: "mcp" | "well-known";
  method: string;
  path: string;
  headers?: [string, string][];
  body?: string;
}

const METHODS = ["GET", "HEAD", "OPTIONS", "DELETE", "PUT", "PATCH", "TRACE"];
const DOCUMENTS = [
  "oauth-protected-resource",
  "oauth-authorization-server",
  "openid-configuration",
];

const PATHS_OF: Record<PathCase["target"], readonly string[]> = {
  "mcp": [
    "/mcp",
    "/mcp/",
    "/mcp/health",
    "/mcp/webhooks/clerk",
    "/mcp/nowhere",
    "/",
    ...DOCUMENTS.map((name) => `/mcp/.well-known/${name}`),
    ...DOCUMENTS.map((name) => `/.well-known/${name}/mcp`),
    `/mcp?${"a=%41&".repeat(5_000)}`,
    `/${"a/".repeat(15_000)}`,
    `/mcp/${"%2e%2e%2f".repeat(3_000)}`,
  ],
  "well-known": [
    "/well-known",
    "/well-known/documentation",
    "/well-known/openai-apps-challenge",
    "/well-known/nowhere",
    ...DOCUMENTS.map((name) => `/well-known/${name}`),
    ...DOCUMENTS.map((name) => `/well-known/${name}/functions/v1/mcp`),
    `/well-known/oauth-protected-resource/${"a/".repeat(15_000)}`,
    `/well-known/${"%2e%2e%2f".repeat(3_000)}`,
  ],
};

const MIB = 1024 * 1024;
const PING = `{"jsonrpc":"2.0","id":1,"method":"ping"}`;
const TYPE: [string, string] = ["Content-Type", "application/json"];
const long = (unit: string) => unit.repeat(Math.floor(30_000 / unit.length));
const base64 = (text: string) => btoa(text).replace(/=+$/, "");
const TOKEN = [
  base64('{"alg":"RS256","kid":"a"}'),
  base64(`{"sub":"${"a".repeat(20_000)}"}`),
  "AAAA",
].join(".");
const DEEP = [base64(`{"alg":"RS256","kid":"a","x":${"[".repeat(8_000)}`), "e30", "AAAA"].join(".");

/** Each in a ping: what is done with it comes before the message. */
const HEADERS: [string, string][] = [
  ["Authorization", `Bearer ${long("a")}`],
  ["Authorization", `Bearer ${long("a.")}`],
  ["Authorization", `Bearer ${long("=")}`],
  ["Authorization", `Bearer ${TOKEN}`],
  ["Authorization", `Bearer ${DEEP}`],
  ["Authorization", `Bearer oat_${long("a")}`],
  ["Authorization", `Bearer oat_${"A".repeat(20)}`],
  ["Authorization", long("Bearer, ")],
  ["Authorization", `Bearer${" ".repeat(30_000)}a`],
  ["Authorization", `Basic ${long("QQ")}`],
  ["Origin", `https://${long("a.")}example`],
  ["Origin", long("null,")],
  ["Accept", long("application/json;q=0.1,")],
  ["Accept-Language", long("en-GB;q=0.1,")],
  ["MCP-Protocol-Version", long("2025-11-25,")],
  ["Mcp-Session-Id", long("a")],
  ["Mcp-Method", long("ping,")],
  ["Mcp-Name", `=?base64?${long("QUFB")}?=`],
  ["User-Agent", long("openai-mcp/1.0.0 ")],
  ["Content-Encoding", long("gzip,")],
  ["X-Forwarded-For", long("1.1.1.1,")],
  ["Forwarded", long("for=1.1.1.1;host=a,")],
  ["X-Request-Id", long("a")],
  ["Cookie", long("a=b; ")],
  ["traceparent", long("00-")],
];

/** Webhooks that Clerk did not sign: a good form, many signatures, the largest body. */
const WEBHOOKS: [signature: string, body: string][] = [
  ["v1,AAAA", '{"type":"user.deleted","data":{"id":"user_a"}}'],
  ["v1,AAAA", "[".repeat(64 * 1024)],
  ["v1,AAAA", " ".repeat(64 * 1024)],
  [long("v1,AAAA "), "x".repeat(64 * 1024)],
  [long("v1,"), "x".repeat(64 * 1024)],
  ["v1,AAAA", "x".repeat(4 * MIB)],
];
const SIGNED_NOW = String(Math.floor(Date.now() / 1_000));

export const PATHS: readonly PathCase[] = [
  ...(["mcp", "well-known"] as const).flatMap((target) =>
    PATHS_OF[target].flatMap((path) => METHODS.map((method) => ({ target, method, path })))
  ),
  ...HEADERS.map((header): PathCase => ({
    ...{ target: "mcp", method: "POST", path: "/mcp", body: PING },
    headers: [TYPE, header],
  })),
  ...HEADERS.slice(0, 12).map((header): PathCase => ({
    ...{ target: "well-known", method: "GET", path: "/well-known/oauth-protected-resource" },
    headers: [header],
  })),
  ...WEBHOOKS.map(([signature, body], number): PathCase => ({
    ...{ target: "mcp", method: "POST", path: "/mcp/webhooks/clerk", body },
    headers: [
      TYPE,
      ["svix-id", `msg_${number}`],
      ["svix-timestamp", SIGNED_NOW],
      ["svix-signature", signature],
    ],
  })),
  ...["PUT", "DELETE", "PATCH"].map((method): PathCase => ({
    ...{ target: "mcp", method, path: "/mcp", headers: [TYPE], body: "a".repeat(4 * MIB) },
  })),
  ...["", "text/plain", "multipart/form-data; boundary=a", "application/json; charset=utf-7"]
    .map((type): PathCase => ({
      ...{ target: "mcp", method: "POST", path: "/mcp", body: "a".repeat(4 * MIB) },
      headers: [["Content-Type", type]],
    })),
  ...[" ", "\n", "[", "1", '"', "é", "{", "\\u0000"].map((unit): PathCase => ({
    ...{
      target: "mcp",
      method: "POST",
      path: "/mcp",
      headers: [TYPE, ["X-Body", unit.trim() || "space"]],
    },
    body: unit.repeat(Math.floor(4 * MIB / new TextEncoder().encode(unit).length)),
  })),
  ...[4 * MIB + 1, 9 * MIB].map((size): PathCase => ({
    ...{ target: "mcp", method: "POST", path: "/mcp", headers: [TYPE, ["X-Size", `${size}`]] },
    body: "a".repeat(size),
  })),
];
