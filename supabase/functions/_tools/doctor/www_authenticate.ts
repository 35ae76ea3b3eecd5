// Parses a WWW-Authenticate header (RFC 9110 §11.6.1), and lists unquoted values, which some clients misread.

interface ParsedChallenge {
  scheme: string;
  parameters: Record<string, string>;
  /** Names of parameters whose values are not quoted. */
  unquoted: string[];
}

const PARAMETER = /([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g;

/** @returns the first Bearer challenge, or the first challenge of another scheme if none is Bearer */
export function parseChallenge(header: string): ParsedChallenge {
  const start = /(^|,\s*)Bearer(?=\s|$)/i.exec(header);
  const text = start ? header.slice(start.index + (start[1]?.length ?? 0)) : header;
  const [scheme = ""] = text.trim().split(/[\s,]/);
  const parameters: Record<string, string> = {};
  const unquoted: string[] = [];
  for (const [, name = "", value, bare] of text.slice(scheme.length).matchAll(PARAMETER)) {
    parameters[name.toLowerCase()] = value?.replace(/\\(.)/g, "$1") ?? bare ?? "";
    if (bare !== undefined) unquoted.push(name);
  }
  return { scheme, parameters, unquoted };
}
