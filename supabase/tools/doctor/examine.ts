// The whole visit, in the order in which a connector goes.

import { authorizationServer } from "./checks/authorization_server.ts";
import { challenge } from "./checks/challenge.ts";
import { clocks } from "./checks/clocks.ts";
import { forged } from "./checks/forged.ts";
import { http } from "./checks/http.ts";
import { metadata } from "./checks/metadata.ts";
import { protocol } from "./checks/protocol.ts";
import { reachable } from "./checks/reachable.ts";
import { root } from "./checks/root.ts";
import { token } from "./checks/token.ts";
import { tools } from "./checks/tools.ts";
import { type Send, withoutToken } from "./exchange.ts";
import { type Audience, type Finding, forAudience } from "./finding.ts";
import { type OpenBrowser, signIn } from "./sign_in.ts";
import { startVisit, type Visit } from "./visit.ts";

export interface Examination {
  /** The MCP endpoint, as people type it. */
  url: string;
  audience: Audience;
  send: Send;
  /** A token to try, instead of signing in. */
  token?: string | undefined;
  /** Given, a person signs in. */
  openBrowser?: OpenBrowser | undefined;
  /** Hears what is being looked at. */
  onStep?: (step: string) => void;
}

/** Yields what is found, as it is found. Changes nothing but, when signing in, what a new client leaves. */
export async function* examine(examination: Examination): AsyncGenerator<Finding> {
  const { url, audience, openBrowser, onStep = () => {} } = examination;
  const send = withoutToken(examination.send, () => visit.token);
  const visit: Visit = startVisit(url, send, examination.token);
  const judged = (findings: AsyncGenerator<Finding>) => judge(findings, audience);

  onStep("the address");
  const first = reachable(visit);
  let step = await first.next();
  for (; !step.done; step = await first.next()) yield forAudience(step.value, audience);
  if (!step.value) return;

  for (const [name, check] of WITHOUT_SIGNING_IN) {
    onStep(name);
    yield* judged(check(visit));
  }
  if (openBrowser) {
    onStep("sign-in, in the browser");
    yield* judged(signIn(visit, openBrowser));
  }
  if (visit.closed && visit.token !== undefined) {
    onStep("the tools, with the token");
    yield* judged(tools(visit));
  }
  onStep("the token");
  yield* judged(token(visit));
  if (visit.session !== undefined) {
    await send(url, { method: "DELETE", headers: { "Mcp-Session-Id": visit.session } });
  }
}

type Check = (visit: Visit) => AsyncGenerator<Finding>;

const WITHOUT_SIGNING_IN: readonly (readonly [string, Check])[] = [
  ["HTTP", http],
  ["the protocol", protocol],
  ["the tools", tools],
  ["refusals", challenge],
  ["metadata", metadata],
  ["the root of the host", root],
  ["the authorization server", authorizationServer],
  ["a forged token", forged],
  ["clocks", clocks],
];

async function* judge(findings: AsyncGenerator<Finding>, audience: Audience) {
  for await (const finding of findings) yield forAudience(finding, audience);
}
