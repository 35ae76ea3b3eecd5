// Sends a page with the security headers of a sign-in page.
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";
import { errorPage } from "./pages.ts";

/**
 * Sends a page that cannot be cached, framed or run scripts. `form-action` is omitted: browsers apply it to redirects
 * after a form, too, and those lead to the client.
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
