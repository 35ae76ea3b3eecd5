// The project's Data API, for operators: the functions of schema `public`, and the table of libraries.

const TIMEOUT_MS = 60_000;
/** Rows of one answer; the Data API sends at most 1,000. */
const PAGE = 1_000;

/** A failed request. The message is for operators and contains no secret. */
export class DataApiError extends Error {
  override readonly name = "DataApiError";
}

/** One row of `public.libraries`. */
export interface Library {
  user_id: string;
  artifacts: number;
  /** On disk, including `gone_bytes`. */
  bytes: number;
  /** Freed by the nightly jobs. */
  gone_bytes: number;
}

export interface DataApi {
  /** @throws {DataApiError} */
  call<Answer>(name: string, args: Record<string, unknown>): Promise<Answer>;
  /** The largest libraries first. @throws {DataApiError} */
  largestLibraries(limit: number): Promise<Library[]>;
  /** Ids of all users with a library, in order. @throws {DataApiError} */
  userIds(): AsyncGenerator<string>;
  /** @returns `undefined` for users without a library @throws {DataApiError} */
  libraryOf(userId: string): Promise<Library | undefined>;
}

/** @param url of the project, without a trailing slash */
export function createDataApi(url: string, secretKey: string): DataApi {
  async function request<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    const response = await send(`${url}/rest/v1/${path}`, {
      ...init,
      headers: { "apikey": secretKey, "Content-Type": "application/json" },
    });
    const text = await response.text();
    if (!response.ok) throw new DataApiError(reasonOf(response.status, text));
    try {
      return JSON.parse(text);
    } catch {
      throw new DataApiError(`${url} answers no JSON: check SUPABASE_URL`);
    }
  }
  const libraries = (query: string) =>
    request<Library[]>(`libraries?select=user_id,artifacts,bytes,gone_bytes&${query}`);
  return {
    call: (name, args) => request(`rpc/${name}`, { method: "POST", body: JSON.stringify(args) }),
    async *userIds() {
      for (let after = "";;) {
        const page = await libraries(`order=user_id&limit=${PAGE}&user_id=gt.${after}`);
        for (const { user_id } of page) yield user_id;
        const last = page.at(-1);
        if (page.length < PAGE || !last) return;
        after = last.user_id;
      }
    },
    largestLibraries: (limit) => libraries(`order=bytes.desc&limit=${limit}`),
    async libraryOf(userId) {
      return (await libraries(`user_id=eq.${userId}`))[0];
    },
  };
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    // The Data API does not redirect, and a redirect would send the key elsewhere.
    return await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new DataApiError(`${new URL(url).origin} does not answer`);
  }
}

function reasonOf(status: number, text: string): string {
  if (status === 401 || status === 403) {
    return "the project rejects SUPABASE_SECRET_KEY: copy it from the dashboard (Settings, API keys)";
  }
  if (status === 404) {
    return "the project lacks what this command calls: check SUPABASE_URL, or run npx -y deno@2.9.6 task deploy";
  }
  return `the Data API answers ${status} ${text.replace(/\p{Cc}+/gu, " ").slice(0, 200)}`;
}
