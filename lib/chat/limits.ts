// The bounds that the protocol names. What an operator may set is in `server/options.ts`.

/** Longest nick, in code points. */
export const NICK_LENGTH_MAX = 32;
/** Longest room name, in code points. */
export const ROOM_LENGTH_MAX = 64;
/** Longest line that a client may send, in bytes, without its newline. */
export const LINE_BYTES_MAX = 65_536;
/** Longest text of a message, in code points, after cleaning. */
export const TEXT_LENGTH_MAX = 4_096;
/** Longest topic and longest status note, in code points. */
export const NOTE_LENGTH_MAX = 512;
/** Longest text that is searched for, in code points. */
export const SEARCH_LENGTH_MAX = 256;
/** Longest `uid` and `agent`, in code points. */
export const UID_LENGTH_MAX = 128;
/** Longest `ref`, in characters. */
export const REF_LENGTH_MAX = 64;
/** Longest room password, in code points. */
export const ROOM_PASSWORD_LENGTH_MAX = 128;
/** Deepest nesting of a JSON line. */
export const JSON_DEPTH_MAX = 8;
/** Most entries in `joined` and `history`; also the most members named in `joined`. */
export const PAGE_ENTRIES_MAX = 200;
/** Entries given where the client names no number. */
export const PAGE_ENTRIES_DEFAULT = 50;
/** Most rows in `rooms` and `who`. */
export const LIST_ROWS_MAX = 500;
/** No answer exceeds this many bytes: lists end early with `more`. */
export const ANSWER_BYTES_MAX = 262_144;
/** Most nicks in one `tell`. */
export const TELL_NICKS_MAX = 32;
/** Most members of one group. */
export const GROUP_MEMBERS_MAX = 64;
/** Most groups that one person is in, asked or not: each is told of its members' every change. */
export const GROUPS_MAX = 16;
/** Refs remembered per session and room. */
export const REFS_MAX = 1_000;
/** How long used refs and resume tokens hold, in ms. */
export const REFS_MS = 24 * 60 * 60 * 1_000;
/** Faults without a good request between, after which a connection is closed. */
export const FAULTS_MAX = 20;
/** Rooms with more members than this get joins and leaves as counts. */
export const NAMED_MEMBERS_MAX = 200;
/** Connections without a `welcome` at one time; beyond, the one that has been silent longest is closed. */
export const SILENT_PEERS_MAX = 2_000;
/** Bans, and as many mutes, of one room; also those of the whole server. */
export const BANS_MAX = 200;
/** Invites of one room that are still good. */
export const INVITES_MAX = 100;
/** Roles, and places on the guest list, of one room. */
export const ROLES_MAX = 500;
/** How long an invite is good where nobody says, in seconds. */
export const INVITE_SECONDS = 7 * 24 * 60 * 60;
/** Longest time that a ban, a mute or an invite may be given, in seconds: a hundred years. */
export const SECONDS_MAX = 100 * 366 * 24 * 60 * 60;
/** What is kept for an account while it is away. */
export const AWAY_ENTRIES_MAX = 1_000;
/** Of them by one account, and by all guests together. */
export const AWAY_FROM_ONE_MAX = 400;
/** Recorded conversations of one account. */
export const CONVERSATIONS_MAX = 2_000;
/** Accounts of one server. */
export const ACCOUNTS_MAX = 100_000;
/** Rooms and conversations of which it is kept how far one account has read them. */
export const MARKS_MAX = 2_500;
/** Longest mask of a ban, in characters. */
export const MASK_LENGTH_MAX = 128;
/** How long a connection may take until its `welcome`, in ms. */
export const WELCOME_MS = 15_000;
