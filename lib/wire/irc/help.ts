// HELP, and how each command is written: one row each (modern.ircdocs.horse, HELP).
import { ERR, RPL } from "./numerics.ts";
import { type Call, param } from "./talk.ts";

/** How a command is written, and what it does. */
export const USAGE = {
  ADMIN: "ADMIN: who runs this server",
  AUTHENTICATE: "AUTHENTICATE PLAIN: log in while connecting",
  AWAY: "AWAY [text]: say that you are away, or back",
  CAP: "CAP LS | LIST | REQ :names | END: what your client can do",
  CHATHISTORY: "CHATHISTORY LATEST | BEFORE | AFTER | AROUND | BETWEEN | TARGETS …: what was said before",
  GROUP: "GROUP groupX nick,nick: make a group of three people or more, you among them; write to &groupX",
  HELP: "HELP [command]: this",
  HELPOP: "HELPOP [command]: the same as HELP",
  INFO: "INFO: what this server is",
  INVITE: "INVITE nick #room: let somebody into a room",
  ISON: "ISON nick nick …: which of them are here",
  JOIN: "JOIN #room[,#room] [key[,key]]: enter a room; it is made if it is not there",
  KICK: "KICK #room nick[,nick] [reason]: put somebody out of a room",
  KILL: "KILL nick reason: put somebody off the server; for operators",
  LINKS: "LINKS: the servers, which are this one",
  LIST: "LIST [mask | >users | <users]: the rooms",
  LUSERS: "LUSERS: how many are here",
  MARKREAD: "MARKREAD #room | nick [timestamp=…]: how far you have read",
  MODE:
    "MODE #room [+-modes parameters]: a room's settings; s: unlisted, k: key, i: invites only, l: limit, m: only voices speak, qov: roles and voices, b: bans (b m:nick mutes)",
  MONITOR: "MONITOR + nick[,nick] | - nick[,nick] | C | L | S: be told when people come and go",
  MOTD: "MOTD: the message of the day",
  NAMES: "NAMES [#room]: who is in a room",
  NICK: "NICK nick: take another nick",
  NICKSERV: "NICKSERV REGISTER | IDENTIFY | LOGOUT | SET PASSWORD | DROP: accounts",
  NOTICE: "NOTICE target :text: like PRIVMSG, and never answered by a program",
  NS: "NS: the same as NICKSERV",
  OPER: "OPER account password: log in to an operator's account",
  PART: "PART #room [text]: leave a room, or a group",
  PASS: "PASS password: your account's password, before NICK and USER",
  PING: "PING token: is the server there",
  PONG: "PONG token: the answer to PING",
  PRIVMSG: "PRIVMSG target[,target] :text: write to #room, &group, a nick, or $* for everybody",
  QUIT: "QUIT [text]: go",
  SETNAME: "SETNAME :real name: call yourself otherwise, beside your nick",
  TAGMSG: "TAGMSG target: tags alone are not passed on",
  TIME: "TIME: what time it is here",
  TOPIC: "TOPIC #room [text]: see or set a room's topic",
  USER: "USER name 0 * :real name: who you are, while connecting",
  USERHOST: "USERHOST nick nick …: who of them is away",
  VERSION: "VERSION: what runs here, and what it can do",
  WALLOPS: "WALLOPS :text: write to everybody",
  WHO: "WHO #room | mask: people, with their status",
  WHOIS: "WHOIS nick: who somebody is",
  WHOWAS: "WHOWAS nick: who somebody was",
} as const;

export type Verb = keyof typeof USAGE;

export function help(call: Call): void {
  const { reply } = call;
  const subject = param(call, 0).toUpperCase();
  if (subject === "") {
    reply.numeric(RPL.helpStart, "*", "Commands; HELP and a command's name says more");
    reply.words(RPL.helpText, ["*"], Object.keys(USAGE));
    return reply.numeric(RPL.endOfHelp, "*", "End of HELP");
  }
  if (!isVerb(subject)) return reply.numeric(ERR.helpNotFound, subject, "There is no help for that: HELP lists all");
  reply.numeric(RPL.helpStart, subject, USAGE[subject]);
  reply.numeric(RPL.endOfHelp, subject, "End of HELP");
}

export function isVerb(word: string): word is Verb {
  return Object.hasOwn(USAGE, word);
}
