// What a request of 2026-07-28 must be like before anything is looked up for it, in the order of the
// specification: its `_meta`, the headers that mirror it, its version.

import { quoted } from "../features/handler.ts";
import type { Features } from "../features/mod.ts";
import { ErrorCode, failure, type JsonRpcRequest } from "../json_rpc.ts";
import type { Reply } from "../revision.ts";
import { headerMismatch } from "./mirrored_headers.ts";
import { parseRequestMeta, REQUIRED_META } from "./request_meta.ts";

/** The modern revisions spoken here. */
export const SUPPORTED_VERSIONS = ["2026-07-28"];

/** @returns the refusal of a request that is not like that, with HTTP status 400 */
export function invalidRequest(
  request: JsonRpcRequest,
  headers: Headers,
  features: Features,
): Reply | undefined {
  const refuse = (code: number, message: string, data?: unknown): Reply => ({
    status: 400,
    body: failure(request.id, code, message, data),
  });
  const meta = parseRequestMeta(request.params);
  if (!meta) return refuse(ErrorCode.InvalidParams, REQUIRED_META);
  const { protocolVersion } = meta;
  const mismatch = headerMismatch(
    headers,
    request,
    protocolVersion,
    paramHeaders(request, features),
  );
  if (mismatch) return refuse(ErrorCode.HeaderMismatch, `Header mismatch: ${mismatch}`);
  if (SUPPORTED_VERSIONS.includes(protocolVersion)) return undefined;
  const data = { supported: SUPPORTED_VERSIONS, requested: quoted(protocolVersion) };
  return refuse(ErrorCode.UnsupportedProtocolVersion, "Unsupported protocol version", data);
}

function paramHeaders({ method, params }: JsonRpcRequest, features: Features) {
  const isCall = method === "tools/call" && typeof params?.name === "string";
  return isCall ? features.paramHeadersOf(`${params.name}`) : [];
}
