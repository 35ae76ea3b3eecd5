// What Supabase answers in place of a function: the CLI 3.1.0 by its main worker, a hosted project by its
// documentation (status codes, error codes) and by answers that others measured.

/** Who answers: the CLI's runtime, or a hosted project. */
export type Platform = "cli" | "hosted";

/** Why a function did not answer: it did not start, it passed its CPU or memory limit, or it crashed. */
export type Failure = "boot" | "limit" | "crash";

interface Answer {
  status: number;
  code: string;
  message: string;
}

const FAILURES: Record<Failure, Record<Platform, Answer>> = {
  boot: {
    cli: { status: 503, code: "BOOT_ERROR", message: checkLogs("Worker failed to boot") },
    hosted: { status: 503, code: "BOOT_ERROR", message: checkLogs("Function failed to start") },
  },
  limit: {
    cli: {
      status: 546,
      code: "WORKER_LIMIT",
      message: checkLogs("Worker failed to respond due to a resource limit"),
    },
    hosted: {
      status: 546,
      code: "WORKER_RESOURCE_LIMIT",
      message: checkLogs("Function failed due to not having enough compute resources"),
    },
  },
  crash: both({
    status: 500,
    code: "WORKER_ERROR",
    message: checkLogs("Function exited due to an error"),
  }),
};

/** The answer in place of a function that failed. */
export function failureAnswer(failure: Failure, platform: Platform): Response {
  return answerOf(FAILURES[failure][platform], platform);
}

/** The answer to a request for a function that does not exist. */
export function unknownFunction(platform: Platform): Response {
  if (platform === "cli") return new Response("Function not found", { status: 404, headers: CORS });
  const message = "Requested function was not found";
  return answerOf({ status: 404, code: "NOT_FOUND", message }, platform);
}

/** Statuses of Cloudflare, which is in front of hosted projects, and the titles of its error pages. */
const OUTAGES = {
  502: "Bad gateway",
  503: "Service unavailable",
  504: "Gateway time-out",
  520: "Web server is returning an unknown error",
};
export type OutageStatus = keyof typeof OUTAGES;

/** A web page about an outage, where a client expects JSON. */
export function outagePage(status: OutageStatus): Response {
  const title = `project.supabase.co | ${status}: ${OUTAGES[status]}`;
  const page = `<!DOCTYPE html>\n<!--[if lt IE 7]> <html class="no-js ie6 oldie"> <![endif]-->\n` +
    `<html lang="en-US">\n<head>\n<title>${title}</title>\n<meta charset="UTF-8" />\n</head>\n` +
    `<body><div id="cf-wrapper"><h1>${title}</h1></div></body>\n</html>\n`;
  return new Response(page, { status, headers: { "content-type": "text/html; charset=UTF-8" } });
}

/** What preflights of hosted projects allow by a report, in place of what the function allows. */
export const REPORTED_ALLOW_HEADERS = "authorization, x-client-info, apikey, content-type";

/** Headers by which browsers may read these answers. */
export const CORS = { "access-control-allow-origin": "*" };

function answerOf({ status, code, message }: Answer, platform: Platform): Response {
  const named = platform === "hosted" ? { "sb-error-code": code } : {};
  const headers = { ...CORS, "access-control-expose-headers": "sb-error-code", ...named };
  return Response.json({ code, message }, { status, headers });
}

function checkLogs(what: string): string {
  return `${what} (please check logs)`;
}

function both(answer: Answer): Record<Platform, Answer> {
  return { cli: answer, hosted: answer };
}
