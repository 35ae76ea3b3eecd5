// Reads and changes the settings of OAuth applications through Clerk's Backend API. `@clerk/backend` has no method for
// these settings.

import type { Settings } from "./needs.ts";

const PATH = "/v1/instance/oauth_application_settings";
const TIMEOUT_MS = 15_000;

/** A failed request. The message is for operators and contains no secret. */
export class BackendApiError extends Error {
  override readonly name = "BackendApiError";
  /** @param status HTTP status; undefined = no response */
  constructor(readonly status: number | undefined, message: string) {
    super(message);
  }
}

export interface BackendApi {
  /** Returns all settings. @throws {BackendApiError} */
  read(): Promise<Settings>;
  /**
   * Sets one field and leaves the others unchanged.
   * @throws {BackendApiError} with status 422 if the instance does not know the field
   */
  change(field: string, value: unknown): Promise<void>;
}

/** @param apiUrl base URL of the API, without a trailing slash */
export function createBackendApi(secretKey: string, apiUrl: string): BackendApi {
  async function request(init: RequestInit): Promise<Settings> {
    const response = await send(apiUrl + PATH, {
      ...init,
      headers: { "Authorization": `Bearer ${secretKey}`, "Content-Type": "application/json" },
    });
    const body: unknown = await response.json().catch(() => undefined);
    if (response.ok && body instanceof Object) return body as Settings;
    throw new BackendApiError(response.status, reasonOf(response.status, body));
  }
  return {
    read: () => request({ method: "GET" }),
    change: async (field, value) => {
      await request({ method: "PATCH", body: JSON.stringify({ [field]: value }) });
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    // A redirect would send the secret key to another address. The API never redirects.
    return await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new BackendApiError(
      undefined,
      `${new URL(url).origin} does not answer. Check the network and CLERK_API_URL`,
    );
  }
}

function reasonOf(status: number, body: unknown): string {
  if (status === 401 || status === 403) {
    return "Clerk rejects CLERK_SECRET_KEY. Copy it from Clerk's dashboard (API keys)";
  }
  if (status === 404) return "this Clerk instance has no settings for OAuth applications";
  if (status === 429) return "Clerk's rate limit is reached. Try again in a minute";
  const errors: unknown = body instanceof Object ? Reflect.get(body, "errors") : undefined;
  const [first] = Array.isArray(errors) ? errors : [];
  const message = first instanceof Object ? String(Reflect.get(first, "message")) : "";
  return `Clerk answers ${status} ${message.replace(/\p{Cc}+/gu, " ").slice(0, 160)}`.trim();
}
