// Handlers of prompts/list, prompts/get and completion/complete.
// This server has no prompts yet; the server in tests/conformance/fixture does.

import type { Prompt } from "../../primitives/prompt.ts";
import { isObject } from "../../json/value.ts";
import { type Handler, invalidParams, listHandler, type Params, shortened } from "./handler.ts";

/** The maximum number of values in a completion (MCP, server/utilities/completion). */
const MAX_VALUES = 100;

/** @returns the handlers; completion/complete is among them only if an argument supports completion */
export function promptHandlers(prompts: readonly Prompt[]): [method: string, Handler][] {
  const find = (name: unknown) => {
    if (typeof name !== "string") {
      throw invalidParams("name must be a string: the name of a prompt");
    }
    const prompt = prompts.find((prompt) => prompt.name === name);
    if (!prompt) {
      throw invalidParams(
        `There is no prompt ${shortened(name)}. Call prompts/list to see the names`,
      );
    }
    return prompt;
  };
  const handlers: [string, Handler][] = [
    ["prompts/list", listHandler("prompts", () => prompts.map(descriptorOf))],
    ["prompts/get", async (params, { client }) => {
      const prompt = find(params.name);
      const messages = await prompt.messages(argumentsFor(prompt, params.arguments), client);
      return { description: prompt.description, messages };
    }],
  ];
  if (prompts.some(completable)) {
    handlers.push(["completion/complete", (params) => complete(params, find)]);
  }
  return handlers;
}

function descriptorOf({ name, title, description, arguments: declared }: Prompt) {
  const described = declared.map(({ complete: _, ...argument }) => argument);
  return { name, title, description, arguments: described };
}

function argumentsFor(prompt: Prompt, given: unknown = {}): Record<string, string> {
  if (!isObject(given) || !holdsStrings(given)) {
    throw invalidParams(
      `Arguments of prompt ${prompt.name} must be an object whose values are strings`,
    );
  }
  const missing = prompt.arguments.filter(({ name, required }) =>
    required && !Object.hasOwn(given, name)
  );
  if (missing.length === 0) return given;
  const names = missing.map(({ name }) => name).join(", ");
  throw invalidParams(`Arguments of prompt ${prompt.name} are missing: ${names}`);
}

function holdsStrings(given: Record<string, unknown>): given is Record<string, string> {
  return Object.values(given).every((value) => typeof value === "string");
}

function completable(prompt: Prompt): boolean {
  return prompt.arguments.some(({ complete }) => complete !== undefined);
}

function complete({ ref, argument }: Params, find: (name: unknown) => Prompt) {
  if (!isObject(ref) || !isObject(argument) || typeof argument.value !== "string") {
    throw invalidParams(
      "completion/complete needs the objects ref and argument, and argument.value must be a string",
    );
  }
  const declared = ref.type === "ref/prompt" ? find(ref.name).arguments : [];
  const completed = declared.find(({ name }) => name === argument.name);
  const values = completed?.complete?.(argument.value) ?? [];
  return {
    completion: {
      values: values.slice(0, MAX_VALUES),
      total: values.length,
      hasMore: values.length > MAX_VALUES,
    },
  };
}
