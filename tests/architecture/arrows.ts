// Who may know whom, as a table. Whatever it does not say is forbidden.

import { importsOf, type SourceFile } from "./source_files.ts";

/**
 * Rows of files and what they may import: paths below `supabase/functions`, where `*` stands for one
 * name and a leading `type ` for "its types only". The first row that fits a file decides.
 */
export type Arrows = readonly (readonly [files: string, mayImport: readonly string[]])[];

/** What a tool is to those who serve it; no tool in particular. */
const TOOL = "type mcp/tools/tool.ts";
const EFFECT = "mcp/tools/effect.ts";
/** What tools and resources work with. */
const CONTEXT = "type mcp/tools/context.ts";
const JSON_VALUE = "mcp/json.ts";
const JSON_WEIGHT = "mcp/json_weight.ts";
const JSON_RPC = "mcp/protocol/json_rpc.ts";
/** How tools are named to one client. */
const NAMES = "type mcp/tools/tool_names.ts";
/** Whatever is made when it is first needed. */
const ONCE = "mcp/once.ts";
/** What both families of revisions are made of. */
const OF_A_REVISION = [
  "type mcp/protocol/features/mod.ts",
  "mcp/protocol/features/handler.ts",
  JSON_RPC,
  "type mcp/protocol/call_context.ts",
  "type mcp/protocol/revision.ts",
  "mcp/tools/client_input.ts",
];

