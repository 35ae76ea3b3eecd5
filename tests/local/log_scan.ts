// Scans each line that a function prints for secrets, user ids and user content.

/** Forbidden patterns, with a description. */
const FORBIDDEN: [what: string, pattern: RegExp][] = [
  ["a JWT", /eyJ[\w-]{6,}\.[\w-]+/],
  ["an opaque token", /\b(?:oat|mt|ak)_[\w-]{8,}/],
  ["a secret key", /\bsk_(?:test|live)_\w+|\bsb_secret_\w+/],
  ["credentials", /\bBearer +[\w.~+/-]{8,}/i],
  ["a user id", /\buser_[A-Za-z0-9]{3,}/],
  ["user content", /\bcanary\d+x\b/],
];

/** All fields of a JSON line and their format. Add a new field here only after a privacy review. */
const FIELDS: Record<string, RegExp> = {
  level: /^(info|warn|error)$/,
  request_id: /^[0-9a-f-]{16,64}$/i,
  method: /^[\w/ -]{1,40}$/,
  revision: /^(\d{4}-\d\d-\d\d|other)$/,
  tool: /^[\w. ]{1,40}$/,
  client: /^.{1,60}$/,
  user: /^[\w-]{8,64}$/,
  status: /^\d{3}$/,
  outcome: /^[a-z_]{1,20}$/,
  code: /^-?\d+$/,
  refusal: /^[a-z_]{1,30}$/,
  ms: /^[\d.]+$/,
  auth_ms: /^[\d.]+$/,
  database_ms: /^[\d.]+$/,
  change: /^\d+$/,
  call: /^\d+$/,
  anonymous: /^\d+$/,
  error: /^\d+$/,
  anonymous_error: /^\d+$/,
  changes_of: /^\{("[0-9a-f]{16}":\d+,?)*\}$/,
  name: /^\w{1,40}$/,
  message: /^[^]*$/,
};

/** @returns a description of forbidden data in the line, without the data; `undefined` = none */
export function forbiddenIn(line: string): string | undefined {
  const [what] = FORBIDDEN.find(([, pattern]) => pattern.test(line)) ?? [];
  if (what !== undefined || !line.startsWith("{")) return what;
  const unexpected = Object.entries(JSON.parse(line))
    .find(([name, value]) => !FIELDS[name]?.test(textOf(value)));
  return unexpected && `field ${unexpected[0]}`;
}

function textOf(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
