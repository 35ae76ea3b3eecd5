// Ways of a server to fail that say nothing of a token.

import type { Fault } from "./fake_clerk_api.ts";

/** By what one would call them. */
export const FAULTS: [string, Fault][] = [
  ["500", { status: 500 }],
  ["429", { status: 429, retryAfter: 1 }],
  ["an HTML page", { status: 200, contentType: "text/html", body: "<h1>Sorry</h1>" }],
  ["HTML with 502", { status: 502, contentType: "text/html", body: "<h1>Sorry</h1>" }],
  ["an odd object", { status: 200, contentType: "application/json", body: '{"odd":true}' }],
  ["null", { status: 200, contentType: "application/json", body: "null" }],
  ["JSON with a charset", {
    status: 200,
    contentType: "application/json; charset=utf-8",
    body: "{}",
  }],
  ["no content", { status: 204 }],
  ["a proxy's 404", { status: 404, contentType: "text/html", body: "<h1>Not found</h1>" }],
  ["a 404 without an error of Clerk's", { status: 404, body: '{"errors":[]}' }],
  ["our secret refused", { status: 401, contentType: "application/json", body: '{"errors":[]}' }],
];
