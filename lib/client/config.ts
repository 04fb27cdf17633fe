// The configuration file that one of the older tools had, read as it was written for it: what is wrong in it is
// named with its cure, since its users never saw a parser's message.
import { UID_LENGTH_MAX } from "../chat/limits.ts";
import { NICK_RULE, parseNick } from "../chat/names.ts";
import { type Address, parseAddress, parsePort, PORT_DEFAULT } from "./address.ts";

export interface Config {
  readonly nick: string;
  readonly address: Address;
  /** Goes out with `hello`, where the file has one. */
  readonly uid?: string;
}

export type ParsedConfig =
  | { readonly type: "config"; readonly config: Config }
  | { readonly type: "wrong"; readonly detail: string };

const EXAMPLE = '{"USERID":"u1","NICKNAME":"alice","SERVER":"localhost","SERVER_PORT":7667}';
const EXAMPLE_BY_KEY: Readonly<Record<string, string>> = {
  USERID: '"u1"',
  NICKNAME: '"alice"',
  SERVER: '"localhost"',
  SERVER_PORT: "7667",
};

/** Parses the text of a configuration file; a wrong one gives a sentence that names the value and the cure. */
export function parseConfig(text: string): ParsedConfig {
  const json = text.replace(/^\ufeff/, "");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return wrong(whyBroken(json));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return wrong(`It must hold one object, as in ${EXAMPLE}`);
  }
  const fields = value as Record<string, unknown>;
  const nick = textOf(fields, "NICKNAME");
  if (nick.type === "wrong") return nick;
  const parsedNick = parseNick(nick.text);
  if (parsedNick === undefined) return wrong(`NICKNAME "${nick.text}" cannot be used. ${NICK_RULE}`);
  const server = textOf(fields, "SERVER");
  if (server.type === "wrong") return server;
  const port = portOf(fields.SERVER_PORT);
  if (port === undefined) return wrong(`SERVER_PORT must be a number from 1 to 65535, as in "SERVER_PORT":7667`);
  const address = parseAddress(server.text);
  if (!address) return wrong(`SERVER "${server.text}" is no address: give a host name or an IP address`);
  // A port in SERVER itself holds where SERVER_PORT is left out.
  const place = fields.SERVER_PORT === undefined || fields.SERVER_PORT === null
    ? address
    : { host: address.host, port };
  if (fields.USERID === undefined || fields.USERID === null) {
    return { type: "config", config: { nick: parsedNick, address: place } };
  }
  const uid = textOf(fields, "USERID");
  if (uid.type === "wrong") return uid;
  if ([...uid.text].length > UID_LENGTH_MAX) return wrong(`USERID is too long: at most ${UID_LENGTH_MAX} characters`);
  return { type: "config", config: { nick: parsedNick, address: place, uid: uid.text } };
}

type Text = { readonly type: "text"; readonly text: string } | { readonly type: "wrong"; readonly detail: string };

function textOf(fields: Record<string, unknown>, key: string): Text {
  const value = fields[key];
  const cure = `"${key}":${EXAMPLE_BY_KEY[key]}`;
  if (value === undefined || value === null) return wrong(`${key} is missing: add ${cure}`);
  if (typeof value === "number" && key === "USERID") return { type: "text", text: String(value) };
  if (typeof value !== "string") return wrong(`${key} must be a text in double quotes, as in ${cure}`);
  const text = value.trim();
  return text === "" ? wrong(`${key} is empty: write ${cure}`) : { type: "text", text };
}

function portOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return PORT_DEFAULT;
  return typeof value === "number" || typeof value === "string" ? parsePort(String(value).trim()) : undefined;
}

/** Finds what a hand that is new to JSON gets wrong: a value without quotes, then anything else. */
function whyBroken(json: string): string {
  if (json.trim() === "") return `It is empty: write ${EXAMPLE}`;
  for (const key of Object.keys(EXAMPLE_BY_KEY)) {
    const found = new RegExp(`["']?${key}["']?\\s*:\\s*([^\\s,}"][^,}\\n]*|(?=[,}]))`).exec(json);
    if (!found) continue;
    const bare = (found[1] ?? "").trim();
    if (bare === "") return `${key} has no value: write "${key}":${EXAMPLE_BY_KEY[key]}`;
    if (/^(-?\d+(\.\d+)?|true|false|null)$/.test(bare)) continue;
    return `The value of ${key} needs double quotes: "${key}":"${bare.replaceAll(/^'|'$/g, "")}"`;
  }
  return `It is not valid JSON: compare it with ${EXAMPLE}`;
}

function wrong(detail: string): { readonly type: "wrong"; readonly detail: string } {
  return { type: "wrong", detail };
}