export const ARROWS: Arrows = [
  ["_shared/environment.ts", []],
  ["_shared/log_line.ts", []],
  ["_shared/forget_oldest.ts", []],
  ["_shared/log.ts", []],
  ["_shared/pseudonym.ts", []],
  ["_shared/request_id.ts", []],
  ["_shared/*.ts", ["_shared/*.ts"]],

  // Builds everything, so it may know everything but the tools one by one.
  ["mcp/index.ts", [
    "_shared/authorization_server.ts",
    "_shared/log_line.ts",
    "_shared/log.ts",
    "_shared/pseudonym.ts",
    "_shared/protected_resource.ts",
    "mcp/*.ts",
    "mcp/auth/*.ts",
    "mcp/protocol/mod.ts",
    "mcp/tools/mod.ts",
    "mcp/resources/mod.ts",
    "mcp/artifacts/data_api.ts",
    "mcp/artifacts/postgres_store.ts",
    "mcp/artifacts/postgres_site.ts",
    "mcp/budget/*.ts",
  ]],
  ["mcp/app.ts", [
    "_shared/cors.ts",
    "_shared/metadata_answers.ts",
    "mcp/allowed_origins.ts",
    "type mcp/answer.ts",
    "type mcp/endpoint.ts",
    JSON_RPC,
    "mcp/outgoing.ts",
    "mcp/reception.ts",
    "mcp/request_record.ts",
  ]],
  ["mcp/reception.ts", [
    "mcp/answer.ts",
    "mcp/body_memory.ts",
    "type mcp/body_pieces.ts",
    "mcp/capacity.ts",
    "mcp/drain.ts",
    "type mcp/endpoint.ts",
    "mcp/patience.ts",
    JSON_RPC,
    "mcp/request_body.ts",
    "type mcp/request_record.ts",
  ]],
  ["mcp/outgoing.ts", [
    "_shared/answer_budget.ts",
    "mcp/answer.ts",
    "mcp/memory.ts",
    JSON_RPC,
    "mcp/request_record.ts",
    "mcp/sent_body.ts",
  ]],
  ["mcp/allowed_origins.ts", []],
  ["mcp/client_policy.ts", [NAMES]],
  ["mcp/request_body.ts", [
    "mcp/body_memory.ts",
    "mcp/body_pieces.ts",
    "mcp/deadline.ts",
    "mcp/drain.ts",
    "type mcp/memory.ts",
    "mcp/patience.ts",
  ]],
  ["mcp/body_pieces.ts", [
    "type mcp/body_memory.ts",
    "mcp/drain.ts",
    "type mcp/memory.ts",
    "mcp/patience.ts",
    "mcp/piece_reader.ts",
  ]],
  ["mcp/body_memory.ts", ["mcp/memory.ts"]],
  ["mcp/drain.ts", ["mcp/patience.ts", "mcp/piece_reader.ts"]],
  ["mcp/piece_reader.ts", []],
  ["mcp/sent_body.ts", ["type mcp/memory.ts", "mcp/patience.ts"]],
  ["mcp/patience.ts", ["mcp/deadline.ts"]],
  ["mcp/memory.ts", []],
  ["mcp/shared_text.ts", []],
  ["mcp/request_record.ts", [
    "_shared/log_line.ts",
    "_shared/request_id.ts",
    "type mcp/answer.ts",
    "type mcp/protocol/description.ts",
  ]],
  ["mcp/capacity.ts", []],
  ["mcp/deadline.ts", []],
  ["mcp/allowance.ts", []],
  ["mcp/timed.ts", []],
  ["mcp/once.ts", []],
  ["mcp/line_kind.ts", ["type _shared/log.ts"]],
  ["mcp/json.ts", []],
  ["mcp/json_weight.ts", []],
  ["mcp/budget/call_budget.ts", [
    "type mcp/auth/user_id.ts",
    "_shared/forget_oldest.ts",
    "mcp/allowance.ts",
  ]],
  ["mcp/budget/calls.ts", [
    "type mcp/auth/user_id.ts",
    "mcp/deadline.ts",
    "type mcp/budget/call_budget.ts",
  ]],
  ["mcp/endpoint.ts", [
    "type mcp/answer.ts",
    "mcp/refusal.ts",
    JSON_RPC,
    "type mcp/protocol/mod.ts",
    "mcp/auth/gate.ts",
    "type mcp/auth/verification.ts",
    "mcp/body_memory.ts",
    "type mcp/budget/calls.ts",
    "type mcp/client_policy.ts",
    "mcp/request_record.ts",
    "mcp/timed.ts",
    CONTEXT,
  ]],
  ["mcp/answer.ts", ["_shared/cors.ts", JSON_RPC, "mcp/shared_text.ts"]],
  ["mcp/refusal.ts", [
    "_shared/protected_resource.ts",
    "type mcp/answer.ts",
    "type mcp/auth/gate.ts",
    "mcp/client_policy.ts",
    "mcp/auth/verification.ts",
    "type mcp/protocol/json_rpc.ts",
    "type mcp/protocol/revision.ts",
    "mcp/protocol/features/call_tool.ts",
  ]],
  ["mcp/config.ts", [
    "_shared/*.ts",
    "type mcp/client_policy.ts",
    "mcp/secret_key.ts",
    "mcp/artifacts/artifact.ts",
    NAMES,
  ]],
  ["mcp/secret_key.ts", ["type _shared/environment.ts"]],
  ["mcp/identity.ts", ["_shared/protected_resource.ts", "type mcp/protocol/revision.ts"]],

  // Speaks MCP about any tools, resources and prompts; knows no artifact and no token. The two families
  // of revisions do not know each other.
  ["mcp/protocol/json_rpc.ts", [JSON_VALUE, JSON_WEIGHT]],
  ["mcp/protocol/call_context.ts", ["type mcp/tools/client_input.ts", CONTEXT, NAMES]],
  ["mcp/protocol/revision.ts", [
    "type mcp/protocol/json_rpc.ts",
    "type mcp/protocol/call_context.ts",
  ]],
  ["mcp/protocol/description.ts", [
    JSON_VALUE,
    "type mcp/protocol/revision.ts",
  ]],
  ["mcp/protocol/mod.ts", [
    "mcp/protocol/description.ts",
    "mcp/protocol/modern/request.ts",
    "mcp/protocol/features/mod.ts",
    "type mcp/protocol/features/access.ts",
    "mcp/protocol/legacy/mod.ts",
    "mcp/protocol/modern/mod.ts",
    "mcp/protocol/modern/request_meta.ts",
    "type mcp/protocol/json_rpc.ts",
    "type mcp/protocol/revision.ts",
  ]],
  ["mcp/protocol/features/*.ts", [
    ONCE,
    JSON_VALUE,
    "mcp/protocol/features/*.ts",
    JSON_RPC,
    "type mcp/protocol/call_context.ts",
    TOOL,
    EFFECT,
    "mcp/tools/tool_names.ts",
    "type mcp/tools/content.ts",
    "mcp/tools/client_input.ts",
    "mcp/tools/tool_error.ts",
    "type mcp/resources/resource.ts",
    "type mcp/prompts/prompt.ts",
  ]],
  ["mcp/protocol/legacy/*.ts", [
    ...OF_A_REVISION,
    JSON_VALUE,
    NAMES,
    "mcp/protocol/legacy/*.ts",
  ]],
  ["mcp/protocol/modern/*.ts", [
    ...OF_A_REVISION,
    JSON_VALUE,
    "mcp/protocol/modern/*.ts",
    "type mcp/protocol/features/param_headers.ts",
  ]],

  // The vendor's file knows the pure ones beside it; none of them knows the vendor.
  ["mcp/auth/clerk.ts", ["mcp/auth/*.ts"]],
  ["mcp/auth/clerk_api.ts", []],
  ["mcp/auth/clerk_fault.ts", []],
  ["mcp/auth/token_form.ts", []],
  ["mcp/auth/token_key.ts", []],
  ["mcp/auth/opaque_questions.ts", [
    "_shared/forget_oldest.ts",
    "mcp/auth/sparing.ts",
    "mcp/auth/token_key.ts",
    "mcp/auth/turns.ts",
    "type mcp/auth/verification.ts",
  ]],
  ["mcp/auth/turns.ts", ["mcp/allowance.ts"]],
  ["mcp/auth/sparing.ts", []],
  ["mcp/auth/signing_keys.ts", ["mcp/auth/sparing.ts"]],
  ["mcp/auth/user_id.ts", []],
  ["mcp/auth/claims.ts", [
    "mcp/auth/user_id.ts",
    "mcp/auth/verification.ts",
  ]],
  ["mcp/auth/verification.ts", ["type mcp/auth/user_id.ts"]],
  ["mcp/auth/opaque_token.ts", ["mcp/auth/claims.ts", "mcp/auth/verification.ts"]],
  ["mcp/auth/verified_tokens.ts", [
    "mcp/auth/token_key.ts",
    "type mcp/auth/verification.ts",
    "_shared/forget_oldest.ts",
  ]],
  ["mcp/auth/*.ts", ["type mcp/auth/verification.ts"]],

  // A tool cannot even name a user: nothing of auth is in reach.
  ["mcp/tools/mod.ts", ["mcp/tools/*/*.ts", TOOL, EFFECT]],
  [EFFECT, [TOOL]],
  ["mcp/tools/tool.ts", [
    "type mcp/tools/content.ts",
    CONTEXT,
    "type mcp/tools/json_schema.ts",
    "type mcp/tools/tool_view.ts",
  ]],
  ["mcp/tools/contract.ts", [
    "type mcp/tools/content.ts",
    CONTEXT,
    TOOL,
    NAMES,
    "type mcp/tools/tool_view.ts",
  ]],
  ["mcp/tools/define_tool.ts", [
    ONCE,
    "mcp/tools/arguments.ts",
    "type mcp/tools/contract.ts",
    "type mcp/tools/content.ts",
    CONTEXT,
    "mcp/tools/json_schema.ts",
    "mcp/tools/refusal_sentence.ts",
    TOOL,
    "mcp/tools/tool_error.ts",
    "mcp/artifacts/refusal.ts",
  ]],
  ["mcp/tools/tool_view.ts", []],
  ["mcp/tools/tool_names.ts", []],
  ["mcp/tools/json_schema.ts", []],
  ["mcp/tools/context.ts", [
    "type mcp/artifacts/artifact.ts",
    "type mcp/artifacts/store.ts",
    "type mcp/tools/client_input.ts",
    NAMES,
  ]],
  ["mcp/tools/refusal_sentence.ts", ["mcp/artifacts/artifact.ts", "type mcp/artifacts/refusal.ts"]],
  ["mcp/tools/stored_data.ts", ["type mcp/tools/content.ts"]],
  ["mcp/tools/answer_size.ts", []],
  ["mcp/tools/text_that_fits.ts", ["mcp/tools/answer_size.ts"]],
  ["mcp/tools/piece_fields.ts", [
    "mcp/artifacts/artifact.ts",
    "mcp/artifacts/piece.ts",
    "mcp/tools/answer_size.ts",
    "mcp/tools/text_that_fits.ts",
  ]],
  ["mcp/tools/content.ts", []],
  ["mcp/tools/client_input.ts", []],
  ["mcp/tools/arguments.ts", [
    "mcp/tools/client_arguments.ts",
    "type mcp/tools/json_schema.ts",
    "mcp/tools/tool_error.ts",
  ]],
  ["mcp/tools/client_arguments.ts", [JSON_VALUE, "mcp/tools/json_text.ts"]],
  ["mcp/tools/json_text.ts", [JSON_WEIGHT]],
  ["mcp/tools/tool_error.ts", []],
  ["mcp/tools/*/*.ts", [
    "mcp/tools/answer_size.ts",
    "mcp/tools/define_tool.ts",
    "mcp/tools/tool_error.ts",
    "mcp/tools/stored_data.ts",
    "mcp/tools/piece_fields.ts",
    "mcp/artifacts/artifact.ts",
    "mcp/artifacts/cursor.ts",
    "type mcp/artifacts/piece.ts",
    "mcp/artifacts/refusal.ts",
    "type mcp/artifacts/store.ts",
    "mcp/views/built/uris.ts",
  ]],

  ["mcp/resources/resource.ts", [CONTEXT, TOOL, NAMES, "type mcp/shared_text.ts"]],
  ["mcp/resources/mod.ts", ["mcp/resources/*.ts"]],
  ["mcp/resources/views.ts", [
    ONCE,
    "type mcp/resources/resource.ts",
    "mcp/shared_text.ts",
    "mcp/views/built/*.ts",
  ]],
  ["mcp/resources/*.ts", [
    "type mcp/resources/resource.ts",
    "mcp/artifacts/artifact.ts",
    "mcp/artifacts/cursor.ts",
    "mcp/artifacts/refusal.ts",
    "mcp/tools/stored_data.ts",
  ]],
  ["mcp/prompts/prompt.ts", ["type mcp/tools/client_input.ts", "type mcp/tools/content.ts"]],

  // What names an owner: the adapters, and nothing else of this room.
  ["mcp/artifacts/postgres_store.ts", [
    "mcp/artifacts/*.ts",
    "type mcp/auth/user_id.ts",
  ]],
  ["mcp/artifacts/postgres_site.ts", ["mcp/artifacts/*.ts", "type mcp/budget/call_budget.ts"]],
  ["mcp/artifacts/share_budget.ts", [
    "_shared/forget_oldest.ts",
    "mcp/allowance.ts",
    "mcp/capacity.ts",
    "mcp/artifacts/refusal.ts",
    "type mcp/artifacts/store.ts",
  ]],
  ["mcp/artifacts/edits.ts", ["mcp/artifacts/refusal.ts", "type mcp/artifacts/store.ts"]],
  ["mcp/artifacts/listing.ts", ["mcp/artifacts/*.ts", "type mcp/auth/user_id.ts"]],
  ["mcp/artifacts/data_api.ts", [
    "mcp/artifacts/refusal.ts",
    "mcp/artifacts/shared_deadline.ts",
    "type mcp/artifacts/database.types.ts",
  ]],
  ["mcp/artifacts/rows.ts", ["mcp/artifacts/artifact.ts", "type mcp/artifacts/store.ts"]],
  ["mcp/artifacts/in_order.ts", ["mcp/deadline.ts"]],
  ["mcp/artifacts/cursor.ts", ["mcp/artifacts/artifact.ts"]],
  ["mcp/artifacts/store.ts", [
    "type mcp/artifacts/artifact.ts",
    "type mcp/artifacts/cursor.ts",
    "type mcp/artifacts/piece.ts",
  ]],
  ["mcp/artifacts/*.ts", []],

  // Browsers run these: the functions know only what is built of them, and they of the functions only what
  // an artifact looks like.
  ["mcp/views/built/*.ts", []],
  ["mcp/views/shared/*.ts", ["mcp/views/shared/*.ts", "type mcp/artifacts/artifact.ts"]],
  ["mcp/views/artifact/renderers/*.ts", [
    "mcp/views/artifact/renderers/*.ts",
    "type mcp/views/artifact/shown.ts",
    "mcp/views/shared/*.ts",
    "type mcp/artifacts/artifact.ts",
  ]],
  ["mcp/views/artifact/*.ts", [
    "mcp/views/artifact/*.ts",
    "mcp/views/artifact/renderers/mod.ts",
    "mcp/views/shared/*.ts",
    "type mcp/artifacts/artifact.ts",
  ]],
  ["mcp/views/list/*.ts", [
    "mcp/views/list/*.ts",
    "mcp/views/shared/*.ts",
    "type mcp/artifacts/artifact.ts",
  ]],

  // Of its neighbour it knows the list of tools, for their scopes and descriptions.
  ["well-known/index.ts", ["_shared/*.ts", "well-known/*.ts", "mcp/tools/mod.ts"]],
  ["well-known/app.ts", [
    "_shared/*.ts",
    "well-known/answer_limit.ts",
    "well-known/request_log.ts",
  ]],
  ["well-known/*.ts", ["_shared/*.ts", TOOL, "mcp/tools/tool_names.ts"]],
];

