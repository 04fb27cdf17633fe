// The hub: a deterministic state machine. What happens goes in, what is to be done comes out; it knows no clock, no
// chance, no socket, and awaits nothing. One switch per union, so that the compiler finds the missed case.
import type { Command } from "../chat/command.ts";
import type { Page } from "../chat/entry.ts";
import { FAULTS_MAX } from "../chat/limits.ts";
import type { RoomId, RoomRecord } from "../chat/room.ts";
import type { Moment } from "../clock.ts";
import { unreachable } from "../unreachable.ts";
import { awayNotPaged, awayPaged } from "./away.ts";
import { made, notMade } from "./create.ts";
import type { Effect } from "./effect.ts";
import { disconnect, forget } from "./ending.ts";
import { abandon, complete } from "./entrance.ts";
import type { Input } from "./input.ts";
import { boundSilent, tick } from "./liveness.ts";
import { load } from "./load.ts";
import { storeMarks } from "./marks.ts";
import type { HubOptions } from "./options.ts";
import { pay, tooFast } from "./pace.ts";
import { revise } from "./password_check.ts";
import { found, historyNotPaged, historyPaged, notFound } from "./past.ts";
import { perform } from "./perform.ts";
import { RULES } from "./rules.ts";
import { notStored, refsNotRead, refsRead, stored } from "./say.ts";
import { closeIfDone, notice, refuse, reply } from "./speak.ts";
import { Peer, State } from "./state.ts";
import type { PageTicket, PutTicket } from "./ticket.ts";

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
    load(this.#state, options.rooms.some(({ record }) => record.id === LOBBY.id) ? [] : [LOBBY]);
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
      for (const peer of finished) {
        try {
          finish(state, peer);
        } catch (error) {
          fault(state, input, error);
        }
      }
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
      return settled(state, input.ticket, true);
    case "put-failed":
      return settled(state, input.ticket, false);
    case "password":
      return input.ticket.settled(input.outcome);
    case "paged":
      return paged(state, input.ticket, input.page);
    case "page-failed":
      return notPaged(state, input.ticket, input.isDeaf === true);
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

function settled(state: State, ticket: PutTicket, stored: boolean): void {
  if (ticket.type === "then") ticket.settled(stored);
  else if (stored) made(state, ticket);
  else notMade(state, ticket);
}

function paged(state: State, ticket: PageTicket, page: Page): void {
  switch (ticket.type) {
    case "join":
      return complete(state, ticket.entrance, page);
    case "history":
      return historyPaged(state, ticket, page);
    case "away":
      return awayPaged(state, ticket, page);
    default:
      return unreachable(ticket);
  }
}

function notPaged(state: State, ticket: PageTicket, isDeaf: boolean): void {
  switch (ticket.type) {
    case "join":
      return abandon(state, ticket.entrance);
    case "history":
      return historyNotPaged(state, ticket);
    case "away":
      return awayNotPaged(state, ticket, isDeaf);
    default:
      return unreachable(ticket);
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
  peer.fleeting = input.fleeting === true;
  if (!local) peer.pace = state.paces.of(peer.addressKey);
  state.peers.set(connection, peer);
  state.peersByAddress.set(peer.addressKey, (state.peersByAddress.get(peer.addressKey) ?? 0) + 1);
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
  if (rule.needs !== "nothing" && !peer.session) {
    return refuse(state, peer, ref, "not-welcome", "Say hello with a nick first");
  }
  // Lists are for those who may enter what is listed.
  const forMembers = rule.needs === "welcome" || command.type === "rooms";
  if (forMembers && state.options.requireLogin && !peer.session?.person.account) {
    const text = "This server is for people with an account: register with a password, or log in";
    return refuse(state, peer, ref, "not-registered", text);
  }
  const wait = rule.cost > 0 ? pay(state, peer, rule.cost) : 0;
  if (wait > 0) return refuse(state, peer, ref, "too-fast", tooFast(wait), { wait });
  perform(state, peer, command, ref);
}

/** Whether more have connected from this peer's address than may: nothing but a refused hello is done for those. */
function crowdsOut(state: State, peer: Peer): boolean {
  const { perAddressMax } = state.options;
  return perAddressMax > 0 && !peer.local && (state.peersByAddress.get(peer.addressKey) ?? 0) > perAddressMax;
}

/** The end of a peer that wants no more and is owed nothing. */
function finish(state: State, peer: Peer): void {
  if (!peer.quitting) return disconnect(state, peer, "dropped", undefined);
  reply(state, peer, { type: "bye", code: "quit" }, peer.quitting.ref);
  disconnect(state, peer, "exit", undefined);
}

/** Everybody is told that the server ends, and when to come back: not all at once. */
function shutdown(state: State, retryMs: number, spreadMs: number): void {
  storeMarks(state, Infinity);
  for (const account of state.accounts.byId.values()) {
    if (account.person) revise(state, account, { seenAt: state.now.at });
  }
  const peers = [...state.peers.values()];
  for (const [index, peer] of peers.entries()) {
    const retry = Math.round(retryMs + (spreadMs * index) / Math.max(1, peers.length));
    disconnect(state, peer, "shutdown", { type: "bye", code: "shutdown", text: "The server ends", retry });
  }
}
