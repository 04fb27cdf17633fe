// One row per command: what it needs, what it costs of the connection's rate. A command without a row does not compile.
import type { CommandType } from "../chat/command.ts";

export interface Rule {
  /** `hello`: only after a hello that was accepted; `welcome`: and, where that is demanded, with an account. */
  readonly needs: "nothing" | "hello" | "welcome";
  /** Units of `--rate`. A `say` pays only once it is known to be new. */
  readonly cost: number;
}

const FREE: Rule = { needs: "nothing", cost: 0 };
const GREETED: Rule = { needs: "hello", cost: 0 };
const WELCOMED: Rule = { needs: "welcome", cost: 0 };
const RATED: Rule = { needs: "welcome", cost: 1 };
/** What has a password looked at, or writes more than others do. */
const COSTLY: Rule = { needs: "welcome", cost: 2 };
const PASSWORD: Rule = { needs: "hello", cost: 2 };
/** What costs the server a look at everything, or much to tell to many. */
const LIST_COST = 0.2;
const LIST: Rule = { needs: "welcome", cost: LIST_COST };
const NICK_COST = 4;

export const RULES: Readonly<Record<CommandType, Rule>> = {
  hello: FREE,
  ping: FREE,
  pong: FREE,
  quit: FREE,
  rooms: { needs: "nothing", cost: LIST_COST },
  resume: GREETED,
  create: RATED,
  join: RATED,
  leave: WELCOMED,
  history: WELCOMED,
  who: LIST,
  set: RATED,
  read: WELCOMED,
  watch: LIST,
  say: WELCOMED,
  tell: WELCOMED,
  shout: WELCOMED,
  group: RATED,
  groups: LIST,
  ungroup: WELCOMED,
  status: RATED,
  uid: RATED,
  nick: { needs: "welcome", cost: NICK_COST },
  search: RATED,
  register: PASSWORD,
  login: PASSWORD,
  passwd: PASSWORD,
  logout: PASSWORD,
  unregister: PASSWORD,
  whois: WELCOMED,
  conversations: LIST,
  role: RATED,
  transfer: RATED,
  kick: RATED,
  ban: COSTLY,
  unban: RATED,
  bans: LIST,
  mute: RATED,
  unmute: RATED,
  voice: RATED,
  unvoice: RATED,
  delete: COSTLY,
  erase: COSTLY,
  invite: COSTLY,
  invites: LIST,
  revoke: RATED,
};
