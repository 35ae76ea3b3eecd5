// The two interactive steps: sign-in and consent.
import { text } from "node:stream/consumers";
// @ts-types="@types/oidc-provider"
import type Provider from "oidc-provider";
// @ts-types="@types/oidc-provider"
import type { KoaContextWithOIDC } from "oidc-provider";
import type { Middleware } from "./middleware.ts";
import { sendPage } from "./page_response.ts";
import { consentPage, errorPage, signInPage } from "./pages.ts";
import { type Person, personOf } from "./people.ts";

type Interaction = Awaited<ReturnType<Provider["interactionDetails"]>>;

/** The shared state: users who have signed in, by subject, and the library. */
interface SignInContext {
  readonly provider: Provider;
  readonly people: Map<string, Person>;
}

/** Middleware for `/sign-in/<interaction>` and `/consent/<interaction>`. */
export function signInPages(context: SignInContext): Middleware {
  return async (ctx, next) => {
    if (!/^\/(sign-in|consent)\/[\w-]+$/.test(ctx.path)) return await next();
    const interaction = await context.provider.interactionDetails(ctx.req, ctx.res).catch(() => {});
    if (!interaction) return sendPage(ctx, 400, await expiredPage());
    const form = ctx.method === "POST" ? new URLSearchParams(await text(ctx.req)) : undefined;
    if (interaction.prompt.name === "login") await signIn(context, ctx, form);
    else await consent(context, ctx, interaction, form);
  };
}

async function signIn(
  context: SignInContext,
  ctx: KoaContextWithOIDC,
  form?: URLSearchParams,
): Promise<void> {
  const name = form?.get("name") ?? "";
  if (name.trim() === "") return sendPage(ctx, 200, await signInPage(ctx.path));
  const person = personOf(name);
  context.people.set(person.sub, person);
  await finish(context, ctx, { login: { accountId: person.sub } });
}

async function consent(
  context: SignInContext,
  ctx: KoaContextWithOIDC,
  interaction: Interaction,
  form?: URLSearchParams,
): Promise<void> {
  const decision = form?.get("decision");
  if (decision === "allow") return await allow(context, ctx, interaction);
  if (decision === "deny") return await finish(context, ctx, DENIED);
  sendPage(ctx, 200, await consentPage(await questionOf(context, ctx.path, interaction)));
}

const DENIED = { error: "access_denied", error_description: "The user denied the request." };

async function questionOf(
  { provider, people }: SignInContext,
  action: string,
  interaction: Interaction,
) {
  const { client_id, scope, redirect_uri } = interaction.params;
  const client = await provider.Client.find(String(client_id));
  return {
    action,
    client: client?.clientName ?? String(client_id),
    person: people.get(interaction.session?.accountId ?? "")?.name ?? "an unknown user",
    scopes: String(scope ?? "").split(" "),
    resources: resourcesOf(interaction),
    returnTo: String(redirect_uri),
  };
}

/** Grants all requested scopes, for the requested resources and for the ID token. */
async function allow(
  context: SignInContext,
  ctx: KoaContextWithOIDC,
  interaction: Interaction,
): Promise<void> {
  const scope = String(interaction.params.scope ?? "");
  const grant = new context.provider.Grant({
    accountId: interaction.session?.accountId ?? "",
    clientId: String(interaction.params.client_id),
  });
  grant.addOIDCScope(scope);
  for (const resource of resourcesOf(interaction)) grant.addResourceScope(resource, scope);
  await finish(context, ctx, { consent: { grantId: await grant.save() } });
}

function resourcesOf({ params }: Interaction): string[] {
  return [params.resource ?? []].flat().map(String);
}

async function finish(
  { provider }: SignInContext,
  ctx: KoaContextWithOIDC,
  result: Parameters<Provider["interactionResult"]>[2],
): Promise<void> {
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
  ctx.status = 303;
}

function expiredPage(): Promise<string> {
  return errorPage(
    "expired",
    "This sign-in is no longer open. Go back to the app and start again.",
  );
}
