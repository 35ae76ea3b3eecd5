// A signed-in user with a library of their own, who reads answers instead of measuring them.

import assert from "node:assert/strict";
import type { Query } from "../../../local/sql.ts";
import { post, toolRequest } from "../probe.ts";
import { type RawAnswer, type RawRequest, send } from "../raw_http.ts";
import type { User } from "../scene.ts";
import type { Stage } from "../stage.ts";

const WITHIN_MS = 14_000;

export interface ToolAnswer {
  isError: boolean;
  /** All text blocks. */
  text: string;
  // deno-lint-ignore no-explicit-any -- each tool's answer is of another shape
  data: any;
}

interface NewArtifact {
  title?: string;
  content: string;
  /** How long ago it was made. */
  seconds?: number;
}

const NEW = `
  insert into artifacts (user_id, title, kind, content, created_at)
  values ($1, $2, 'text', $3, now() - $4::integer * interval '1 second') returning id`;

export class Caller {
  readonly user: User;
  readonly sql: Query;

  constructor(readonly stage: Stage) {
    this.user = stage.scene.users.limits;
    this.sql = stage.scene.sql;
  }

  send(request: RawRequest): Promise<RawAnswer> {
    const { port } = new URL(this.stage.functions.get("mcp")!.origin);
    return send(Number(port), request, WITHIN_MS);
  }

  /** Sends a body as it is. @param token null = none */
  post(body: string, token: string | null = this.user.token): Promise<RawAnswer> {
    return this.send(post(body, token ?? undefined));
  }

  // deno-lint-ignore no-explicit-any -- each method's answer is of another shape
  async message(method: string, params: object): Promise<any> {
    const { text } = await this.post(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
    return JSON.parse(text);
  }

  /** @param args an object, or JSON text in its place */
  async tool(name: string, args: unknown): Promise<ToolAnswer> {
    const answer = await this.send(toolRequest(name, args, this.user.token));
    assert.equal(answer.status, 200, answer.text.slice(0, 500));
    const { content, structuredContent, isError = false } = JSON.parse(answer.text).result;
    const text = content.map(({ text }: { text: string }) => text).join("\n");
    return { isError, text, data: structuredContent };
  }

  /** @returns the tool's data */
  async accepted(name: string, args: unknown): Promise<ToolAnswer["data"]> {
    const { isError, text, data } = await this.tool(name, args);
    assert.ok(!isError, text.slice(0, 500));
    return data;
  }

  /** @param why part of the message */
  async refused(name: string, args: unknown, why: string): Promise<void> {
    const { isError, text } = await this.tool(name, args);
    assert.ok(isError && text.includes(why), `not "${why}": ${text.slice(0, 500)}`);
  }

  /** Stores an artifact without the tool. @returns its id */
  async stored({ title = "Stored", content, seconds = 0 }: NewArtifact): Promise<string> {
    const [row] = await this.sql<{ id: string }>(NEW, [this.user.id, title, content, seconds]);
    return row?.id ?? "";
  }

  /** Empties the library. */
  async empty(): Promise<void> {
    await this.sql("delete from artifacts where user_id = $1", [this.user.id]);
  }
}
