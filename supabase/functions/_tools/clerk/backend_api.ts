// Clerk's Backend API, as far as the settings of OAuth applications go. `@clerk/backend` has no call for them.

import type { Settings } from "./needs.ts";

const PATH = "/v1/instance/oauth_application_settings";
const TIMEOUT_MS = 15_000;

/** A request that Clerk did not carry out; the message is for people and repeats nothing secret. */
export class BackendApiError extends Error {
  override readonly name = "BackendApiError";
  /** @param status of the answer; undefined = there was none */
  constructor(readonly status: number | undefined, message: string) {
    super(message);
  }
}

export interface BackendApi {
  /** @throws {BackendApiError} */
  read(): Promise<Settings>;
  /**
   * Sets one field, and leaves the others alone.
   * @throws {BackendApiError} with status 422 when the instance does not know it
   */
  change(field: string, value: unknown): Promise<void>;
}

/** @param apiUrl base of the API, without a slash at the end */
export function createBackendApi(secretKey: string, apiUrl: string): BackendApi {
  async function ask(init: RequestInit): Promise<Settings> {
    const response = await send(apiUrl + PATH, {
      ...init,
      headers: { "Authorization": `Bearer ${secretKey}`, "Content-Type": "application/json" },
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok && body instanceof Object) return body as Settings;
    throw new BackendApiError(response.status, reasonOf(response.status, body));
  }
  return {
    read: () => ask({ method: "GET" }),
    change: async (field, value) => {
      await ask({ method: "PATCH", body: JSON.stringify({ [field]: value }) });
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    // Where the API is, it does not redirect: the key goes nowhere else.
    return await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new BackendApiError(undefined, `${new URL(url).origin} does not answer`);
  }
}

function reasonOf(status: number, body: unknown): string {
  if (status === 401 || status === 403) {
    return "Clerk does not take CLERK_SECRET_KEY: copy it from the dashboard (API keys)";
  }
  if (status === 404) return "this Clerk has no settings for OAuth applications";
  if (status === 429) return "Clerk wants a pause; try again in a minute";
  const errors: unknown = body instanceof Object ? Reflect.get(body, "errors") : undefined;
  const [first] = Array.isArray(errors) ? errors : [];
  const message = first instanceof Object ? String(Reflect.get(first, "message")) : "";
  return `Clerk answers ${status} ${message.replace(/\p{Cc}+/gu, " ").slice(0, 160)}`.trim();
}
