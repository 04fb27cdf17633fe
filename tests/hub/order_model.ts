// What rooms, roles, bans and invites are meant to be, as simply as it can be said: names in sets. No sessions, no
// store, no messages. The hub is held against it.
import type { Role } from "../../lib/chat/command.ts";

export const ROOMS = ["tea", "den"] as const;
export type RoomName = typeof ROOMS[number];

export interface ModelRoom {
  readonly members: Set<string>;
  readonly roles: Map<string, Role>;
  readonly bans: Set<string>;
  readonly mutes: Set<string>;
  /** Uses left, by code. */
  readonly invites: Map<string, number>;
  /** Those of them that members without a say have made: they open an open room only. */
  readonly ofMembers: Set<string>;
  byInvite: boolean;
  /** Something is in its history: it outlives its members. */
  kept: boolean;
}

const POWER = { member: 0, moderator: 1, owner: 2 } as const;

export class OrderModel {
  readonly rooms = new Map<RoomName, ModelRoom>();
  /** Who is here, or in grace. */
  readonly people = new Set<string>();

  constructor(readonly accounts: ReadonlySet<string>) {}

  create(name: RoomName, who: string): string {
    if (this.rooms.has(name)) return "room-exists";
    const room: ModelRoom = {
      members: new Set([who]),
      roles: new Map([[who, "owner"]]),
      bans: new Set(),
      mutes: new Set(),
      invites: new Map(),
      ofMembers: new Set(),
      byInvite: false,
      kept: false,
    };
    this.rooms.set(name, room);
    return "joined";
  }

  join(name: RoomName, who: string, code: string | undefined): string {
    const room = this.rooms.get(name);
    if (!room) return "no-such-room";
    if (room.members.has(who)) return "joined";
    const role = room.roles.get(who);
    if (role !== "owner" && room.bans.has(who)) return "banned";
    if (role === undefined && room.byInvite) {
      const uses = code === undefined ? undefined : room.invites.get(code);
      if (code === undefined) return "invite-only";
      if (uses === undefined || room.ofMembers.has(code)) return "bad-invite";
      if (uses === 1) room.invites.delete(code);
      else room.invites.set(code, uses - 1);
      room.roles.set(who, "member");
    }
    room.members.add(who);
    return "joined";
  }

  leave(name: RoomName, who: string): string {
    if (!this.rooms.get(name)?.members.has(who)) return "not-in-room";
    this.#out(name, who);
    return "left";
  }

  say(name: RoomName, who: string): string {
    const room = this.rooms.get(name);
    if (!room?.members.has(who)) return "not-in-room";
    if (room.mutes.has(who)) return "muted";
    room.kept = true;
    return "said";
  }

  set(name: RoomName, who: string, byInvite: boolean): string {
    return this.#act(name, who, "owner", (room) => {
      // What changes nothing is no act.
      if (room.byInvite === byInvite) return "ok nothing";
      room.byInvite = byInvite;
      return "ok";
    });
  }

  role(name: RoomName, who: string, target: string, role: Role): string {
    return this.#act(name, who, "owner", (room) => {
      const no = this.#inReach(room, target) ?? this.#above(room, who, target);
      if (no) return no;
      if (role === "member" && !this.accounts.has(target)) room.roles.delete(target);
      else room.roles.set(target, role);
      return "ok";
    });
  }

  transfer(name: RoomName, who: string, target: string): string {
    return this.#act(name, who, "owner", (room) => {
      const no = this.#inReach(room, target);
      if (no) return no;
      if (target === who) return "not-to-yourself";
      room.roles.delete(who);
      room.roles.set(target, "owner");
      return "ok";
    });
  }

  kick(name: RoomName, who: string, target: string): string {
    return this.#act(name, who, "moderator", (room) => {
      if (!room.members.has(target)) return "no-such-user";
      const no = this.#above(room, who, target);
      if (no) return no;
      if (room.roles.get(target) === "member") room.roles.delete(target);
      room.kept = true;
      this.#out(name, target);
      return "ok";
    });
  }

  ban(name: RoomName, who: string, target: string): string {
    return this.#act(name, who, "moderator", (room) => {
      if (this.#exists(target)) {
        const no = this.#above(room, who, target);
        if (no) return no;
        room.roles.delete(target);
      }
      room.bans.add(target);
      room.kept = true;
      if (room.members.has(target)) this.#out(name, target);
      return "ok";
    });
  }

  unban(name: RoomName, who: string, target: string): string {
    return this.#act(name, who, "moderator", (room) => room.bans.delete(target) ? "ok" : "no-such-user");
  }

  mute(name: RoomName, who: string, target: string): string {
    return this.#act(name, who, "moderator", (room) => {
      if (!this.#exists(target)) return "no-such-user";
      const no = this.#above(room, who, target);
      if (!no) room.mutes.add(target);
      return no ?? "ok";
    });
  }

  unmute(name: RoomName, who: string, target: string): string {
    return this.#act(name, who, "moderator", (room) => room.mutes.delete(target) ? "ok" : "no-such-user");
  }

  /** Whether somebody may make an invite; the code is the hub's to choose. */
  invite(name: RoomName, who: string): string {
    const room = this.#standing(name, who);
    if (!room) return "not-in-room";
    return room.byInvite && POWER[room.roles.get(who) ?? "member"] < POWER.moderator ? "not-allowed" : "invite";
  }

  /** The hub has made a code. */
  invited(name: RoomName, who: string, code: string): void {
    const room = this.rooms.get(name);
    room?.invites.set(code, 1);
    if (POWER[room?.roles.get(who) ?? "member"] < POWER.moderator) room?.ofMembers.add(code);
  }

  delete(name: RoomName, who: string): string {
    return this.#act(name, who, "owner", () => this.rooms.delete(name) ? "ok nothing" : "ok");
  }

  came(who: string): void {
    this.people.add(who);
  }

  /** The end of a session: a guest's roles end with it. */
  gone(who: string): void {
    this.people.delete(who);
    for (const [name, room] of this.rooms) {
      if (!this.accounts.has(who)) room.roles.delete(who);
      if (room.members.has(who)) this.#out(name, who);
    }
  }

  #out(name: RoomName, who: string): void {
    const room = this.rooms.get(name);
    room?.members.delete(who);
    if (room && !room.kept && room.members.size === 0) this.rooms.delete(name);
  }

  #exists(who: string): boolean {
    return this.people.has(who) || this.accounts.has(who);
  }

  #inReach(room: ModelRoom, target: string): string | undefined {
    return room.members.has(target) || this.accounts.has(target) ? undefined : "no-such-user";
  }

  #above({ roles }: ModelRoom, who: string, target: string): string | undefined {
    if (who === target) return "not-to-yourself";
    const below = POWER[roles.get(target) ?? "member"] < POWER[roles.get(who) ?? "member"];
    return below ? undefined : "not-allowed";
  }

  /** The room, if one is in it, or has a say in it from outside. */
  #standing(name: RoomName, who: string): ModelRoom | undefined {
    const room = this.rooms.get(name);
    if (!room) return undefined;
    return room.members.has(who) || POWER[room.roles.get(who) ?? "member"] > 0 ? room : undefined;
  }

  #act(name: RoomName, who: string, least: "moderator" | "owner", act: (room: ModelRoom) => string): string {
    const room = this.#standing(name, who);
    if (!room) return "not-in-room";
    if (POWER[room.roles.get(who) ?? "member"] < POWER[least]) return "not-allowed";
    const outcome = act(room);
    if (outcome === "ok") room.kept = true;
    return outcome === "ok nothing" ? "ok" : outcome;
  }
}
