// Checks that function mcp accepts Clerk's webhooks, and that the function's signing secret equals the one on this
// machine. Sends an event of a type that the function ignores.

import { isLoopback } from "../../../_shared/loopback.ts";
import { WEBHOOK_PATH } from "../../../_shared/webhook_path.ts";
import { endpointIn } from "../../../_shared/wrong_path.ts";
import { readVariables } from "../../variables.ts";
import type { Answer } from "../exchange.ts";
import { type Finding, note, ok, problem } from "../finding.ts";
import * as fixes from "../fixes.ts";
import { isObject, type Session } from "../session.ts";

const SECRET = "CLERK_WEBHOOK_SIGNING_SECRET";
const EVENT = JSON.stringify({ type: "doctor.check", object: "event", data: {} });
const FORM = /^whsec_[A-Za-z0-9+/]+={0,2}$/;
const encoder = new TextEncoder();

/** @param secret `whsec_…`, or "" for none; default: the variable on this machine */
export async function* webhook(
  { isThisProject, send, url }: Session,
  // No secret for a local stack: the .env file on this machine is for the hosted project.
  secret = isLoopback(new URL(url).hostname) ? "" : readSecret(),
): AsyncGenerator<Finding> {
  if (!isThisProject) return;
  const headers = { "Content-Type": "application/json", ...await signature(secret) };
  const address = url.replace(/\/mcp$/, WEBHOOK_PATH);
  const exchange = await send(address, { method: "POST", headers, body: EVENT });
  if (!exchange.answered) return; // other checks report network errors
  if (exchange.status === 204) {
    yield ok("webhook", "accepts events that are signed with this machine's signing secret");
  } else if (isMissing(exchange)) {
    const found = "no webhook: the data of users who are deleted in Clerk is kept";
    yield note(
      "webhook",
      found,
      fixes.advice("To delete the data, see supabase/README.md, Users who leave."),
    );
  } else if (errorOf(exchange) !== "invalid_webhook") {
    yield note("webhook", `no result: the server answers ${exchange.status}`);
  } else if (secret === "") {
    yield ok(
      "webhook",
      "accepts signed events only; this machine has no signing secret to compare",
    );
  } else {
    yield problem("webhook", `rejects an event that is signed with this machine's ${SECRET}`, {
      affects: "everyone",
      means: "of users who are deleted in Clerk keep their access, and the users' data is kept",
      fix: fixes.deploy(
        "Copy the webhook endpoint's signing secret from Clerk to supabase/functions/.env, and run:",
      ),
    });
  }
}

/** @returns the signing secret on this machine; "" = none, or a malformed one */
function readSecret(): string {
  try {
    const secret = readVariables()(SECRET) ?? "";
    return FORM.test(secret) ? secret : "";
  } catch {
    return ""; // Deno lets the doctor read files in the working directory only
  }
}

/** Signature headers for EVENT, as Svix computes them: docs.svix.com/receiving/verifying-payloads/how-manual. */
async function signature(secret: string): Promise<Record<string, string>> {
  if (secret === "") return {};
  const base64 = secret.slice("whsec_".length);
  const [id, seconds] = ["msg_doctor", Math.floor(Date.now() / 1_000)];
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
  const signed = await crypto.subtle.sign(
    "HMAC",
    key,
    encoder.encode(`${id}.${seconds}.${EVENT}`),
  );
  return {
    "svix-id": id,
    "svix-timestamp": String(seconds),
    "svix-signature": `v1,${btoa(String.fromCharCode(...new Uint8Array(signed)))}`,
  };
}

/** Whether this is function mcp's response for unknown paths, which means that no webhook is configured. */
function isMissing({ status, json }: Answer): boolean {
  return status === 404 && isObject(json) && endpointIn(String(json.message)) !== undefined;
}

function errorOf({ json }: Answer): unknown {
  return isObject(json) ? json.error : undefined;
}
