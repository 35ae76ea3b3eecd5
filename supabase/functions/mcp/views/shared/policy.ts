// What a page may do that shows what somebody stored: look as it likes, and load nothing from anywhere.

const NOTHING = "default-src 'none'; style-src 'unsafe-inline'; " +
  "font-src data:; media-src data: blob:; form-action 'none'; base-uri 'none'";

/** @returns the elements that must come first in the page; a host need not be trusted to send a header */
export function policy(scripts: boolean, pictures = true): string {
  const content = NOTHING + (pictures ? "; img-src data: blob:" : "") +
    (scripts ? "; script-src 'unsafe-inline'" : "");
  return `<meta http-equiv="Content-Security-Policy" content="${content}">` +
    `<meta http-equiv="x-dns-prefetch-control" content="off">`; // no policy forbids looking names up
}
