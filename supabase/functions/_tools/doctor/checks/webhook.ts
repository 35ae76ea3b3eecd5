// Checks whether function mcp accepts Clerk's webhooks, and whether its signing secret is the one in this checkout's
// .env. Sends an event that the server ignores.

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

/** @param secret `whsec_…`; default: the variable on this machine */
export async function* webhook(
  { isThisProject, send, url }: Session,
  // The file on this machine is for a hosted project, not for a local stack.
  secret = isLoopback(new URL(url).hostname) ? "" : readSecret(),
): AsyncGenerator<Finding> {
  if (!isThisProject) return;
  const headers = { "Content-Type": "application/json", ...await signature(secret) };
  const address = url.replace(/\/mcp$/, WEBHOOK_PATH);
  const exchange = await send(address, { method: "POST", headers, body: EVENT });
  if (!exchange.answered) return; // other checks report the network
  if (exchange.status === 204) {
    yield ok("webhook", "takes events that are signed with the secret of this machine");
  } else if (isMissing(exchange)) {
    const found = "none: data of users who are deleted in Clerk stays";
    yield note("webhook", found, fixes.advice("See supabase/README.md, Users who leave."));
  } else if (errorOf(exchange) !== "invalid_webhook") {
    yield note("webhook", `no result: the server answers ${exchange.status}`);
  } else if (secret === "") {
    yield ok("webhook", "takes signed events; this machine has no signing secret to compare");
  } else {
    yield problem("webhook", `rejects an event that is signed with this machine's ${SECRET}`, {
      affects: "everyone",
      means: "of users who are deleted in Clerk keep their access, and the data stays",
      fix: fixes.deploy(
        "Copy the endpoint's signing secret from Clerk to supabase/functions/.env, and run:",
      ),
    });
  }
}

/** "" = none. */
function readSecret(): string {
  try {
    const secret = readVariables()(SECRET) ?? "";
    return FORM.test(secret) ? secret : "";
  } catch {
    return ""; // the doctor may not read files outside of the working directory
  }
}

/** The headers that sign a message (https://docs.svix.com/receiving/verifying-payloads/how-manual). */
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

/** Function mcp answers so for paths that it does not have. */
function isMissing({ status, json }: Answer): boolean {
  return status === 404 && isObject(json) && endpointIn(String(json.message)) !== undefined;
}

function errorOf({ json }: Answer): unknown {
  return isObject(json) ? json.error : undefined;
}
