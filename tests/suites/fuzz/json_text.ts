// JSON that no serializer writes: the same key twice, `__proto__` as a key, numbers beyond every type, nesting
// without end, and what is no JSON at all.

/** A piece of the text, as it is. */
export class Verbatim {
  constructor(readonly text: string) {}
}

/** An object's members in their order; a key may come twice. */
export class Members {
  constructor(readonly pairs: readonly (readonly [key: string, value: unknown])[]) {}
}

/** @returns the text of a value made of JSON's own types, {@link Verbatim} and {@link Members} */
export function textOf(value: unknown): string {
  if (value instanceof Verbatim) return value.text;
  if (value instanceof Members) return `{${value.pairs.map(memberText).join(",")}}`;
  if (Array.isArray(value)) return `[${value.map(textOf).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    return textOf(new Members(Object.entries(value).filter(([, each]) => each !== undefined)));
  }
  return JSON.stringify(value) ?? "null";
}

function memberText([key, value]: readonly [string, unknown]): string {
  return `${JSON.stringify(key)}:${textOf(value)}`;
}

/** @param levels of lists or of objects, one within the other */
export function nested(levels: number, of: "lists" | "objects"): Verbatim {
  const [open, close] = of === "lists" ? ["[", "]"] : ['{"a":', "}"];
  return new Verbatim(open.repeat(levels) + (of === "lists" ? "" : "1") + close.repeat(levels));
}
