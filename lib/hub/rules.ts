// One row per command: what it needs, what it costs of the connection's rate. A command without a row does not compile.
import type { CommandType } from "../chat/command.ts";

export interface Rule {
  /** `welcome`: only after a hello that was accepted. */
  readonly needs: "nothing" | "welcome";
  /** Units of `--rate`. A `say` pays only once it is known to be new. */
  readonly cost: number;
}

const FREE: Rule = { needs: "nothing", cost: 0 };
const WELCOMED: Rule = { needs: "welcome", cost: 0 };
const RATED: Rule = { needs: "welcome", cost: 1 };
/** What costs the server a look at everything, or much to tell to many. */
const LIST_COST = 0.2;
const NICK_COST = 4;

export const RULES: Readonly<Record<CommandType, Rule>> = {
  hello: FREE,
  ping: FREE,
  pong: FREE,
  quit: FREE,
  rooms: { needs: "nothing", cost: LIST_COST },
  resume: WELCOMED,
  create: RATED,
  join: RATED,
  leave: WELCOMED,
  history: WELCOMED,
  who: { needs: "welcome", cost: LIST_COST },
  set: RATED,
  read: WELCOMED,
  watch: { needs: "welcome", cost: LIST_COST },
  say: WELCOMED,
  tell: WELCOMED,
  shout: WELCOMED,
  group: RATED,
  groups: { needs: "welcome", cost: LIST_COST },
  ungroup: WELCOMED,
  status: RATED,
  nick: { needs: "welcome", cost: NICK_COST },
  search: RATED,
  register: RATED,
  login: RATED,
  passwd: RATED,
  logout: RATED,
  unregister: RATED,
  whois: WELCOMED,
  conversations: WELCOMED,
  role: RATED,
  transfer: RATED,
  kick: RATED,
  ban: RATED,
  unban: RATED,
  bans: WELCOMED,
  mute: RATED,
  unmute: RATED,
  delete: RATED,
  erase: RATED,
  invite: RATED,
  invites: WELCOMED,
  revoke: RATED,
};