/** Every import that no arrow allows, and every file that has no row, a sentence each. */
export function forbiddenImports(files: readonly SourceFile[], arrows = ARROWS): string[] {
  return files.flatMap((file) => {
    const row = arrows.find(([pattern]) => fits(pattern, file.path));
    if (!row) return [`${file.path} has no row in the table of arrows`];
    return importsOf(file)
      .filter(({ specifier }) => specifier.startsWith("."))
      .filter(({ target, typeOnly }) => !row[1].some((may) => allows(may, target, typeOnly)))
      .map(({ specifier }) => `${file.path} must not import ${specifier}`);
  });
}

/** Rows that fit no file, and allowances that nothing uses: they would hide a later mistake. */
export function idleArrows(files: readonly SourceFile[], arrows = ARROWS): string[] {
  const rowOf = (path: string) => arrows.find(([pattern]) => fits(pattern, path));
  return arrows.flatMap((row) => {
    const own = files.filter(({ path }) => rowOf(path) === row);
    if (own.length === 0) return [`no file fits ${row[0]}`];
    const imports = own.flatMap(importsOf);
    return row[1]
      .filter((may) => !imports.some(({ target, typeOnly }) => allows(may, target, typeOnly)))
      .map((may) => `${row[0]} makes no use of ${may}`);
  });
}

function allows(may: string, target: string, typeOnly: boolean): boolean {
  const types = may.startsWith("type ");
  return fits(types ? may.slice("type ".length) : may, target) && (typeOnly || !types);
}

function fits(pattern: string, path: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.]/g, "\\."));
  return new RegExp(`^${parts.join("[^/]+")}$`).test(path);
}
