// The Content-Security-Policy of pages with untrusted content. Allows inline styles and `data:` URLs, and no requests.

const NOTHING = "default-src 'none'; style-src 'unsafe-inline'; " +
  "font-src data:; media-src data: blob:; form-action 'none'; base-uri 'none'";

/** @returns `meta` elements for the start of a page: some hosts do not send the policy as an HTTP header */
export function policy(scripts: boolean, pictures = true): string {
  const content = NOTHING + (pictures ? "; img-src data: blob:" : "") +
    (scripts ? "; script-src 'unsafe-inline'" : "");
  return `<meta http-equiv="Content-Security-Policy" content="${content}">` +
    `<meta http-equiv="x-dns-prefetch-control" content="off">`; // CSP does not cover DNS prefetch
}
