// Requests to the project's Data API: calls functions of schema `public`, and reads table `public.libraries`.

const TIMEOUT_MS = 60_000;
/** Rows per request. The Data API returns at most 1,000. */
const PAGE = 1_000;

/** A failed request. The message is for operators and contains no secret. */
export class DataApiError extends Error {
  override readonly name = "DataApiError";
}

/** One row of `public.libraries`. */
export interface Library {
  user_id: string;
  artifacts: number;
  /** Bytes on disk, including `gone_bytes`. */
  bytes: number;
  /** Bytes of deleted data, which the nightly jobs will free. */
  gone_bytes: number;
}

export interface DataApi {
  /** Calls a function of schema `public`. @throws {DataApiError} */
  call<Answer>(name: string, args: Record<string, unknown>): Promise<Answer>;
  /** The libraries with the most bytes, the largest first. @throws {DataApiError} */
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
      throw new DataApiError(`the response of ${url} is not JSON: check SUPABASE_URL`);
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
    // A redirect would send the secret key to another address. The Data API never redirects.
    return await fetch(url, {
      ...init,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new DataApiError(
      `${new URL(url).origin} does not answer: check SUPABASE_URL and the network`,
    );
  }
}

function reasonOf(status: number, text: string): string {
  if (status === 401 || status === 403) {
    return "the project rejects SUPABASE_SECRET_KEY: copy it from Supabase's dashboard (Settings, API keys)";
  }
  if (status === 404) {
    return "the project's database lacks a function or table of this server: check SUPABASE_URL, or run npx -y deno@2.9.6 task deploy";
  }
  return `the Data API answers ${status} ${text.replace(/\p{Cc}+/gu, " ").slice(0, 200)}`;
}
