// A command, once it may be done at all: each to the function that does it. A command without its case does not compile.
import type { Command } from "../chat/command.ts";
import { changeVoice } from "./voices.ts";
import { unreachable } from "../unreachable.ts";
import { ban, listBans, unban } from "./banning.ts";
import { changeRole, transfer } from "./change_role.ts";
import { erase, listConversations } from "./conversations.ts";
import { create } from "./create.ts";
import { listGroups, makeGroup, ungroup } from "./group.ts";
import { hello } from "./hello.ts";
import { invite, listInvites, revoke } from "./invites.ts";
import { join } from "./join.ts";
import { leave } from "./leave.ts";
import { listRooms, who, whois } from "./lists.ts";
import { login, logout } from "./login.ts";
import { kick, mute, unmute } from "./moderate.ts";
import { changeNick } from "./nick.ts";
import { history, read, search } from "./past.ts";
import { changeStatus, changeUid, watch } from "./presence.ts";
import { passwd, register, unregister } from "./register.ts";
import { deleteRoom } from "./rooms_end.ts";
import { say } from "./say.ts";
import { set } from "./settings.ts";
import { closeIfDone, refuse, reply, stopReading } from "./speak.ts";
import type { Peer, State } from "./state.ts";
import { shout, tell } from "./tell.ts";
import { claimOf, tokenOf } from "./token.ts";

/** Does what a command asks for. */
export function perform(state: State, peer: Peer, command: Command, ref: string | undefined): void {
  switch (command.type) {
    case "hello":
      return hello(state, peer, command, ref);
    case "ping":
      return reply(state, peer, command.t === undefined ? { type: "pong" } : { type: "pong", t: command.t }, ref);
    case "pong":
      return;
    case "quit":
      return quit(state, peer, command.reason, ref);
    case "resume":
      return renew(state, peer, command.resume, ref);
    case "rooms":
      return listRooms(state, peer, command, ref);
    case "create":
      return create(state, peer, command, ref);
    case "join":
      return join(state, peer, command, ref);
    case "leave":
      return leave(state, peer, command, ref);
    case "history":
      return history(state, peer, command, ref);
    case "who":
      return who(state, peer, command, ref);
    case "set":
      return set(state, peer, command, ref);
    case "read":
      return read(state, peer, command, ref);
    case "watch":
      return watch(state, peer, command, ref);
    case "say":
      return say(state, peer, command, ref);
    case "tell":
      return tell(state, peer, command, ref);
    case "shout":
      return shout(state, peer, command, ref);
    case "group":
      return makeGroup(state, peer, command, ref);
    case "groups":
      return listGroups(state, peer, ref);
    case "ungroup":
      return ungroup(state, peer, command, ref);
    case "uid":
      return changeUid(state, peer, command, ref);
    case "status":
      return changeStatus(state, peer, command, ref);
    case "nick":
      return changeNick(state, peer, command, ref);
    case "search":
      return search(state, peer, command, ref);
    case "register":
      return register(state, peer, command, ref);
    case "login":
      return login(state, peer, command, ref);
    case "passwd":
      return passwd(state, peer, command, ref);
    case "logout":
      return logout(state, peer, ref);
    case "unregister":
      return unregister(state, peer, command, ref);
    case "whois":
      return whois(state, peer, command, ref);
    case "conversations":
      return listConversations(state, peer, ref);
    case "role":
      return changeRole(state, peer, command, ref);
    case "transfer":
      return transfer(state, peer, command, ref);
    case "kick":
      return kick(state, peer, command, ref);
    case "ban":
      return ban(state, peer, command, ref);
    case "unban":
      return unban(state, peer, command, ref);
    case "bans":
      return listBans(state, peer, command, ref);
    case "mute":
      return mute(state, peer, command, ref);
    case "unmute":
      return unmute(state, peer, command, ref);
    case "voice":
    case "unvoice":
      return changeVoice(state, peer, command, ref);
    case "delete":
      return deleteRoom(state, peer, command, ref);
    case "erase":
      return erase(state, peer, command, ref);
    case "invite":
      return invite(state, peer, command, ref);
    case "invites":
      return listInvites(state, peer, command, ref);
    case "revoke":
      return revoke(state, peer, command, ref);
    default:
      return unreachable(command);
  }
}

/** What was asked for before `quit` is answered first. */
function quit(state: State, peer: Peer, reason: string | undefined, ref: string | undefined): void {
  peer.quitting = { ref, ...(reason !== undefined && { reason }) };
  stopReading(state, peer);
  closeIfDone(state, peer);
}

/** A token of one's own session is renewed; another's, or a wrong one, is refused. */
function renew(state: State, peer: Peer, token: string, ref: string | undefined): void {
  const session = peer.session;
  if (!session || claimOf(state, token)?.session !== session.id) {
    return refuse(state, peer, ref, "bad-request", "That is not a valid token of this session", { field: "resume" });
  }
  reply(state, peer, { type: "resume", resume: tokenOf(state, session) }, ref);
}
