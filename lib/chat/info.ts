// What lists and events say of people, rooms, groups, bans and invites: the rows that several events share.
import type { Role, Status } from "./command.ts";

export type { Role } from "./command.ts";
/** What others are shown of somebody: `dropped` is in its grace time. */
export type Presence = Status | "dropped" | "offline";

// `account`, wherever it stands, is whose the nick is, as it was registered. It is missing for a guest.

export interface MemberInfo {
  readonly nick: string;
  readonly role: Role;
  readonly status: Presence;
  readonly account?: string;
  /** They may speak where the room is moderated. */
  readonly voice?: true;
}
export interface RoomInfo {
  readonly room: string;
  readonly topic: string;
  readonly members: number;
  readonly limit: number;
  readonly locked: boolean;
}
export interface PersonInfo {
  readonly nick: string;
  readonly status: Presence;
  readonly note: string;
  readonly rooms: readonly string[];
  readonly account?: string;
  readonly uid?: string;
  readonly operator?: true;
  /** Where a room's people were asked for: what they are there. */
  readonly role?: Role;
  readonly voice?: true;
}
export interface GroupInfo {
  readonly group: string;
  readonly members: readonly string[];
}
/** A ban or a mute. `mask` is what `unban` takes; without `until` (ms since 1970 UTC) it has no end. */
export interface BanInfo {
  readonly mask: string;
  readonly by: string;
  readonly at: number;
  readonly until?: number;
  readonly reason?: string;
  /** It also means newcomers from the address that they came from. */
  readonly address?: true;
}
/** `uses` are those left, 0 is any number; `nick` is who was invited by name. */
export interface InviteInfo {
  readonly code: string;
  readonly by: string;
  readonly until?: number;
  readonly uses: number;
  readonly nick?: string;
}
/** A recorded conversation; `with` is the other's name, or the group's. */
export interface ConversationInfo {
  readonly with: string;
  readonly first: number;
  readonly head: number;
  readonly read: number;
  readonly unread: number;
}
