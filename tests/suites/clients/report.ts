// What the suite prints of a trial: a row a step, the verdict, and on request the traffic.

import type { HttpExchange } from "./recorder.ts";
import type { Trial } from "./trial.ts";

/** A program's rows, the verdict last. */
export function rowsOf({ name, verdict, steps, reason, took }: Trial): string[] {
  const rows = steps.map(({ step, seen, took }) => [name, step, seconds(took), seen]);
  const last = [name, verdict.toUpperCase(), seconds(took), firstLines(reason)];
  return [...rows, last].map((cells) => `| ${cells.join(" | ")} |`);
}

/** The row of a program that could not be installed or started. */
export function cannotTell(name: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `| ${name} | CANNOT TELL | ${firstLines(reason)} |`;
}

/** The requests of a program, equal ones in a row counted. */
export function trafficOf({ traffic }: Trial): string[] {
  const lines: { text: string; times: number }[] = [];
  for (const text of traffic.map(lineOf)) {
    const last = lines.at(-1);
    if (last?.text === text) last.times++;
    else lines.push({ text, times: 1 });
  }
  return lines.map(({ text, times }) => `    ${text}${times > 1 ? ` ×${times}` : ""}`);
}

function lineOf(exchange: HttpExchange): string {
  const { to, method, path, status, signedIn, userAgent, message, grantType, scope } = exchange;
  const said = [message?.method, message?.tool, grantType, scope].filter((part) =>
    part !== undefined
  );
  const parts = [
    `${to}:`,
    method,
    path,
    ...said,
    "→",
    status,
    signedIn ? "signed in" : "anonymous",
  ];
  return `${parts.join(" ")} (${userAgent})`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

const MAX_REASON = 2_000;

function firstLines(reason: string): string {
  return reason.trim().slice(0, MAX_REASON).replaceAll("\n", "\n|     ");
}
