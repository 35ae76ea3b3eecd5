// Matches URIs against URI templates (RFC 6570) with simple variables.

/** In characters. Longer URIs do not match: with two variables in one path segment, matching takes quadratic time. */
const MAX_URI = 2_048;

/**
 * @param template literal text with `{variables}`; each matches one or more characters except `/`
 * @returns a function that returns a URI's decoded variables, or `undefined` if it does not match
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
    return undefined; // malformed percent-encoding
  }
}
