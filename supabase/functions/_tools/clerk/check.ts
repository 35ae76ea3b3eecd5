// `deno task clerk:check`: compares the Clerk instance's settings with the required ones. Changes nothing.

import type { BackendApi } from "./backend_api.ts";
import { IN_THE_DASHBOARD, type Need, NEEDS, type Settings, stateOf, valueText } from "./needs.ts";

const LABELS = { correct: "ok", wrong: "differs", unknown: "unknown" };

/** Exit status. 0: all settings are correct. 1: a setting differs. 3: none differs, but some cannot be read. */
export type Status = 0 | 1 | 3;

/** @throws {BackendApiError} */
export async function check(
  api: BackendApi,
  webhookSecret: string | undefined,
  print: (line: string) => void,
): Promise<Status> {
  const settings = await api.read();
  for (const line of comparison(settings)) print(line);
  for (const line of aboutWebhook(webhookSecret)) print(line);
  const status = statusOf(settings);
  if (status !== 0) {
    print(
      "\nTo change the settings, one by one after you confirm: npx -y deno@2.9.6 task clerk:setup",
    );
  }
  return isMalformed(webhookSecret) ? 1 : status;
}

const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/;

// Clerk's Backend API does not list webhook endpoints. Only CLERK_WEBHOOK_SIGNING_SECRET shows
// whether an endpoint exists.
function aboutWebhook(secret: string | undefined): string[] {
  if (secret === undefined) {
    return [
      "note     webhook for deleted users: CLERK_WEBHOOK_SIGNING_SECRET is not set",
      "         The data of users who are deleted in Clerk is kept. See supabase/README.md, Users who leave.",
    ];
  }
  return isMalformed(secret)
    ? [
      "differs  webhook for deleted users: CLERK_WEBHOOK_SIGNING_SECRET must be the whsec_… that Clerk shows",
    ]
    : [
      "ok       webhook for deleted users: its signing secret is set; the doctor tests the webhook",
    ];
}

function isMalformed(webhookSecret: string | undefined): boolean {
  return webhookSecret !== undefined && !WEBHOOK_SECRET.test(webhookSecret);
}

/** One line per setting. Below each incorrect setting, the required value and the reason. */
function comparison(settings: Settings): string[] {
  const lines = NEEDS.flatMap((need) => {
    const state = stateOf(need, settings);
    const line = `${LABELS[state].padEnd(9)}${need.what}: ${valueText(settings[need.field])}`;
    return state === "correct" ? [line] : [line, ...explanation(need, settings)];
  });
  return [...lines, "", IN_THE_DASHBOARD];
}

/** The required value of a setting, and the reason. */
export function explanation(need: Need, settings: Settings): string[] {
  const wanted = valueText(need.wanted(settings));
  return [
    `         required: ${wanted} (${need.field}). ${need.reason}`,
    ...(stateOf(need, settings) === "unknown"
      ? ["         This Clerk instance does not return the setting; only a token shows its value."]
      : []),
  ];
}

export function statusOf(settings: Settings): Status {
  const states = NEEDS.map((need) => stateOf(need, settings));
  if (states.includes("wrong")) return 1;
  return states.includes("unknown") ? 3 : 0;
}
