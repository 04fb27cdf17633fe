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

export const RULES: Readonly<Record<CommandType, Rule>> = {
  hello: FREE,
  ping: FREE,
  pong: FREE,
  quit: FREE,
  rooms: FREE,
  resume: WELCOMED,
  create: RATED,
  join: RATED,
  leave: WELCOMED,
  history: WELCOMED,
  who: WELCOMED,
  set: RATED,
  read: WELCOMED,
  watch: WELCOMED,
  say: WELCOMED,
  tell: WELCOMED,
  shout: WELCOMED,
  group: RATED,
  groups: WELCOMED,
  ungroup: WELCOMED,
  status: RATED,
  nick: RATED,
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
