// The hub: a deterministic state machine. What happens goes in, what is to be done comes out; it knows no clock, no
// chance, no socket, and awaits nothing. One switch per union, so that the compiler finds the missed case.
import type { Command } from "../chat/command.ts";
import { FAULTS_MAX } from "../chat/limits.ts";
import type { RoomId, RoomRecord } from "../chat/room.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { create, made, notMade } from "./create.ts";
import type { Effect } from "./effect.ts";
import { disconnect, forget } from "./ending.ts";
import { abandon, complete } from "./entrance.ts";
import { listGroups, makeGroup, ungroup } from "./group.ts";
import { hello } from "./hello.ts";
import type { Input } from "./input.ts";
import { join } from "./join.ts";
import { leave } from "./leave.ts";
import { listRooms, who } from "./lists.ts";
import { boundSilent, tick } from "./liveness.ts";
import { changeNick } from "./nick.ts";
import type { HubOptions } from "./options.ts";
import { found, history, historyNotPaged, historyPaged, notFound, read, search } from "./past.ts";
import { changeStatus, watch } from "./presence.ts";
import { RULES } from "./rules.ts";
import { notStored, refsNotRead, refsRead, say, stored } from "./say.ts";
import { changed, notChanged, set } from "./settings.ts";
import { closeIfDone, notice, refuse, reply, stopReading } from "./speak.ts";
import { Peer, Room, State } from "./state.ts";
import { shout, tell } from "./tell.ts";

/** The room that always exists and is nobody's. */
export const LOBBY: RoomRecord = {
  id: "lobby" as RoomId,
  name: "lobby",
  topic: "",
  limit: 0,
  private: false,
  password: "",
  invite: false,
  owner: "",
  createdAt: 0,
};

export class Hub {
  readonly #state: State;

  constructor(options: HubOptions) {
    this.#state = new State(options);
    for (const { record, first, head } of options.rooms) this.#add(new Room(record, first, head));
    if (!this.#state.roomById.has(LOBBY.id)) this.#add(new Room(LOBBY, 1, 0));
  }

  #add(room: Room): void {
    this.#state.rooms.set(room.folded, room);
    this.#state.roomById.set(room.id, room);
  }

  /** How many answers to `tell` and `shout` are remembered. */
  get answersKept(): number {
    return this.#state.answers;
  }

  /**
   * Lets one thing happen and gives what is to be done about it, in order. The effects must be performed before the
   * next input is applied; audiences in them are live views.
   */
  apply(input: Input, now: Moment): readonly Effect[] {
    const state = this.#state;
    state.now = now;
    state.effects = [];
    try {
      happen(state, input);
    } catch (error) {
      fault(state, input, error);
    }
    // Who ends by this input was still there when all that was said.
    if (state.finished.length > 0) state.effects = state.effects.map(withAudienceOfNow);
    while (state.finished.length > 0) {
      const finished = state.finished;
      state.finished = [];
      for (const peer of finished) finish(state, peer);
    }
    return state.effects;
  }
}

function withAudienceOfNow(effect: Effect): Effect {
  if (effect.type !== "deliver" && effect.type !== "entries") return effect;
  return { ...effect, audience: new Set(effect.audience) };
}

function happen(state: State, input: Input): void {
  switch (input.type) {
    case "opened":
      return opened(state, input);
    case "command":
      return withPeer(state, input.connection, (peer) => request(state, peer, input.command, input.ref));
    case "faulted":
      return withPeer(state, input.connection, (peer) => faulted(state, peer, input));
    case "ended":
      return withPeer(state, input.connection, (peer) => {
        peer.ended = true;
        closeIfDone(state, peer);
      });
    case "closed":
      return withPeer(state, input.connection, (peer) => forget(state, peer, "dropped"));
    case "outbox-full":
      return withPeer(state, input.connection, (peer) => {
        const text = "You read too slowly: come back and go on where you were";
        disconnect(state, peer, "slow-consumer", { type: "bye", code: "slow-consumer", text });
      });
    case "tick":
      return tick(state);
    case "stored":
      for (const run of input.runs) stored(state, run);
      return;
    case "not-stored":
      for (const ticket of input.tickets) notStored(state, ticket);
      return;
    case "put-done":
      return input.ticket.type === "make" ? made(state, input.ticket) : changed(state, input.ticket);
    case "put-failed":
      return input.ticket.type === "make" ? notMade(state, input.ticket) : notChanged(state, input.ticket);
    case "paged": {
      const { ticket, page } = input;
      if (ticket.type === "join") return complete(state, ticket.entrance, page);
      return historyPaged(state, ticket, page);
    }
    case "page-failed": {
      const { ticket } = input;
      return ticket.type === "join" ? abandon(state, ticket.entrance) : historyNotPaged(state, ticket);
    }
    case "refs-read":
      return refsRead(state, input.ticket, input.refs);
    case "refs-failed":
      return refsNotRead(state, input.ticket);
    case "found":
      return found(state, input);
    case "find-failed":
      return notFound(state, input);
    case "shutdown":
      return shutdown(state, input.retryMs, input.spreadMs);
    default:
      return unreachable(input);
  }
}

