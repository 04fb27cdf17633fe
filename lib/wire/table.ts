// All rows in the order in which the sniffer asks them: the surest first, and last who takes any line for a name.
import type { Dialect, DialectName } from "./dialects.ts";
import { iitdDialect } from "./iitd.ts";
import { ircDialect } from "./irc.ts";
import { nativeDialect } from "./native.ts";
import { classchatDialect, nickpromptDialect } from "./nickprompt.ts";
import { makeMuca } from "./muca.ts";
import { plainDialect } from "./plain.ts";
import { type Stranger, STRANGERS } from "./strangers.ts";

/** A table for one server: what its dialects must remember of each other's peers is not another server's. */
export function makeTable(): readonly (Dialect | Stranger)[] {
  const { tls, websocket, http, ssh, proxy } = STRANGERS;
  return [
    tls,
    makeMuca(),
    nativeDialect,
    iitdDialect,
    websocket,
    http,
    ircDialect,
    ssh,
    proxy,
    plainDialect,
    nickpromptDialect,
    classchatDialect,
  ];
}

/** The row of a dialect. */
export function dialectOf(table: readonly (Dialect | Stranger)[], name: DialectName): Dialect | undefined {
  for (const row of table) if (row.name === name && "open" in row) return row;
  return undefined;
}
