// Validates a request of revision 2026-07-28 in the specification's order: `_meta`, mirrored headers, version.

import { shortened } from "../features/handler.ts";
import type { ParamHeader } from "../features/param_headers.ts";
import { ErrorCode, failure, type JsonRpcRequest } from "../json_rpc.ts";
import type { ProtocolResponse } from "../revision.ts";
import { headerMismatch } from "./mirrored_headers.ts";
import { type RequestMeta, REQUIRED_META } from "./request_meta.ts";

/** Supported modern revisions. */
export const SUPPORTED_VERSIONS = ["2026-07-28"];

/**
 * @param paramHeaders the `Mcp-Param-…` headers of the called tool
 * @returns the error response to an invalid request, with HTTP status 400
 */
export function invalidRequest(
  request: JsonRpcRequest,
  meta: RequestMeta | undefined,
  headers: Headers,
  paramHeaders: readonly ParamHeader[],
): ProtocolResponse | undefined {
  const refuse = (code: number, message: string, data?: unknown): ProtocolResponse => ({
    status: 400,
    body: failure(request.id, code, message, data),
  });
  if (!meta) return refuse(ErrorCode.InvalidParams, REQUIRED_META);
  const { protocolVersion } = meta;
  const mismatch = headerMismatch(headers, request, protocolVersion, paramHeaders);
  if (mismatch) return refuse(ErrorCode.HeaderMismatch, `Header mismatch: ${mismatch}`);
  if (SUPPORTED_VERSIONS.includes(protocolVersion)) return undefined;
  const data = { supported: SUPPORTED_VERSIONS, requested: shortened(protocolVersion) };
  return refuse(ErrorCode.UnsupportedProtocolVersion, "Unsupported protocol version", data);
}
