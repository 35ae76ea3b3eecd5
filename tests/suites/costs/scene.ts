// Who calls, and what there is to be called with: users, artifacts, shares and cursors, of which more become known
// as calls are answered.

import type { Query } from "../../local/sql.ts";
import type { UserName } from "./filling.ts";

export interface User {
  name: UserName;
  id: string;
  token: string;
}

/** A stored artifact, by what is in it. */
interface Stored {
  id: string;
  user: UserName;
}

export class Scene {
  /** By family of text, or what else is special. */
  readonly stored = new Map<string, Stored>();
  readonly shares = new Set<string>();
  /** By tool. */
  readonly cursors = new Map<string, Set<string>>();

  constructor(
    readonly users: Readonly<Record<UserName, User>>,
    readonly sql: Query,
  ) {}

  /** A new small artifact. */
  async plain(user: UserName): Promise<string> {
    const [row] = await this.sql<{ id: string }>(
      "insert into artifacts (user_id, title, kind, content) values ($1, 'Plain', 'text', 'common') returning id",
      [this.users[user].id],
    );
    return row?.id ?? "";
  }

  async versionOf(id: string): Promise<number> {
    if (!isId(id)) return 1;
    const [row] = await this.sql<{ version: number }>(
      "select version from artifacts where id = $1::uuid",
      [id],
    );
    return row?.version ?? 1;
  }

  /** Into the trash and out of it, without the tool. */
  async trash(id: string, trashed: boolean): Promise<void> {
    if (!isId(id)) return;
    const value = trashed ? "now()" : "null";
    await this.sql(`update artifacts set deleted_at = ${value} where id = $1::uuid`, [id]);
  }

  async remove(id: string): Promise<void> {
    if (isId(id)) await this.sql("delete from artifacts where id = $1::uuid", [id]);
  }

  /** Drops what is not there any more. @returns how much that was */
  async review(): Promise<number> {
    const before = this.stored.size;
    for (const [name, { id }] of this.stored) {
      const rows = await this.sql("select 1 as one from artifacts where id = $1::uuid", [id]);
      if (rows.length === 0) this.stored.delete(name);
    }
    return before - this.stored.size;
  }

  /** @param structured what a tool answered */
  // deno-lint-ignore no-explicit-any -- each tool's answer is of another shape
  learn(tool: string, structured: any): void {
    if (typeof structured?.share === "string") this.shares.add(structured.share);
    if (typeof structured?.next_cursor !== "string") return;
    const cursors = this.cursors.get(tool) ?? new Set();
    this.cursors.set(tool, cursors.add(structured.next_cursor));
  }
}

// What is tried as an id may be none.
function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