/** A fault of ours: the one who met it is told, the operator sees it, everybody else goes on. */
function fault(state: State, input: Input, error: unknown): void {
  const detail = error instanceof Error ? error.stack ?? error.message : String(error);
  notice(state, { type: "fault", what: input.type === "command" ? input.command.type : input.type, detail });
  if (input.type !== "command") return;
  const text = "Something went wrong in the server: try again, and tell its operator";
  withPeer(state, input.connection, (peer) => refuse(state, peer, input.ref, "internal", text));
}

function withPeer(state: State, connection: number, act: (peer: Peer) => void): void {
  const peer = state.peers.get(connection);
  if (peer) act(peer);
}

function opened(state: State, input: Input & { readonly type: "opened" }): void {
  const { connection, address, local } = input;
  const peer = new Peer(connection, address, local, state.now.mono);
  if (input.welcomeMs !== undefined) peer.welcomeMs = input.welcomeMs;
  state.peers.set(connection, peer);
  state.peersByAddress.set(address, (state.peersByAddress.get(address) ?? 0) + 1);
  state.connectedEver += 1;
  notice(state, { type: "connected", address, connections: state.peers.size, total: state.connectedEver });
  state.silent.add(peer);
  boundSilent(state);
}

function faulted(state: State, peer: Peer, input: Input & { readonly type: "faulted" }): void {
  peer.heardAt = state.now.mono;
  peer.faults += 1;
  reply(state, peer, { type: "error", ...input.refusal }, input.ref);
  if (peer.faults < FAULTS_MAX) return;
  const text = "Too many requests that can't be understood";
  disconnect(state, peer, "faults", { type: "bye", code: "faults", text });
}

function request(state: State, peer: Peer, command: Command, ref: string | undefined): void {
  peer.heardAt = state.now.mono;
  peer.faults = 0;
  if (!peer.session && command.type !== "hello" && crowdsOut(state, peer)) {
    refuse(state, peer, ref, "too-many-connections", "Too many connections from your address: close one and try again");
    return disconnect(state, peer, "refused", undefined);
  }
  const rule = RULES[command.type];
  if (rule.needs === "welcome" && !peer.session) {
    return refuse(state, peer, ref, "not-welcome", "Say hello with a nick first");
  }
  const { rate } = state.options;
  if (rule.cost > 0 && rate) {
    const wait = peer.bucket.take(rule.cost, state.now.mono, rate);
    if (wait > 0) {
      const text = `Too fast: try again in ${(wait / 1_000).toFixed(1)} s`;
      return refuse(state, peer, ref, "too-fast", text, { wait });
    }
  }
  perform(state, peer, command, ref);
}

/** Whether more have connected from this peer's address than may: nothing but a refused hello is done for those. */
function crowdsOut(state: State, peer: Peer): boolean {
  const { perAddressMax } = state.options;
  return perAddressMax > 0 && !peer.local && (state.peersByAddress.get(peer.address) ?? 0) > perAddressMax;
}

function perform(state: State, peer: Peer, command: Command, ref: string | undefined): void {
  switch (command.type) {
    case "hello":
      return hello(state, peer, command, ref);
    case "ping":
      return reply(state, peer, command.t === undefined ? { type: "pong" } : { type: "pong", t: command.t }, ref);
    case "pong":
      return;
    case "quit":
      return quit(state, peer, ref);
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
    case "status":
      return changeStatus(state, peer, command, ref);
    case "nick":
      return changeNick(state, peer, command, ref);
    case "search":
      return search(state, peer, command, ref);
    case "register":
    case "login":
    case "passwd":
    case "logout":
    case "unregister":
    case "whois":
    case "conversations":
    case "role":
    case "transfer":
    case "kick":
    case "ban":
    case "unban":
    case "bans":
    case "mute":
    case "unmute":
    case "delete":
    case "erase":
    case "invite":
    case "invites":
    case "revoke":
      return refuse(state, peer, ref, "unknown-op", "This server can't do that yet");
    default:
      return unreachable(command);
  }
}

/** What was asked for before `quit` is answered first. */
function quit(state: State, peer: Peer, ref: string | undefined): void {
  peer.quitting = { ref };
  stopReading(state, peer);
  closeIfDone(state, peer);
}

/** The end of a peer that wants no more and is owed nothing. */
function finish(state: State, peer: Peer): void {
  if (!peer.quitting) return disconnect(state, peer, "dropped", undefined);
  reply(state, peer, { type: "bye", code: "quit" }, peer.quitting.ref);
  disconnect(state, peer, "exit", undefined);
}

/** A token of one's own session is renewed; another's, or a wrong one, is refused. */
function renew(state: State, peer: Peer, token: string, ref: string | undefined): void {
  const { secrets } = state.options;
  const session = peer.session;
  if (!session || secrets.verify(token, state.now.at) !== session.id) {
    return refuse(state, peer, ref, "bad-request", "That is not a valid token of this session", { field: "resume" });
  }
  reply(state, peer, { type: "resume", resume: secrets.sign(session.id, state.now.at) }, ref);
}

/** Everybody is told that the server ends, and when to come back: not all at once. */
function shutdown(state: State, retryMs: number, spreadMs: number): void {
  state.closing = true;
  const peers = [...state.peers.values()];
  for (const [index, peer] of peers.entries()) {
    const retry = Math.round(retryMs + (spreadMs * index) / Math.max(1, peers.length));
    disconnect(state, peer, "shutdown", { type: "bye", code: "shutdown", text: "The server ends", retry });
  }
}
