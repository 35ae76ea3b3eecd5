// URI templates (RFC 6570), as far as resources here need them: simple variables, read backwards.

/** Longer URIs match nothing: two variables in one segment cost the square of its length. */
const MAX_URI = 2_048;

/**
 * @param template literal text with `{variables}`; each stands for at least one character, no `/`
 * @returns a function that gives a URI's variables, decoded, or `undefined` when it has another form
 */
export function uriMatcher(template: string): (uri: string) => Record<string, string> | undefined {
  const parts = template.split(/\{(\w+)\}/);
  const pattern = new RegExp(
    `^${parts.map((part, i) => i % 2 ? `(?<${part}>[^/]+)` : literally(part)).join("")}$`,
  );
  return (uri) => {
    const groups = uri.length > MAX_URI ? undefined : pattern.exec(uri)?.groups;
    return groups && decoded(groups);
  };
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

function decoded(variables: Record<string, string>): Record<string, string> | undefined {
  try {
    return Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    return undefined; // a broken percent-encoding names nothing
  }
}
