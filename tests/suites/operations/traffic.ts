// Users who save, list and read without a pause, and note every call that fails and every save that was acknowledged.

import assert from "node:assert/strict";
import type { Query } from "../../local/sql.ts";
import { callTool, type ToolOutcome } from "../faults/client.ts";

interface Saved {
  id: string;
  content: string;
}

export class Traffic {
  readonly #saved: Saved[] = [];
  readonly #failures: string[] = [];
  #calls = 0;
  #longest = 0;
  #isRunning = true;
  readonly #users: Promise<void>[];

  /** @param token returns the token for a user's next call */
  constructor(readonly url: string, users: number, token: (user: number) => string) {
    this.#users = Array.from({ length: users }, (_, user) => this.#work(user, token));
  }

  /** Waits until this many further calls have been answered. */
  async answered(calls: number): Promise<void> {
    const target = this.#calls + calls;
    while (this.#calls < target) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  /**
   * Ends the calls. No call may have failed, and every acknowledged save must be stored.
   * @returns a log line
   */
  async end(sql: Query): Promise<string> {
    this.#isRunning = false;
    await Promise.all(this.#users);
    assert.deepEqual(this.#failures.slice(0, 3), [], `${this.#failures.length} failures`);
    const ids = this.#saved.map(({ id }) => id);
    const rows = await sql("select id, content from artifacts where id = any ($1)", [ids]);
    const stored = new Map(rows.map(({ id, content }) => [id, content]));
    for (const { id, content } of this.#saved) assert.equal(stored.get(id), content, id);
    return `${this.#calls} calls, 0 failed, longest ${Math.round(this.#longest)} ms; ` +
      `${this.#saved.length} saves, 0 lost`;
  }

  async #work(user: number, token: (user: number) => string): Promise<void> {
    for (let round = 0; this.#isRunning; round += 1) {
      const call = async (name: string, args: Record<string, unknown> = {}) =>
        this.#note(name, await callTool(this.url, token(user), name, args));
      const content = `content ${user} ${round}`;
      const made = await call("artifact.create", {
        title: `Title ${round}`,
        kind: "text",
        content,
      });
      if (made) this.#saved.push({ id: made.artifact.id, content });
      await call("artifact.list");
      if (made) await call("artifact.view", { id: made.artifact.id });
    }
  }

  #note(name: string, answer: ToolOutcome): ToolOutcome["structured"] {
    this.#calls += 1;
    this.#longest = Math.max(this.#longest, answer.ms);
    if (answer.outcome === "done") return answer.structured;
    this.#failures.push(`${name}: ${answer.status} ${answer.text}`);
  }
}
