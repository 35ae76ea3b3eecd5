// Runs all checks, in the order in which a real MCP client connects.

import { authorizationServer } from "./checks/authorization_server.ts";
import { challenge } from "./checks/challenge.ts";
import { clocks } from "./checks/clocks.ts";
import { forgedToken } from "./checks/forged_token.ts";
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
import { version } from "./checks/version.ts";
import { views } from "./checks/views.ts";
import { webhook } from "./checks/webhook.ts";
import { redactToken, type Send } from "./exchange.ts";
import { type Audience, type Finding, forAudience } from "./finding.ts";
import { watchPlatform } from "./platform.ts";
import { type OpenBrowser, signIn } from "./sign_in.ts";
import { type Session, startSession } from "./session.ts";

interface Examination {
  /** URL of the MCP endpoint, as users enter it in a client. */
  url: string;
  audience: Audience;
  send: Send;
  /** The operator's access token, to test without signing in. */
  token?: string | undefined;
  /** Whether to register clients with the authorization server and request scopes. `openBrowser` implies `true`. */
  register?: boolean;
  /** Opens the sign-in page; absent = the doctor does not sign in. */
  openBrowser?: OpenBrowser | undefined;
  /** Called with each step's name when the step starts. */
  onStep?: (step: string) => void;
}

/** Yields findings while the checks run. Registering and signing in create OAuth clients; nothing else is changed. */
export async function* examine(examination: Examination): AsyncGenerator<Finding> {
  const { url, audience, openBrowser, onStep = () => {} } = examination;
  const registers = examination.register === true || openBrowser !== undefined;
  const platform = watchPlatform(examination.send, url);
  const send = redactToken(platform.send, () => session.token);
  const session: Session = startSession(url, send, examination.token);
  const run = (step: string, findings: AsyncGenerator<Finding>) => {
    onStep(step);
    return gradeFor(audience, platform.guard(step, findings));
  };

  onStep("the address");
  const first = reachable(session);
  let step = await first.next();
  for (; !step.done; step = await first.next()) yield forAudience(step.value, audience);
  if (!step.value) return;

  for (const [name, check] of CHECKS_WITHOUT_TOKEN) yield* run(name, check(session));
  yield* run(
    "scopes",
    registers ? requestedScopes(session, openBrowser !== undefined) : predictedScopes(session),
  );
  if (openBrowser) yield* run("sign-in in the browser", signIn(session, openBrowser));
  if (session.allToolsProtected && session.token !== undefined) {
    yield* run("the tools, with the token", tools(session));
    yield* run("views, with the token", views(session));
  }
  for (const [name, check] of CHECKS_WITH_TOKEN) yield* run(name, check(session));
  for (const finding of platform.findings(session)) yield forAudience(finding, audience);
  if (session.mcpSessionId !== undefined) {
    await send(url, { method: "DELETE", headers: { "Mcp-Session-Id": session.mcpSessionId } });
  }
}

type Check = (session: Session) => AsyncGenerator<Finding>;

const CHECKS_WITHOUT_TOKEN: readonly (readonly [string, Check])[] = [
  ["HTTP", http],
  ["origins", origins],
  ["the protocol", protocol],
  ["the version", version],
  ["the webhook", (session) => webhook(session)],
  ["the tools", tools],
  ["views", views],
  ["unusual arguments", lenient],
  ["the challenge", challenge],
  ["sign-in on connect", signInMoment],
  ["metadata", metadata],
  ["the metadata paths", metadataPaths],
  ["the root of the host", root],
  ["the authorization server", authorizationServer],
  ["token renewal", renewal],
  ["a forged token", forgedToken],
  ["the clocks", clocks],
];

const CHECKS_WITH_TOKEN: readonly (readonly [string, Check])[] = [
  ["the token", token],
  ["instructions, with the token", namesInInstructions],
  ["unusual arguments, with the token", lenientWithToken],
  ["the library, with the token", libraryWithToken],
];

async function* gradeFor(audience: Audience, findings: AsyncGenerator<Finding>) {
  for await (const finding of findings) yield forAudience(finding, audience);
}
