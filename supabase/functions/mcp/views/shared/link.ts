// A link of an artifact: where it leads, in words that cannot deceive, or why it is not opened.

import { plainText } from "./plain_text.ts";

/** What a user is asked about. Everything but a mail's words is ASCII. */
export interface Link {
  /** As the browser understands it; of a mail, rebuilt from what is shown. */
  url: string;
  /** Where it leads: a host, with its port, or the domain of an address. */
  host: string;
  /** Of a mail, all of it: who gets it, its subject, its text. */
  mail?: string[];
  /** What to beware of. */
  warning?: string;
}

/** Why a link is not opened. */
export interface Refused {
  refused: string;
}

const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** @returns whether a link has one of the schemes that can be opened */
export function isLink(href: string): boolean {
  return SCHEMES.has(parsed(href)?.protocol ?? "");
}

/** @param href as it is written, absolute */
export function linkOf(href: string): Link | Refused {
  const url = parsed(href);
  if (!url) return { refused: "This is not the address of a page." };
  if (!SCHEMES.has(url.protocol)) {
    return {
      refused: "Only links to web pages and mail addresses are opened.",
    };
  }
  if (url.protocol === "mailto:") return mailOf(url);
  // "https://bank.example@evil.example/" leads to evil.example. Empty user info is dropped by the parser.
  const [, authority = ""] = /^[^:]*:[/\\]*([^/\\?#]*)/.exec(href.trim()) ?? [];
  if (url.username || url.password || /@|%40/i.test(authority)) {
    return {
      refused: `This link is not opened: it leads to ${url.host}, and hides it behind a name.`,
    };
  }
  const warning = warningOf(url);
  return { url: url.href, host: url.host, ...(warning && { warning }) };
}

function parsed(href: string): URL | undefined {
  return URL.canParse(href) ? new URL(href) : undefined;
}

/** Fields of a mail that name no one and attach nothing (RFC 6068). */
const MAIL_FIELDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ subject: "Subject", body: "Text" }),
);
/** Characters of a mail, so that no dialog hides a part of it. */
const MAX_MAIL = 1_000;

function mailOf({ pathname, search }: URL): Link | Refused {
  const [, name, domain] = MAIL_ADDRESS.exec(decoded(pathname) ?? "") ?? [];
  const written = parsed(`https://${domain}/`);
  if (!name || !written) {
    return { refused: "This is not one mail address in plain letters." };
  }
  const address = `${name}@${written.hostname}`;
  const [mail, fields] = [[`To: ${address}`], [] as string[]];
  for (const field of search.slice(1).split("&").filter(Boolean)) {
    const [, key = "", value = ""] = /^([^=]*)=?(.*)$/.exec(field) ?? [];
    const [known, text] = [decoded(key)?.toLowerCase() ?? "", decoded(value)];
    const label = MAIL_FIELDS.get(known);
    if (!label || text === undefined) {
      return {
        refused:
          "This link is not opened: it sets more of a mail than one address, a subject and a text.",
      };
    }
    const words = plainText(text);
    mail.push(`${label}: ${words}`);
    fields.push(`${known}=${encodeURIComponent(words)}`);
  }
  if (mail.join("").length > MAX_MAIL) {
    return { refused: "This mail is too long to be shown here." };
  }
  const warning = warningOf(written);
  const url = `mailto:${address}${fields.length > 0 ? "?" : ""}${fields.join("&")}`;
  return { url, host: written.hostname, mail, ...(warning && { warning }) };
}

const MAIL_ADDRESS = /^([\w.+-]{1,64})@([^\s@/?#:%\\[\]]+)$/;

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function warningOf({ hostname }: URL): string | undefined {
  if (/(^|\.)xn--/.test(hostname)) {
    return "This name has letters that can look like those of another name.";
  }
  if (/^[\d.]+$|^\[/.test(hostname)) {
    return "This is a number, not the name of a site.";
  }
  return undefined;
}
