// The elements that an HTML parser has open while it reads a page's tags: upper bounds, without parsing.

import { BARRIERS, FORMATTING, SPECIAL } from "./tag_names.ts";

export const COMMENT = "<!--";
export const CDATA = "<![CDATA[";

/** The adoption agency (HTML § 13.2.6.4.7) stops after this many blocks; an end tag then closes nothing. */
const MAX_BLOCKS = 7;

/** An upper bound of the elements that the parser has open. */
export class OpenElements {
  /** Upper bound of the elements reopened so far. */
  reopened = 0;
  /** Upper bound of the open `details`. */
  details = 0;
  #names: string[] = [];
  #formatting = 0;

  /** After each tag, the parser may reopen all formatting elements. */
  reopen(): void {
    this.reopened += this.#formatting;
  }

  start(name: string, hidden: boolean): void {
    if (!hidden && (name === "a" || name === "nobr")) this.end(name); // as the parser does
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
        this.reopened += 4 * blocks; // per block, the adoption agency creates up to four elements
        return;
      }
      if (BARRIERS.has(each)) return;
      if (!FORMATTING.has(each)) blocks++;
    }
  }

  /** Closes `details` and all unclosed elements in it, except formatting, which the parser reopens. */
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
