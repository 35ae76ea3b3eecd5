// Recognizes answers that come from the platform in front of the functions: failed workers, and web pages in outages.

import type { Answer, Send } from "./exchange.ts";
import { type Finding, type Fix, problem } from "./finding.ts";
import * as fixes from "./fixes.ts";
import { isObject, type Session } from "./session.ts";
import { oneLine } from "./text.ts";

/** An answer of the platform: what happened, and what to do. */
interface PlatformAnswer {
  found: string;
  fix: Fix;
}

/** Codes of Supabase (header `sb-error-code`, or `code` in the body), and the fix for each. */
const FIXES: readonly (readonly [code: RegExp, fix: Fix])[] = [
  [
    /^WORKER_(RESOURCE_)?LIMIT$/,
    fixes.deploy(
      "Run the doctor again: a new worker takes the next request. The function's log names the limit, CPU or memory. If it happens again, deploy the bundle, which needs less than the sources:",
    ),
  ],
  [
    /^BOOT_ERROR$/,
    fixes.setAllSecrets(
      "The log of function mcp names every missing or malformed variable. Correct them in supabase/functions/.env. Then:",
    ),
  ],
  [
    /^(LOAD_FUNCTION|NOT_FOUND_FUNCTION)_/,
    fixes.deploy("Supabase cannot load the deployed function. Deploy it again:"),
  ],
  [/^(WORKER_ERROR|IDLE_TIMEOUT)$/, fixes.advice("See the function's log for the error.")],
];

const PAGE = fixes.advice(
  "The page comes from the platform or a proxy, not from the server. Look at status.supabase.com, and in the dashboard whether the project is paused. Then run the doctor again.",
);
const OTHER_SERVER = fixes.advice("See the server's log, and run the doctor again.");

/** Returns `undefined` if the answer may be the server's own. */
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

/** The error that a JSON body describes; empty for other bodies. */
export function saysOf({ json }: Answer): string {
  const { code, message, error } = isObject(json) ? json : {};
  return oneLine([code, message, error].filter((part) => part !== undefined).join(" "));
}

/** Watches for the platform's answers among those of the server at `url`. */
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
    /** Yields the findings of a step, except when an answer of the platform has distorted them. */
    async *guard(step: string, findings: AsyncGenerator<Finding>): AsyncGenerator<Finding> {
      const before = answers.length;
      const made = await Array.fromAsync(findings);
      if (answers.length === before) yield* made;
      else lost.push(step);
    },
    /** Yields one finding if the platform has answered. */
    *findings({ isThisProject }: Session): Generator<Finding> {
      const [first] = answers;
      const answer = first && platformAnswer(first, isThisProject);
      if (!answer) return;
      const found = `${answers.length} of ${count} requests failed before the server; ` +
        `the first one ${answer.found}. Not examined: ${lost.join(", ")}`;
      const means = "fail, too, as long as it lasts";
      yield problem("gateway", found, { affects: "everyone", means, fix: answer.fix });
    },
  };
}
