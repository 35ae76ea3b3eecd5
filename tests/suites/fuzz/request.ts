// One HTTP request as data, so that it can be repeated, shrunk and shown.

/** Whose token a request brings; who that is, is settled when it is sent. */
export type Bearer =
  /** The library's owner, with and without the required scope; anonymous: no header. */
  | "owner"
  | "scopeless"
  | "anonymous"
  /** The whole header. */
  | { authorization: string }
  /** The owner's own token with other words in it. */
  | { header: object; payload: object; signature: "kept" | "none" | "other" };

export interface FuzzRequest {
  method: string;
  /** From the function's root, such as `/mcp`. */
  path: string;
  /** Without `Authorization`. A name may come twice. */
  headers: readonly (readonly [name: string, value: string])[];
  bearer: Bearer;
  body?: Uint8Array<ArrayBuffer>;
  /** The JSON-RPC id that an answer must carry, where the body surely has one. */
  id?: string | number;
}

/** An answer of any origin. */
export interface FuzzAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** Milliseconds until all of it was there. */
  ms: number;
}

/** @returns the value of `Authorization`, if there is one; tokens are without `Bearer` */
export function authorizationOf(
  bearer: Bearer,
  tokens: { owner: string; scopeless: string },
): string | undefined {
  if (bearer === "anonymous") return undefined;
  if (typeof bearer === "string") return `Bearer ${tokens[bearer]}`;
  return "authorization" in bearer
    ? bearer.authorization
    : `Bearer ${forged(tokens.owner, bearer)}`;
}

function forged(token: string, bearer: Extract<Bearer, { signature: string }>): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const rewritten = (part: string, changes: object) => {
    if (Object.keys(changes).length === 0) return part;
    const claims = JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(part, BASE64URL)));
    const text = JSON.stringify({ ...claims, ...changes });
    return new TextEncoder().encode(text).toBase64({ ...BASE64URL, omitPadding: true });
  };
  const signatures = { kept: signature, none: "", other: signature.split("").reverse().join("") };
  return [
    rewritten(header, bearer.header),
    rewritten(payload, bearer.payload),
    signatures[bearer.signature],
  ].join(".");
}

const BASE64URL = { alphabet: "base64url" } as const;

/** How to send it again by hand; a long body comes as Base64. */
export function asCurl({ method, path, headers, bearer, body }: FuzzRequest): string {
  const lines = headers.map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
  if (bearer !== "anonymous") lines.push(`-H ${quote(`Authorization: ${describe(bearer)}`)}`);
  const head = [`curl -i -X ${method} "$FUNCTION${path}"`, ...lines].join(" ");
  if (!body) return head;
  const text = new TextDecoder().decode(body);
  if (body.length <= 2_000 && /^[\x20-\x7e]*$/.test(text)) return `${head} -d ${quote(text)}`;
  const shown = body.length <= 6_000 ? body.toBase64() : `${body.subarray(0, 300).toBase64()}…`;
  return `echo ${shown} | base64 -d | ${head} --data-binary @- # ${body.length} bytes`;
}

function describe(bearer: Bearer): string {
  if (typeof bearer === "string") return `Bearer <${bearer}>`;
  return "authorization" in bearer
    ? bearer.authorization
    : `Bearer ${JSON.stringify(bearer, absent)}`;
}

// A claim that was taken out.
function absent(_key: string, value: unknown): unknown {
  return value === undefined ? "<absent>" : value;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
