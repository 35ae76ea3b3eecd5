// A person's browser for clients that open one by themselves: the program they start through variable
// BROWSER. Signs in on the local Clerk's pages and follows the redirect to the client.

import { setTimeout as delay } from "node:timers/promises";
import { signIn } from "../../local/sign_in.ts";

/** Some clients listen for the redirect only after they have opened the browser. */
const CALLBACK_WITHIN_MS = 10_000;
const RETRY_MS = 100;

const [authorizationUrl = "", person = ""] = Deno.args;
const callback = await signIn(authorizationUrl, person);
const deadline = performance.now() + CALLBACK_WITHIN_MS;
while (!await answers(callback)) {
  if (performance.now() > deadline) throw new Error(`no server listens at ${callback.origin}`);
  await delay(RETRY_MS);
}

async function answers(url: URL): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(CALLBACK_WITHIN_MS) });
    await response.body?.cancel();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
