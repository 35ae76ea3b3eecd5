// A long text that many answers hold: kept once, as the bytes of its JSON, and never copied.

/** Stands for it in the JSON of an answer. Unguessable, so no text of a client can hold it. */
const MARK = crypto.randomUUID();
const QUOTED_MARK = JSON.stringify(MARK);

const encoder = new TextEncoder();
/** The one that the last `JSON.stringify` met. */
let met: SharedText | undefined;

export class SharedText {
  /** JSON in UTF-8, with its quotes. */
  readonly json: Uint8Array;

  constructor(text: string) {
    this.json = encoder.encode(JSON.stringify(text));
  }

  toJSON(): string {
    met = this;
    return MARK;
  }
}

/** A body as JSON, in two parts around the shared text, if it holds one. */
export interface Serialized {
  text: string;
  /** Comes after `text`, and before `rest`. */
  shared?: SharedText;
  rest?: string;
}

/** @param body holds one {@link SharedText} at most */
export function serialize(body: object): Serialized {
  met = undefined;
  const text = JSON.stringify(body);
  if (!met) return { text };
  const at = text.indexOf(QUOTED_MARK);
  return {
    text: text.slice(0, at),
    shared: met,
    rest: text.slice(at + QUOTED_MARK.length),
  };
}
