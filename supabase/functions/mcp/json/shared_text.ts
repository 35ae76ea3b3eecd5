// A long text that many responses contain, such as the page of a view. Its JSON bytes are encoded once and never
// copied.

/** Stands for the shared text in a serialized response. It is unguessable, so text from clients cannot contain it. */
const PLACEHOLDER = crypto.randomUUID();
const QUOTED_PLACEHOLDER = JSON.stringify(PLACEHOLDER);

const encoder = new TextEncoder();
/** The shared text in the body that is being serialized; set by `toJSON` during `JSON.stringify`. */
let found: SharedText | undefined;

export class SharedText {
  /** A JSON string in UTF-8, with quotes. */
  readonly json: Uint8Array;

  constructor(text: string) {
    this.json = encoder.encode(JSON.stringify(text));
  }

  toJSON(): string {
    found = this;
    return PLACEHOLDER;
  }
}

/** A body as JSON, in three parts: `text`, `shared`, `rest`, in this order. */
export interface Serialized {
  text: string;
  shared?: SharedText;
  rest?: string;
}

/** @param body contains at most one {@link SharedText} */
export function serialize(body: object): Serialized {
  found = undefined;
  const text = JSON.stringify(body);
  if (!found) return { text };
  const at = text.indexOf(QUOTED_PLACEHOLDER);
  return {
    text: text.slice(0, at),
    shared: found,
    rest: text.slice(at + QUOTED_PLACEHOLDER.length),
  };
}
