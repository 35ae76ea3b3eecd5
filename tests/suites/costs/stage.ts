// The real stack on one database, with the two measured functions and all callers.

import { obtainTokens } from "../../local/authorize.ts";
import { Parts } from "../../local/parts.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { fillLibraries, MANY_VERSIONS, type UserName, USERS } from "./filling.ts";
import type { MeasuredDatabase } from "./measured_database.ts";
import { type MeasuredFunction, startMeasured } from "./measured_function.ts";
import type { ListedTool } from "./tool_probes.ts";
import { quiet } from "./meter.ts";
import { post, type Probe, toolRequest } from "./probe.ts";
import { isAlive } from "./processes.ts";
import { type RawAnswer, type RawRequest, send } from "./raw_http.ts";
import { Scene, type User } from "./scene.ts";

const RESTING_MS = 3_000;
const PATIENCE_MS = 20_000;

export class Stage {
  /** What had to be ended by force. */
  readonly rescues: string[] = [];

  private constructor(
    readonly stack: Stack,
    readonly database: MeasuredDatabase,
    readonly scene: Scene,
    readonly functions: Map<string, MeasuredFunction>,
    /** Where Clerk's stand-in keeps its signing key. */
    readonly keyFile: string,
    readonly parts: AsyncDisposableStack,
  ) {}

  static async start(start: (parts: Parts) => Promise<MeasuredDatabase>): Promise<Stage> {
    await using parts = new Parts();
    const database = await start(parts);
    const folder = await Deno.makeTempDir({ prefix: "costs-" });
    parts.defer(() => Deno.remove(folder, { recursive: true }));
    const clerk = { keyFile: `${folder}/signing_key.json` };
    const openDatabase = () => Promise.resolve(database);
    const stack = await parts.add(startStack({ openDatabase, clerk }));
    const functions = new Map<string, MeasuredFunction>();
    parts.defer(() => stopAll(functions));
    for (const name of ["mcp", "well-known"]) {
      functions.set(name, await startMeasured(stack, name));
    }
    const users = {} as Record<UserName, User>;
    for (const name of USERS) {
      const token = (await obtainTokens(stack.mcpUrl, name)).access_token;
      users[name] = { name, token, id: subjectOf(token) };
    }
    const scene = new Scene(users, database.sql);
    const ids = Object.fromEntries(USERS.map((name) => [name, users[name].id]));
    const id = await fillLibraries(database.sql, ids as Record<UserName, string>);
    scene.stored.set(MANY_VERSIONS, { id, user: "versions" });
    await database.save();
    return new Stage(stack, database, scene, functions, clerk.keyFile, parts.move());
  }

  /** @param isQuiet whether nothing has been done since it was. Both at rest; what does not come to rest is ended, and what has ended is started. */
  async ready(probe: Probe, isQuiet: boolean) {
    const name = probe.target ?? "mcp";
    let target = this.functions.get(name)!;
    const database = probe.usesDatabase ? this.database : undefined;
    if (!isQuiet && !(await quiet(() => `${this.database.cpu()}`, RESTING_MS))) {
      this.rescues.push(`before ${probe.name}: ${await this.database.endWork()}`);
      await this.scene.review();
    }
    if (!isAlive(target.pid)) {
      this.rescues.push(`before ${probe.name}: function ${name} was started again`);
      await target.stop().catch(() => {});
      target = await startMeasured(this.stack, name);
      this.functions.set(name, target);
    }
    return { target, database };
  }

  /** As `tools/list` tells them, with who may call each. */
  async tools(): Promise<ListedTool[]> {
    const { tools } = await this.#list("tools/list");
    for (const tool of tools) {
      const { status } = await this.#send(toolRequest(tool.name, {}));
      tool.signedIn = status === 401;
    }
    return tools;
  }

  /** Public resources, each also with the URI of another version, and stored artifacts. */
  async uris(): Promise<string[]> {
    const { resources } = await this.#list("resources/list");
    const listed: string[] = resources.map(({ uri }: { uri: string }) => uri);
    const stored = [...this.scene.stored.values()].map(({ id }) => `artifact://${id}`);
    return [...listed, ...listed.map((uri) => `${uri}/1`), "ui://artifact/mermaid/1", ...stored];
  }

  // deno-lint-ignore no-explicit-any -- each method's result is of another shape
  async #list(method: string): Promise<any> {
    const { text } = await this.#send(post(JSON.stringify({ jsonrpc: "2.0", id: 1, method })));
    return JSON.parse(text).result;
  }

  #send(request: RawRequest): Promise<RawAnswer> {
    const { port } = new URL(this.functions.get("mcp")!.origin);
    return send(Number(port), request, PATIENCE_MS);
  }

  stop(): Promise<void> {
    return this.parts.disposeAsync();
  }
}

async function stopAll(functions: Map<string, MeasuredFunction>): Promise<void> {
  for (const running of functions.values()) await running.stop();
}

function subjectOf(token: string): string {
  const payload = Uint8Array.fromBase64(token.split(".")[1] ?? "", { alphabet: "base64url" });
  return JSON.parse(new TextDecoder().decode(payload)).sub;
}
