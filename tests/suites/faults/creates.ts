// Users who create artifacts and retry with the same key until each is acknowledged; then a check of the stored
// rows.

import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Query } from "../../local/sql.ts";
import { callTool } from "./client.ts";

const PAUSE_MS = 50;
/** No create may be without success for longer: then something does not come back. */
const PATIENCE_MS = 60_000;

interface Acknowledged {
  key: string;
  id: string;
  content: string;
}

export class Creates {
  readonly acknowledged: Acknowledged[] = [];
  readonly #total: number;
  readonly #url: () => string;
  readonly #tally = { tries: 0, refused: 0, cut: 0, replayed: 0, longest: 0 };
  #next = 0;

  /** @param url where the function is now */
  constructor(total: number, url: () => string) {
    this.#total = total;
    this.#url = url;
  }

  /** Creates one artifact after the other until there are enough; several users run at once. */
  async work(token: string): Promise<void> {
    for (let number = this.#next++; number < this.#total; number = this.#next++) {
      const key = `create-${number}`;
      await this.#insist(token, key, `${key} ${"x".repeat(number % 500)}`);
    }
  }

  async #insist(token: string, key: string, content: string): Promise<void> {
    const begun = performance.now();
    for (;;) {
      this.#tally.tries++;
      const args = { title: key, kind: "text", content, idempotency_key: key };
      const answer = await callTool(this.#url(), token, "artifact.create", args);
      const waited = performance.now() - begun;
      if (answer.outcome === "done") {
        if (answer.structured.replayed !== "no") this.#tally.replayed++;
        this.acknowledged.push({ key, id: answer.structured.artifact.id, content });
        this.#tally.longest = Math.max(this.#tally.longest, waited);
        return;
      }
      this.#tally[answer.outcome === "refused" ? "refused" : "cut"]++;
      assert.ok(waited < PATIENCE_MS, `${key}: ${answer.text}`);
      await delay(PAUSE_MS);
    }
  }

  /** Every acknowledged artifact is stored once and whole, and there are no others. @returns a log line */
  async check(sql: Query): Promise<string> {
    const rows = await sql(
      "select idempotency_key as key, id, content from artifacts",
    ) as unknown as Acknowledged[];
    const found = new Map(rows.map((row) => [row.key, row]));
    const lost = this.acknowledged.filter(({ key, id, content }) => {
      const row = found.get(key);
      return row?.id !== id || row.content !== content;
    });
    assert.deepEqual(lost, [], "acknowledged and not there as it was");
    assert.equal(this.acknowledged.length, this.#total);
    assert.equal(rows.length, found.size, "made twice");
    assert.equal(rows.length, this.#total);
    assert.deepEqual(await sql(MISCOUNTED), [], "libraries that miscount");
    const { tries, cut, refused, replayed, longest } = this.#tally;
    return `${this.acknowledged.length} acknowledged, ${rows.length} found, 0 lost, 0 twice; ${tries} tries: ` +
      `${cut} cut off, ${refused} refused, ${replayed} replayed; longest wait ` +
      `${(longest / 1_000).toFixed(1)} s`;
  }
}

const MISCOUNTED = `
  select user_id from libraries natural join (
    select user_id, count(*) as rows, sum(bytes) as stored from library.content_words group by user_id
  ) as kept where artifacts <> rows or bytes - gone_bytes <> stored`;
