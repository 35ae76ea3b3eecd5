// What slow, large and dishonest callers do to a server, each for as long as it is let.

import { setTimeout as delay } from "node:timers/promises";
import { ARTIFACT_VIEW } from "../../../supabase/functions/mcp/views/built/uris.ts";
import type { Target } from "./target.ts";

const LARGEST = 4 * 1024 * 1024;
const SMALL = 64 * 1024;
/** A pause that a limit on pauses alone lets pass. */
const PAUSE_MS = 2_500;

type Attack = (target: Target, token: string) => Promise<void>;

function head(length: number | "chunked", headers: string[] = []): string {
  const framing = length === "chunked" ? "Transfer-Encoding: chunked" : `Content-Length: ${length}`;
  const all = ["Host: 127.0.0.1", "Content-Type: application/json", framing, ...headers];
  return `POST /mcp HTTP/1.1\r\n${all.join("\r\n")}\r\n\r\n`;
}

const bearer = (token: string) => `Authorization: Bearer ${token}`;

/** A well-formed token that no one issued. */
function madeUp(number: number): string {
  const part = (value: object) => btoa(JSON.stringify(value)).replaceAll("=", "");
  if (number % 2) return `oat_${crypto.randomUUID().replaceAll("-", "")}`;
  const header = { alg: "RS256", typ: "at+jwt", kid: crypto.randomUUID() };
  return `${part(header)}.${part({ iss: "https://clerk.example", sub: "user_x" })}.c2lnbmF0dXJl`;
}

const blanks = (bytes: number) => new Uint8Array(bytes).fill(0x20);

function chunk(bytes: number): Uint8Array {
  const size = new TextEncoder().encode(`${bytes.toString(16)}\r\n`);
  return new Uint8Array([...size, ...blanks(bytes), 13, 10]);
}

/** All but the end at once, then a byte now and then. */
function nearlyAll(
  size: number,
  connections: number,
  headers: (number: number, token: string) => string[],
  chunked = false,
): Attack {
  return (target, token) =>
    target.crowd(connections, async (number) => {
      const line = await target.open();
      await line.send(head(chunked ? "chunked" : size, headers(number, token)));
      await line.send(chunked ? chunk(size - 30) : blanks(size - 30));
      await target.trickle(line, chunked ? "1\r\n \r\n" : " ", PAUSE_MS);
    });
}

const anonymous = () => [];
const stranger = (number: number) => [bearer(madeUp(number))];
const user = (_: number, token: string) => [bearer(token)];

/** Asks again and again on one connection, and reads no answer. */
function unread(connections: number, requests: (token: string) => string): Attack {
  return (target, token) =>
    target.crowd(connections, async () => {
      const line = await target.open(false);
      const request = requests(token);
      for (let sent = 0; sent < 100 && await line.send(request); sent++) await delay(100);
      while (!target.over()) await delay(100);
      line.close();
    });
}

function request(method: string, params: object, headers: string[] = []): string {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
  return head(body.length, headers) + body;
}

/** Every attack by its name in the log. */
export const ATTACKS: Readonly<Record<string, Attack>> = {
  "nine slow bodies of 4 MiB": nearlyAll(LARGEST, 9, anonymous),
  "16 slow bodies of 4 MiB with made-up tokens, chunked": nearlyAll(LARGEST, 16, stranger, true),
  "24 slow bodies of 4 MiB of a signed-in user": nearlyAll(LARGEST, 24, user),
  "400 slow bodies of 64 KiB": nearlyAll(
    SMALL,
    400,
    (number) => number % 2 ? stranger(number) : [],
  ),
  "300 slow bodies of 64 KiB of a signed-in user, chunked": nearlyAll(SMALL, 300, user, true),
  "300 connections that trickle from the start": (target) =>
    target.crowd(300, async (number) => {
      const line = await target.open();
      await line.send(head(number % 2 ? "chunked" : SMALL, number % 3 ? [] : stranger(number)));
      await target.trickle(line, number % 2 ? "1\r\n \r\n" : " ", 200);
    }),
  "chunks of one byte, as fast as they go": (target, token) =>
    target.crowd(8, async (number) => {
      const line = await target.open();
      await line.send(head("chunked", number % 2 ? user(number, token) : []));
      const chunks = "1\r\n \r\n".repeat(1_000);
      while (await line.send(chunks));
      line.close();
    }),
  "whole bodies of 4 MiB with made-up tokens": (target) =>
    target.crowd(9, async (number) => {
      const line = await target.open();
      await line.send(head(LARGEST, stranger(number)));
      await line.send(blanks(LARGEST));
      await delay(200);
      line.close();
    }),
  "lengths that lie": (target) =>
    target.crowd(60, async (number) => {
      const line = await target.open();
      if (number % 2) {
        await line.send(`${head(5)}${" ".repeat(100_000)}`);
        await delay(500);
      } else {
        await line.send(`${head(LARGEST - number)}{`);
        while (await line.send("")) await delay(250);
      }
      line.close();
    }),
  "answers never read": unread(60, () => request("tools/list", {})),
  "views never read": unread(
    60,
    (token) => request("resources/read", { uri: ARTIFACT_VIEW }, [bearer(token)]),
  ),
  "600 heads that never end": (target) =>
    target.crowd(600, async () => {
      const line = await target.open();
      await line.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\n");
      await target.trickle(line, "X-A: b\r\n", PAUSE_MS);
    }),
  "600 connections that say nothing": (target) =>
    target.crowd(600, async () => {
      const line = await target.open();
      while (!target.over()) await delay(250);
      line.close();
    }),
};
