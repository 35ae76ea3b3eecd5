// Recognizes responses that Supabase or a proxy sent instead of the function: failed workers, and outages.

import type { Answer, Send } from "./exchange.ts";
import { type Finding, type Fix, problem } from "./finding.ts";
import * as fixes from "./fixes.ts";
import { isObject, type Session } from "./session.ts";
import { oneLine } from "./text.ts";

/** What the platform's response says, and the fix. */
interface PlatformAnswer {
  found: string;
  fix: Fix;
}

/** Supabase's error codes (header `sb-error-code`, or `code` in the body), and the fix for each. */
const FIXES: readonly (readonly [code: RegExp, fix: Fix])[] = [
  [
    /^WORKER_(RESOURCE_)?LIMIT$/,
    fixes.deploy(
      "Run the doctor again: a new worker takes the next request. The function's log names the limit, CPU or memory. If the error returns, deploy the bundle, which needs less CPU and memory than the sources:",
    ),
  ],
  [
    /^BOOT_ERROR$/,
    fixes.setAllSecrets(
      "The log of function mcp names every missing or malformed variable. Correct these variables in supabase/functions/.env. Then:",
    ),
  ],
  [
    /^(LOAD_FUNCTION|NOT_FOUND_FUNCTION)_/,
    fixes.deploy("Supabase cannot load the deployed function. Deploy it again:"),
  ],
  [/^(WORKER_ERROR|IDLE_TIMEOUT)$/, fixes.advice("See the function's log for the error.")],
];

const PAGE = fixes.advice(
  "The page comes from the platform or a proxy, not from the server. Look for an outage at status.supabase.com, and for a paused project in Supabase's dashboard. Then run the doctor again.",
);
const OTHER_SERVER = fixes.advice("See the server's log, and run the doctor again.");

/** @returns undefined if the server itself may have sent the response */
export function platformAnswer(
  answer: Answer,
  isThisProject: boolean,
): PlatformAnswer | undefined {
  const { status, headers, json, text } = answer;
  const code = headers.get("sb-error-code") ?? (isObject(json) ? json.code : undefined);
  const [, fix] = FIXES.find(([known]) => known.test(String(code))) ?? [];
  if (fix) {
    const found = `answers ${status} ${saysOf(answer) || code}`;
    return { found, fix: isThisProject ? fix : OTHER_SERVER };
  }
  const isPage = /^text\/html/i.test(headers.get("Content-Type") ?? "");
  if (status < 500 || !isPage) return undefined;
  const [, title] = /<title>([^<]*)<\/title>/i.exec(text) ?? [];
  return { found: `answers ${status} with a web page: ${oneLine(title ?? text, 80)}`, fix: PAGE };
}

/** The error code and message in a JSON body, as one line; "" for other bodies. */
export function saysOf({ json }: Answer): string {
  const { code, message, error } = isObject(json) ? json : {};
  return oneLine([code, message, error].filter((part) => part !== undefined).join(" "));
}

/** Wraps `send`, and collects the platform's responses to requests to the origin of `url`. */
export function watchPlatform(send: Send, url: string) {
  const answers: Answer[] = [];
  const lost: string[] = [];
  let count = 0;
  const watched: Send = async (address, init) => {
    const exchange = await send(address, init);
    if (!URL.canParse(address) || new URL(address).origin !== new URL(url).origin) return exchange;
    count += 1;
    if (exchange.answered && platformAnswer(exchange, false)) answers.push(exchange);
    return exchange;
  };
  return {
    send: watched,
    /** Yields a step's findings, or none if the platform responded during the step: those findings may be wrong. */
    async *guard(step: string, findings: AsyncGenerator<Finding>): AsyncGenerator<Finding> {
      const before = answers.length;
      const made = await Array.fromAsync(findings);
      if (answers.length === before) yield* made;
      else lost.push(step);
    },
    /** Yields one finding about the platform's responses, if there were any. */
    *findings({ isThisProject }: Session): Generator<Finding> {
      const [first] = answers;
      const answer = first && platformAnswer(first, isThisProject);
      if (!answer) return;
      const found =
        `${answers.length} of ${count} requests failed before they reached the server. ` +
        `The platform ${answer.found}. Not examined: ${lost.join(", ")}`;
      const means = "get the same errors until the platform recovers";
      yield problem("gateway", found, { affects: "everyone", means, fix: answer.fix });
    },
  };
}
