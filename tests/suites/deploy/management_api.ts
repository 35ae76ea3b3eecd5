// Stands for Supabase's Management API: answers what the command line tool asks when it links a project,
// sets secrets and deploys functions, and keeps what it was sent. Knows no function by name.

import type { Part } from "../../local/parts.ts";

/** Twenty letters, as the references of projects are. */
export const PROJECT_REF = "rehearsalrehearsalre";
export const ACCESS_TOKEN = `sbp_${"0".repeat(40)}`;

export interface UploadedFile {
  /** From the project's root. */
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** One function as it was uploaded. */
export interface Upload {
  slug: string;
  metadata: Record<string, unknown>;
  files: UploadedFile[];
}

/** What was sent. */
interface Received {
  /** What the next upload is answered with instead of success. */
  failure?: Response | undefined;
  readonly uploads: Upload[];
  /** Slugs of the uploaded functions that were then put to work. */
  readonly activated: string[];
  readonly secrets: Record<string, string>;
  /** Slugs of deleted functions. */
  readonly deleted: string[];
  /** Queries of the log. */
  readonly queries: string[];
  /** Requests that no command should make, each with what is wrong about it. */
  readonly surprises: string[];
}

interface ManagementApi extends Part, Received {
  readonly origin: string;
}

/** @param pooler the answer about the database's connection pooler; absent: not every token may read it */
export function startManagementApi(pooler?: Record<string, unknown>): ManagementApi {
  const received: Received = {
    ...{ uploads: [], activated: [], secrets: {}, deleted: [], queries: [], surprises: [] },
  };
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) => {
      const isPooler = new URL(request.url).pathname.endsWith("/config/database/pooler");
      return isPooler && pooler ? Response.json([pooler]) : answer(request, received);
    },
  );
  const stop = () => server.shutdown();
  return Object.assign(received, { origin: `http://127.0.0.1:${server.addr.port}`, stop });
}

type Answer = (request: Request, received: Received) => Promise<Response> | Response;

const ROUTES: Record<string, Answer> = {
  "GET ": () => Response.json(PROJECT),
  "GET /api-keys": () => Response.json(["anon", "service_role"].map(apiKey)),
  // Not every token may read these, and linking works without them.
  "GET /config/storage": forbidden,
  "GET /config/database/pooler": forbidden,
  "POST /secrets": keepSecrets,
  "POST /functions/deploy": keepUpload,
  "PUT /functions": activate,
  "DELETE /functions/mcp": (_, { deleted }) => {
    deleted.push("mcp");
    return new Response(null, { status: 200 });
  },
  "GET /analytics/endpoints/logs": (request, { queries }) => {
    queries.push(new URL(request.url).searchParams.get("sql") ?? "");
    return Response.json({ result: [{ timestamp: "2026-11-30T12:00:00", event_message: "{}" }] });
  },
};

function answer(request: Request, received: Received): Promise<Response> | Response {
  const { pathname } = new URL(request.url);
  const path = pathname.replace(`/v1/projects/${PROJECT_REF}`, "");
  if (request.headers.get("Authorization") !== `Bearer ${ACCESS_TOKEN}`) {
    received.surprises.push(`${request.method} ${pathname} came without the access token`);
    return Response.json({ message: "Unauthorized" }, { status: 401 });
  }
  const route = ROUTES[`${request.method} ${path}`];
  if (route) return route(request, received);
  received.surprises.push(`unexpected request: ${request.method} ${pathname}`);
  return Response.json({ message: "Not Found" }, { status: 404 });
}

const PROJECT = {
  id: PROJECT_REF,
  ref: PROJECT_REF,
  organization_id: "organization",
  organization_slug: "organization",
  name: "artifacts",
  region: "eu-central-1",
  status: "ACTIVE_HEALTHY",
  created_at: "2026-01-01T00:00:00Z",
  database: {
    host: `db.${PROJECT_REF}.supabase.co`,
    version: "17.6.1.054",
    postgres_engine: "17",
    release_channel: "ga",
  },
};

function apiKey(name: string) {
  return { name, id: name, type: "legacy", api_key: `${name}-key` };
}

function forbidden(): Response {
  return Response.json({ message: "Forbidden" }, { status: 403 });
}

async function keepSecrets(request: Request, { secrets }: Received): Promise<Response> {
  for (const { name, value } of await request.json()) secrets[name] = value;
  return Response.json({}, { status: 201 });
}

async function keepUpload(request: Request, received: Received): Promise<Response> {
  const { failure, uploads } = received;
  received.failure = undefined;
  if (failure) return failure;
  const slug = new URL(request.url).searchParams.get("slug") ?? "";
  const form = await request.formData();
  const files: UploadedFile[] = [];
  for (const part of form.getAll("file")) {
    if (part instanceof File) files.push({ path: part.name, bytes: await part.bytes() });
  }
  const metadata = JSON.parse(String(form.get("metadata")));
  uploads.push({ slug, metadata, files });
  const { name, entrypoint_path, verify_jwt } = metadata;
  const made = { id: slug, slug, name, status: "ACTIVE", version: 1, created_at: 1 };
  return Response.json({ ...made, entrypoint_path, verify_jwt }, { status: 201 });
}

async function activate(request: Request, { activated }: Received): Promise<Response> {
  for (const { slug } of await request.json()) activated.push(slug);
  return Response.json({});
}
