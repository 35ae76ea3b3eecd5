// What a page may do that shows what somebody stored: look as it likes, and load nothing from anywhere.

const NOTHING = "default-src 'none'; style-src 'unsafe-inline'; img-src data: blob:; " +
  "font-src data:; media-src data: blob:; form-action 'none'; base-uri 'none'";

/** @returns the element that must come first in the page; a host need not be trusted to send a header */
export function policy(scripts: boolean): string {
  const content = NOTHING + (scripts ? "; script-src 'unsafe-inline'" : "");
  return `<meta http-equiv="Content-Security-Policy" content="${content}">`;
}
