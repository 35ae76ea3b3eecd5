// What can happen to a body on its way: bytes cut off, flipped, put in, doubled, in another encoding.

import fc from "fast-check";

type Bytes = Uint8Array<ArrayBuffer>;
type Change = (bytes: Bytes, at: number) => Bytes;

/** No text in UTF-8: a stray continuation, a cut character, an overlong `/`, a surrogate, beyond Unicode. */
const NOT_UTF8 = [[0x80], [0xc3], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [
  0xff,
]];
const INSERTED = [
  ...NOT_UTF8,
  [0],
  ...[
    ",",
    "}",
    "]",
    '"',
    "\\",
    "{",
    "\n",
    "\ufeff",
    '"__proto__":{},',
    "\\ud800",
    "\\u0000",
    "1e999",
  ]
    .map((text) => [...new TextEncoder().encode(text)]),
].map((bytes) => new Uint8Array(bytes));

const CHANGES: readonly Change[] = [
  (bytes, at) => bytes.slice(0, at),
  (bytes, at) => bytes.slice(at),
  (bytes, at) => bytes.with(at, bytes[at]! ^ 0x01) as Bytes,
  (bytes, at) => bytes.with(at, bytes[at]! ^ 0x80) as Bytes,
  (bytes, at) => joined(bytes, bytes.slice(0, at)),
  (bytes, at) => joined(bytes.slice(0, at), bytes.slice(Math.max(0, at - 20))),
  (bytes) => joined(new Uint8Array([0xef, 0xbb, 0xbf]), bytes),
  utf16,
  ...INSERTED.map((inserted): Change => (bytes, at) =>
    joined(bytes.slice(0, at), inserted, bytes.slice(at))
  ),
];

/** @returns the body after one to three of such changes */
export function mutated(body: Bytes): fc.Arbitrary<Bytes> {
  const step = fc.tuple(fc.constantFrom(...CHANGES), fc.nat(1_000_000));
  return fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) =>
    steps.reduce(
      (bytes, [change, at]) => bytes.length > 0 ? change(bytes, at % bytes.length) : bytes,
      body,
    )
  );
}

function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    all.set(part, offset);
    offset += part.length;
  }
  return all;
}

function utf16(bytes: Bytes): Bytes {
  return new Uint8Array([0xff, 0xfe, ...[...bytes].flatMap((byte) => [byte, 0])]);
}
