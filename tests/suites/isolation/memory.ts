// What one person has seen so far, by place and not by name: two runs of one script see the same things under
// other ids.

import { z } from "zod";

const Seen = z.object({
  artifact: z.object({ id: z.string(), version: z.number() }).optional(),
  share: z.string().optional(),
  next_cursor: z.string().optional(),
});

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** What may be a cursor; as a whole, since one may begin like another. */
const TOKEN = /[A-Za-z0-9_=-]+/g;
const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;

/** An artifact of the person's own. */
interface Own {
  id: string;
  version: number;
}

export class Memory {
  readonly own: Own[] = [];
  readonly shares: string[] = [];
  /** By what was listed. */
  readonly cursors = new Map<string, string>();
  readonly #strange = new Set<string>();
  readonly #cursorsSeen = new Set<string>();

  /** Records an id that is about to be tried: another user's, or one that does not exist. */
  probe(id: string): void {
    this.#strange.add(id);
  }

  /** @param list what was listed, when something was */
  learn(structured: unknown, list: string | undefined): void {
    const { artifact, share, next_cursor } = Seen.safeParse(structured).data ?? {};
    if (artifact) {
      const known = this.own.find(({ id }) => id === artifact.id);
      if (known) known.version = artifact.version;
      else this.own.push({ ...artifact });
    }
    if (share !== undefined && !this.shares.includes(share)) this.shares.push(share);
    if (next_cursor !== undefined) this.#cursorsSeen.add(next_cursor);
    if (list === undefined) return;
    if (next_cursor === undefined) this.cursors.delete(list);
    else this.cursors.set(list, next_cursor);
  }

  /** @returns the answer with places for names: what another run of the script must get, too */
  normalized(answer: string): string {
    let text = answer;
    for (const [place, share] of this.shares.entries()) {
      text = text.replaceAll(share, `<share ${place}>`);
    }
    text = text.replace(TOKEN, (word) => this.#cursorsSeen.has(word) ? "<cursor>" : word);
    return text.replace(UUID, (id) => this.#placeOf(id)).replace(TIME, "<time>");
  }

  /** @returns ids in the answer that are neither the person's own nor were tried by them */
  foreignIn(answer: string): string[] {
    return (answer.match(UUID) ?? []).filter((id) => this.#placeOf(id) === "<foreign>");
  }

  #placeOf(id: string): string {
    const place = this.own.findIndex((own) => own.id === id);
    return place >= 0 ? `<own ${place}>` : this.#strange.has(id) ? "<strange>" : "<foreign>";
  }
}
