// Computes the path and headers that a function receives from the gateway.

/** The function and its path in a public URL. */
export interface FunctionPath {
  name: string;
  /** Starts with `/<name>`: the platform strips only `/functions/v1`. */
  path: string;
}

/** A hosted project, as its gateway presents it. */
export interface HostedProject {
  /** `<ref>.supabase.co`, or a custom domain. */
  host: string;
  /** Value of `X-Forwarded-Port`; absent = no such header. */
  forwardedPort?: "443";
  /** Whether the platform replaces the headers that preflights allow (supabase/supabase issue 41334). */
  replacesAllowHeaders?: true;
}

const PREFIX = "/functions/v1/";

/** Splits `/functions/v1/<name>/…`; `undefined` for other paths. */
export function functionPath(pathname: string): FunctionPath | undefined {
  if (!pathname.startsWith(PREFIX)) return undefined;
  const path = pathname.slice(PREFIX.length - 1);
  return { name: path.split("/")[1] ?? "", path };
}

// RFC 9110 §7.6.1: hop-by-hop headers.
const HOP_BY_HOP = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/**
 * The headers that a function gets under the CLI. Like the CLI's gateway, this overwrites a client's forwarding
 * headers but copies its `Host` to `X-Forwarded-Host`.
 *
 * @param url the requested URL, with the host from header `Host`
 * @param port the gateway's public port
 */
export function forwardedHeaders(headers: Headers, url: URL, port: number): Headers {
  const forwarded = endToEnd(headers);
  // The platform's internal port, so that URLs built from `req.url` are wrong, as on the platform.
  forwarded.set("host", `${url.hostname}:8081`);
  forwarded.set("x-forwarded-for", "127.0.0.1");
  forwarded.set("x-forwarded-host", url.hostname);
  forwarded.set("x-forwarded-port", String(port));
  forwarded.set("x-forwarded-proto", "http");
  forwarded.set("x-forwarded-path", url.pathname);
  forwarded.set("x-forwarded-prefix", PREFIX);
  return forwarded;
}

/**
 * The headers that a function of a hosted project gets. `Host` is always the project's. The platform does not
 * promise to remove a client's forwarding headers, so this passes them.
 */
export function hostedHeaders(
  headers: Headers,
  { host, forwardedPort }: HostedProject,
): Headers {
  const forwarded = endToEnd(headers);
  forwarded.set("host", host);
  const own = { host, port: forwardedPort, proto: "https", for: "203.0.113.7" };
  for (const [name, value] of Object.entries(own)) {
    const header = `x-forwarded-${name}`;
    if (value !== undefined && !headers.has(header)) forwarded.set(header, value);
  }
  return forwarded;
}

/** Leaves out the headers of one connection. */
export function endToEnd(headers: Headers): Headers {
  const passed = new Headers(headers);
  for (const name of HOP_BY_HOP) passed.delete(name);
  return passed;
}
