// Sends a page to the browser with the headers a sign-in page should have; knows nothing of what it says.
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";
import { errorPage } from "./pages.ts";

/**
 * Answers with a page: never cached, framed or able to run a script. `form-action` is left out on purpose: browsers
 * apply it to the redirects after a form as well, and those lead to the client.
 */
export function sendPage(ctx: KoaContextWithOIDC, status: number, page: string): void {
  ctx.status = status;
  ctx.type = "html";
  ctx.set("Cache-Control", "no-store");
  ctx.set("Referrer-Policy", "no-referrer");
  ctx.set(
    "Content-Security-Policy",
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  );
  ctx.body = page;
}

/** oidc-provider's hook for errors that must not be sent to a redirect URI (RFC 6749 §4.1.2.1). */
export async function renderError(
  ctx: KoaContextWithOIDC,
  out: { error: string; error_description?: string | undefined },
): Promise<void> {
  sendPage(ctx, ctx.status, await errorPage(out.error, out.error_description ?? ""));
}
