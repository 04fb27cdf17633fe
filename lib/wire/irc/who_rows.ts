// A row of WHO: as RFC 2812 has it, or with the fields that a client has named (IRCv3 whox), in their one order.
import type { PersonInfo } from "../../chat/info.ts";
import { HOST, SERVER_NAME, USER } from "./names.ts";
import { RPL } from "./numerics.ts";
import type { Reply } from "./reply.ts";

/** What is wanted of people: `undefined` fields are the usual row. */
export interface Wanted {
  readonly fields: string | undefined;
  readonly token: string;
  readonly operatorsOnly: boolean;
}

/** Reads `o`, `%fields` or `%fields,token`. */
export function readWhox(text: string): Wanted {
  const percent = text.indexOf("%");
  const flags = percent < 0 ? text : text.slice(0, percent);
  const [fields, token = ""] = percent < 0 ? [undefined] : text.slice(percent + 1).split(",");
  return { fields, token: /^\d{1,3}$/.test(token) ? token : "0", operatorsOnly: flags.includes("o") };
}

/** In the order in which they are sent, whichever way they were asked for. */
const FIELDS = ["t", "c", "u", "i", "h", "s", "n", "f", "d", "l", "a", "o", "r"] as const;
type Field = (typeof FIELDS)[number];

export function tellRow(
  reply: Reply,
  channel: string,
  person: PersonInfo,
  prefixes: string,
  { fields, token, operatorsOnly }: Wanted,
): void {
  if (operatorsOnly && person.operator !== true) return;
  const { nick, status, operator, account, uid = nick } = person;
  const flags = `${status === "online" ? "H" : "G"}${operator ? "*" : ""}${prefixes}`;
  if (fields === undefined) {
    return reply.numeric(RPL.whoReply, channel, USER, HOST, SERVER_NAME, nick, flags, `0 ${uid}`);
  }
  const values: Readonly<Record<Field, string>> = {
    t: token,
    c: channel,
    u: USER,
    // Addresses are nobody's business: what stands for one that is not told (IRCv3 whox).
    i: "255.255.255.255",
    h: HOST,
    s: SERVER_NAME,
    n: nick,
    f: flags,
    d: "0",
    l: "0",
    a: account ?? "0",
    o: "n/a",
    r: uid,
  };
  const wanted = FIELDS.filter((field) => fields.includes(field)).map((field) => values[field]);
  if (wanted.length > 0) reply.numeric(RPL.whoSpecialReply, ...wanted);
}
