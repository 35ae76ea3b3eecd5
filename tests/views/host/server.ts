// Serves the host's page, and the views from a separate origin as hosts do, so that the browser isolates them.

import { fileURLToPath } from "node:url";
import { html, raw } from "hono/html";
import { freePort } from "../../local/ports.ts";
import type { Stack } from "../../local/stack.ts";
import { obtainTokens } from "../../local/authorize.ts";
import { messageOf } from "../../mcp/message.ts";
import { bundle } from "../bundle.ts";

/** The default CSP for views that declare none (SEP-1865, Security). */
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline'; " +
  "style-src 'self' 'unsafe-inline'; img-src 'self' data:; media-src 'self' data:; connect-src 'none'; " +
  "frame-src 'none'; object-src 'none'; base-uri 'self'";

/** A call whose result the page can show. */
export interface Sample {
  label: string;
  name: string;
  arguments: Record<string, unknown>;
}

interface HostServer {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * @param name user who is signed in
 * @param samples created with the user's token
 */
export async function startHost(
  stack: Stack,
  name: string,
  samples: (token: string) => Promise<Sample[]>,
): Promise<HostServer> {
  const { access_token: token } = await obtainTokens(stack.mcpUrl, name);
  const { code: script } = await bundle(fileURLToPath(new URL("page.ts", import.meta.url)));
  const [port, sandboxPort] = [freePort(), freePort()];
  const page = pageOf(await samples(token), script, `http://localhost:${sandboxPort}`);

  const listen = (port: number, handler: Deno.ServeHandler) =>
    Deno.serve({ hostname: "127.0.0.1", port, onListen: () => {} }, handler);
  const host = listen(port, (request) => {
    if (new URL(request.url).pathname === "/mcp") return forward(stack, token, request);
    return answer(page);
  });
  const sandbox = listen(sandboxPort, async (request) => {
    const uri = new URL(request.url).searchParams.get("uri") ?? "";
    const view = await textOf(stack, uri);
    return view === undefined
      ? new Response(null, { status: 404 })
      : answer(view, { "Content-Security-Policy": POLICY });
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    async stop() {
      await Promise.all([host.shutdown(), sandbox.shutdown()]);
    },
  };
}

function answer(body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, {
    headers: { ...headers, "Content-Type": "text/html; charset=utf-8" },
  });
}

// Adds the token on the server, as hosts do: the page never sees it.
async function forward({ mcpUrl }: Stack, token: string, request: Request): Promise<Response> {
  const headers = new Headers(request.headers);
  for (const name of ["host", "origin", "cookie"]) headers.delete(name);
  headers.set("Authorization", `Bearer ${token}`);
  const body = request.method === "POST" ? await request.text() : null;
  return await fetch(mcpUrl, { method: request.method, headers, body });
}

async function textOf({ mcpUrl }: Stack, uri: string): Promise<string | undefined> {
  const message = messageOf("2025-11-25", "resources/read", { uri });
  const response = await fetch(mcpUrl, { method: "POST", ...message });
  const { result } = await response.json();
  return result?.contents[0].text;
}

function pageOf(samples: readonly Sample[], script: string, sandbox: string): string {
  const buttons = samples.map(({ label, ...call }) =>
    html`
      <button data-call="${JSON.stringify(call)}">${label}</button>
    `
  );
  return `${html`
    <!doctype html>
    <html lang="en">
      <meta charset="utf-8">
      <title>Views</title>
      <style>
    :root { color-scheme: light dark; }
    body { margin: 16px; font: 14px system-ui, sans-serif; }
    iframe { width: 100%; height: 300px; border: 1px solid #8888; border-radius: 8px; margin-top: 12px; }
    </style>
      <body data-sandbox="${sandbox}">
        <p><button id="theme">Light or dark</button> ${buttons}</p>
        <div id="view"></div>
        <script type="module">${raw(script)}</script>
      </body>
    </html>
  `}`;
}
