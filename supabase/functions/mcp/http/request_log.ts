// The log record of one request. It contains no user input. Its durations are also sent to the client, as
// Server-Timing.

import { requestLine } from "../../_shared/log_line.ts";
import { requestIdOf } from "../../_shared/request_id.ts";
import type { HttpResponse } from "./response.ts";
import type { Description } from "../protocol/description.ts";

export interface RequestLog {
  readonly id: string;
  /** Time of the start, by `performance.now()`. */
  readonly startedAt: number;
  /** Milliseconds spent on token verification and on the database. */
  readonly waitedMs: { auth: number; database: number };
  /** Size of the request's body in bytes. */
  receivedBytes: number;
  /**
   * Returns a signal that aborts when the client disconnects. A function, because Deno takes time to create the signal.
   */
  signal?: () => AbortSignal;
  /** Absent until the message is read. */
  description?: Description;
  /** The user's pseudonym. */
  user?: string;
  /** Why the request was refused. */
  refusal?: string;
  /** Whether an error was logged for this request. */
  failed?: boolean;
}

export function startRequestLog(headers: Headers): RequestLog {
  return {
    id: requestIdOf(headers),
    startedAt: performance.now(),
    waitedMs: { auth: 0, database: 0 },
    receivedBytes: 0,
  };
}

/** Awaits `work` and adds its duration to the log record. */
export async function measure<Result>(
  log: RequestLog,
  what: keyof RequestLog["waitedMs"],
  work: Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  try {
    return await work;
  } finally {
    log.waitedMs[what] += performance.now() - startedAt;
  }
}

export function logLine(log: RequestLog, response: HttpResponse): string {
  const { id, description, user, refusal, waitedMs } = log;
  return requestLine({
    request_id: id,
    ...description,
    user,
    status: response.status,
    ...outcomeOf(log, response),
    refusal,
    ms: rounded(performance.now() - log.startedAt),
    auth_ms: rounded(waitedMs.auth),
    database_ms: rounded(waitedMs.database),
  });
}

/** The value of `Server-Timing` (W3C Server Timing §2), in milliseconds. */
export function serverTimingOf({ startedAt, waitedMs }: RequestLog): string {
  const auth = rounded(waitedMs.auth);
  const database = rounded(waitedMs.database);
  const total = rounded(performance.now() - startedAt);
  return `auth;dur=${auth}, db;dur=${database}, total;dur=${total}`;
}

function outcomeOf({ refusal, failed }: RequestLog, { status, body }: HttpResponse) {
  if (refusal !== undefined) return { outcome: "refused" };
  if (failed) return { outcome: "failed" };
  const { error, result } = (body ?? {}) as JsonRpcBody;
  if (typeof error === "object") return { outcome: "rpc_error", code: error.code };
  if (result?.isError) return { outcome: "tool_error" };
  return { outcome: status < 400 ? "ok" : "refused" };
}

interface JsonRpcBody {
  error?: { code: number } | string;
  result?: { isError?: boolean };
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
