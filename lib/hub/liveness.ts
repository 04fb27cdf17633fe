// Who is still there: pings to the silent, an end for those who do not answer or never said hello.
import { SILENT_PEERS_MAX } from "../chat/limits.ts";
import { giveAgain } from "./away.ts";
import { tellCrowds } from "./crowd.ts";
import { endIfForsaken } from "./leave.ts";
import { storeMarks } from "./marks.ts";
import { tellStatuses } from "./presence.ts";
import { disconnect, endGraces } from "./ending.ts";
import type { Peer, State } from "./state.ts";

/** Ticks come each second. One that comes so long after the one before says that the server itself stood still. */
const STANDSTILL_MS = 1_500;

/** Looks at everybody; called about once a second. */
export function tick(state: State): void {
  const { mono } = state.now;
  if (state.tickedAt === undefined) state.begunAt = mono;
  const stoodStill = state.tickedAt === undefined ? 0 : mono - state.tickedAt;
  state.tickedAt = mono;
  // Nobody could be heard while the server itself was stopped: that time counts for nobody.
  if (stoodStill > STANDSTILL_MS) forgive(state, stoodStill, mono);
  for (const peer of state.peers.values()) look(state, peer, mono);
  endGraces(state);
  if (state.begunAt !== undefined && mono - state.begunAt >= state.options.graceMs) endUnclaimed(state);
  tellCrowds(state);
  tellStatuses(state);
  storeMarks(state);
  giveAgain(state);
}

/** Rooms in which nothing was said when the server ended are kept as long as their people may come back. */
function endUnclaimed(state: State): void {
  state.begunAt = undefined;
  for (const room of [...state.rooms.values()]) endIfForsaken(state, room);
}

function look(state: State, peer: Peer, mono: number): void {
  const { pingMs } = state.options;
  if (!peer.session && mono - peer.openedAt >= peer.welcomeMs) {
    const text = "No hello came: say hello first";
    return disconnect(state, peer, "idle", { type: "bye", code: "idle", text });
  }
  if (pingMs === 0) return;
  if (peer.held) peer.heardAt = mono; // it can't be heard: we don't listen
  const wasPinged = peer.pingedAt > peer.heardAt;
  if (wasPinged && mono - peer.heardAt >= 2 * pingMs) {
    const text = "Nothing was heard of you for too long";
    return disconnect(state, peer, "idle", { type: "bye", code: "idle", text });
  }
  if (mono - Math.max(peer.heardAt, peer.pingedAt) < pingMs * jitter(peer.id)) return;
  peer.pingedAt = mono;
  state.emit({ type: "reply", to: peer.id, event: { type: "ping", t: state.now.at }, ref: undefined });
}

/** Spreads the pings of those who came together over a quarter of the interval. */
function jitter(id: number): number {
  return 0.75 + (id % 64) / 256;
}

/** What was heard since the standstill keeps its time: nothing lies ahead. */
function forgive(state: State, ms: number, mono: number): void {
  const later = (time: number) => Math.min(time + ms, mono);
  for (const peer of state.peers.values()) {
    peer.heardAt = later(peer.heardAt);
    peer.pingedAt = later(peer.pingedAt);
    peer.openedAt = later(peer.openedAt);
  }
  for (const session of state.sessions.values()) if (!session.peer) session.droppedAt = later(session.droppedAt);
}

/** Who connects and says nothing takes a place from nobody but others of that kind: the oldest of them goes. */
export function boundSilent(state: State): void {
  if (state.silent.size <= SILENT_PEERS_MAX) return;
  for (const oldest of state.silent) {
    const text = "Too many say nothing: come back and say hello at once";
    return disconnect(state, oldest, "idle", { type: "bye", code: "idle", text });
  }
}
