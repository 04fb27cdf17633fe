// The commands of IRC: one row each. A command without its row in the help does not compile, nor the other way round.
import { away } from "./away_command.ts";
import { cap } from "./cap_command.ts";
import { group } from "./group_command.ts";
import { help, type Verb } from "./help.ts";
import { chathistory } from "./history_command.ts";
import { admin, info, links, lusers, motd, time, version } from "./info_commands.ts";
import { join, part } from "./join_command.ts";
import { ping, quit } from "./link_commands.ts";
import { list } from "./list_command.ts";
import { tell } from "./message_command.ts";
import { mode } from "./mode_command.ts";
import { monitor } from "./monitor_command.ts";
import { names } from "./names_command.ts";
import { nickserv } from "./nickserv.ts";
import { invite, kick, kill, oper, wallops } from "./order_commands.ts";
import { markread } from "./read_command.ts";
import { nick, pass, user } from "./registration.ts";
import { authenticate } from "./sasl.ts";
import { setname } from "./setname_command.ts";
import type { Perform } from "./talk.ts";
import { topic } from "./topic_command.ts";
import { who } from "./who_command.ts";
import { ison, userhost, whois, whowas } from "./whois_command.ts";

export interface Row {
  readonly perform: Perform;
  /** Whether it is heard before registration is complete. */
  readonly early?: true;
  /** Parameters that it can't do without, where their lack is answered by `461`. */
  readonly least?: number;
}

/** TAGMSG: no client-only tag is passed on, as `CLIENTTAGDENY` says. PONG never comes here (codec.ts). */
const nothing: Perform = () => {};

export const COMMANDS: Readonly<Record<Verb, Row>> = {
  ADMIN: { perform: admin },
  AUTHENTICATE: { perform: authenticate, early: true, least: 1 },
  AWAY: { perform: away },
  CAP: { perform: cap, early: true, least: 1 },
  CHATHISTORY: { perform: chathistory, least: 1 },
  GROUP: { perform: group, least: 2 },
  HELP: { perform: help },
  HELPOP: { perform: help },
  INFO: { perform: info },
  INVITE: { perform: invite, least: 2 },
  ISON: { perform: ison, least: 1 },
  JOIN: { perform: join, least: 1 },
  KICK: { perform: kick, least: 2 },
  KILL: { perform: kill, least: 1 },
  LINKS: { perform: links },
  LIST: { perform: list },
  LUSERS: { perform: lusers },
  MARKREAD: { perform: markread },
  MODE: { perform: mode, least: 1 },
  MONITOR: { perform: monitor, least: 1 },
  MOTD: { perform: motd },
  NAMES: { perform: names },
  NICK: { perform: nick, early: true },
  NICKSERV: { perform: nickserv },
  NOTICE: { perform: tell },
  NS: { perform: nickserv },
  OPER: { perform: oper, least: 2 },
  PART: { perform: part, least: 1 },
  PASS: { perform: pass, early: true, least: 1 },
  PING: { perform: ping, early: true },
  PONG: { perform: nothing, early: true },
  PRIVMSG: { perform: tell },
  QUIT: { perform: quit, early: true },
  SETNAME: { perform: setname },
  TAGMSG: { perform: nothing },
  TIME: { perform: time },
  TOPIC: { perform: topic, least: 1 },
  USER: { perform: user, early: true },
  USERHOST: { perform: userhost, least: 1 },
  VERSION: { perform: version },
  WALLOPS: { perform: wallops, least: 1 },
  WHO: { perform: who },
  WHOIS: { perform: whois },
  WHOWAS: { perform: whowas },
};
