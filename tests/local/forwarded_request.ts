// A request to the gateway as the function behind it sees it. Pure: knows no port of a process.

/** What the path of a public URL says: which function, and the path it is asked for. */
export interface FunctionPath {
  name: string;
  /** Begins with `/<name>`: the platform takes `/functions/v1` away and nothing else. */
  path: string;
}

/** A project on Supabase's own servers, as its gateway presents it. */
export interface HostedProject {
  /** `<ref>.supabase.co`, or a domain of its own. */
  host: string;
  /** Value of `X-Forwarded-Port`; absent = no such header. */
  forwardedPort?: "443";
}

const PREFIX = "/functions/v1/";

/** Splits `/functions/v1/<name>/…`; `undefined` for every other path. */
export function functionPath(pathname: string): FunctionPath | undefined {
  if (!pathname.startsWith(PREFIX)) return undefined;
  const path = pathname.slice(PREFIX.length - 1);
  return { name: path.split("/")[1] ?? "", path };
}

// RFC 9110 §7.6.1: they concern the connection to the gateway only.
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
 * The headers a function gets under the CLI. What a client says about forwarding is overwritten, as by
 * its gateway; its `Host` is believed, and ends up in `X-Forwarded-Host`.
 *
 * @param url the URL the client asked for, its host from header `Host`
 * @param port the gateway's public port
 */
export function forwardedHeaders(headers: Headers, url: URL, port: number): Headers {
  const forwarded = endToEnd(headers);
  // The platform's inner port, which is in no public URL: whoever builds one from `req.url` is wrong.
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
 * The headers a function of a hosted project gets. `Host` must have named the project to get there; of
 * the others nobody has promised that a client's do not arrive, so here they do.
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

function endToEnd(headers: Headers): Headers {
  const passed = new Headers(headers);
  for (const name of HOP_BY_HOP) passed.delete(name);
  return passed;
}
