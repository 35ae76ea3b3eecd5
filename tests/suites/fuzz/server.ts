// The local stack as a target: function `mcp` on its own port, past the gateway, with two tokens of a real
// sign-in, a filled library, and what the function writes to its log.

import { SECRET_KEY } from "../../local/data_api.ts";
import { obtainTokens } from "../../local/authorize.ts";
import type { Parts } from "../../local/parts.ts";
import { startStack } from "../../local/stack.ts";
import type { ListedTool } from "./calls.ts";
import { HALF_HEAP } from "../memory.ts";
import { fillLibrary } from "./library.ts";
import { createTarget, type Target } from "./target.ts";

interface FuzzedServer {
  target: Target;
  /** Where function `mcp` listens itself. */
  origin: string;
  pid: number;
  /** Texts that no answer may hold. */
  secrets: readonly string[];
  tools: ListedTool[];
  /** Requests to the Data API so far. */
  databaseRequests(): number;
  /** Empties the library and refills it. */
  refill(): Promise<void>;
}

/** @param onLog gets every line that function `mcp` prints */
export async function startServer(
  parts: Parts,
  onLog: (line: string) => void,
): Promise<FuzzedServer> {
  let databaseRequests = 0;
  let [origin, pid] = ["", 0];
  const stack = await parts.add(startStack({
    environment: { MCP_CALLS_PER_MINUTE: "1000000", ...HALF_HEAP },
    onDatabaseRequest: () => void databaseRequests++,
    onFunction: (name, running) => {
      if (name === "mcp") ({ origin, pid } = running);
    },
    progress: (line) => {
      if (line.startsWith("mcp | ")) onLog(line.slice("mcp | ".length));
    },
  }));
  const [owner, scopeless] = await Promise.all([
    obtainTokens(stack.mcpUrl, "owner"),
    obtainTokens(stack.mcpUrl, "owner", { scope: "email" }),
  ]);
  const userId = subjectOf(owner.access_token);
  const refill = () => fillLibrary(stack.database.sql, userId);
  await refill();
  const secrets = [SECRET_KEY, new URL("../../../", import.meta.url).pathname];
  const target = createTarget({
    tokens: { owner: owner.access_token, scopeless: scopeless.access_token },
    secrets,
    send: (path, init) => fetch(origin + path, init),
  });
  return {
    ...{ target, origin, pid, secrets, refill },
    tools: await listedTools(target),
    databaseRequests: () => databaseRequests,
  };
}

/** @throws Error when there is no list */
export async function listedTools(target: Target): Promise<ListedTool[]> {
  const text = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" });
  const { answer, faults } = await target.attempt({
    ...{ method: "POST", path: "/mcp", bearer: "anonymous" },
    headers: [["Content-Type", "application/json"]],
    body: new TextEncoder().encode(text),
  });
  if (!answer || faults.length > 0) throw new Error(`no list of tools: ${faults.join("; ")}`);
  return JSON.parse(answer.text).result.tools;
}

function subjectOf(token: string): string {
  const payload = Uint8Array.fromBase64(token.split(".")[1] ?? "", { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(payload)).sub;
}
