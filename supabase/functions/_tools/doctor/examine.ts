// The whole visit, in the order in which a connector goes.

import { authorizationServer } from "./checks/authorization_server.ts";
import { challenge } from "./checks/challenge.ts";
import { clocks } from "./checks/clocks.ts";
import { forged } from "./checks/forged.ts";
import { http } from "./checks/http.ts";
import { lenient } from "./checks/lenient.ts";
import { lenientWithToken } from "./checks/lenient_with_token.ts";
import { libraryWithToken } from "./checks/library_with_token.ts";
import { metadata } from "./checks/metadata.ts";
import { metadataPaths } from "./checks/metadata_paths.ts";
import { namesInInstructions } from "./checks/names_in_texts.ts";
import { origins } from "./checks/origins.ts";
import { protocol } from "./checks/protocol.ts";
import { reachable } from "./checks/reachable.ts";
import { predictedScopes, renewal } from "./checks/renewal.ts";
import { requestedScopes } from "./checks/requested_scopes.ts";
import { root } from "./checks/root.ts";
import { signInMoment } from "./checks/sign_in_moment.ts";
import { token } from "./checks/token.ts";
import { tools } from "./checks/tools.ts";
import { views } from "./checks/views.ts";
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
  /** Whether clients are registered with the authorization server, and ask for scopes. Signing in needs it. */
  register?: boolean;
  /** Given, a person signs in. */
  openBrowser?: OpenBrowser | undefined;
  /** Hears what is being looked at. */
  onStep?: (step: string) => void;
}

/** Yields what is found, as it is found. Changes nothing but, when signing in, what a new client leaves. */
export async function* examine(examination: Examination): AsyncGenerator<Finding> {
  const { url, audience, openBrowser, onStep = () => {} } = examination;
  const registers = examination.register === true || openBrowser !== undefined;
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
  onStep("scopes");
  yield* judged(
    registers ? requestedScopes(visit, openBrowser !== undefined) : predictedScopes(visit),
  );
  if (openBrowser) {
    onStep("sign-in, in the browser");
    yield* judged(signIn(visit, openBrowser));
  }
  if (visit.closed && visit.token !== undefined) {
    onStep("the tools, with the token");
    yield* judged(tools(visit));
    yield* judged(views(visit));
  }
  onStep("the token");
  yield* judged(token(visit));
  onStep("instructions and arguments, with the token");
  yield* judged(namesInInstructions(visit));
  yield* judged(lenientWithToken(visit));
  yield* judged(libraryWithToken(visit));
  if (visit.session !== undefined) {
    await send(url, { method: "DELETE", headers: { "Mcp-Session-Id": visit.session } });
  }
}

type Check = (visit: Visit) => AsyncGenerator<Finding>;

const WITHOUT_SIGNING_IN: readonly (readonly [string, Check])[] = [
  ["HTTP", http],
  ["origins", origins],
  ["the protocol", protocol],
  ["the tools", tools],
  ["views", views],
  ["arguments", lenient],
  ["refusals", challenge],
  ["the moment of sign-in", signInMoment],
  ["metadata", metadata],
  ["paths of metadata", metadataPaths],
  ["the root of the host", root],
  ["the authorization server", authorizationServer],
  ["renewal", renewal],
  ["a forged token", forged],
  ["clocks", clocks],
];

async function* judge(findings: AsyncGenerator<Finding>, audience: Audience) {
  for await (const finding of findings) yield forAudience(finding, audience);
}
