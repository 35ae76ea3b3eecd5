// Estimates which elements an HTML parser has open at each tag. All counts are upper bounds, so that a page within the
// limits is safe to parse.

import { BARRIERS, FORMATTING, SPECIAL } from "./tag_names.ts";

export const COMMENT = "<!--";
export const CDATA = "<![CDATA[";

/**
 * An end tag of a formatting element closes nothing if the element is outside of more blocks than this: the "adoption
 * agency algorithm" (HTML § 13.2.6.4.7) gives up.
 */
const MAX_BLOCKS = 7;

export class OpenElements {
  /** Elements that the parser may have created a second time so far; an upper bound. */
  reopened = 0;
  /** Open `details` elements; an upper bound. */
  details = 0;
  #names: string[] = [];
  #formatting = 0;

  /** Called at each tag, because the parser may reopen all open formatting elements there. */
  reopen(): void {
    this.reopened += this.#formatting;
  }

  /** @param hidden whether the tag may be text inside an attribute value of another tag */
  start(name: string, hidden: boolean): void {
    // The parser closes an open `a` or `nobr` before it opens another one.
    if (!hidden && (name === "a" || name === "nobr")) this.end(name);
    if (FORMATTING.has(name)) this.#formatting++;
    if (name === "details") this.details++;
    if (FORMATTING.has(name) || SPECIAL.has(name) || BARRIERS.has(name)) {
      this.#names.push(name);
    }
  }

  end(name: string): void {
    if (name === "details") return this.#endDetails();
    if (!FORMATTING.has(name)) {
      if (this.#names.at(-1) === name && name !== "plaintext") {
        this.#names.pop();
      }
      return;
    }
    let blocks = 0;
    for (let i = this.#names.length - 1; i >= 0 && blocks <= MAX_BLOCKS; i--) {
      const each = this.#names[i]!;
      if (each === name) {
        this.#names.splice(i, 1);
        this.#formatting--;
        this.reopened += 4 * blocks; // the algorithm creates up to four elements for each block
        return;
      }
      if (BARRIERS.has(each)) return;
      if (!FORMATTING.has(each)) blocks++;
    }
  }

  /** Closes `details` and all open elements in it, except formatting elements, which the parser reopens. */
  #endDetails(): void {
    const at = this.#names.findLastIndex((each) => each === "details" || BARRIERS.has(each));
    if (this.#names[at] !== "details") return;
    this.details--;
    this.#names.push(...this.#names.splice(at).filter((each) => FORMATTING.has(each)));
  }

  startText(name: string): void {
    if (this.#names.at(-1) !== name) this.#names.push(name);
  }

  endText(name: string): void {
    if (this.#names.at(-1) === name) this.#names.pop();
  }
}
