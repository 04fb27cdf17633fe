// The bounds of the IRC dialect, each with the rule that it comes from.

/** A message without its tags and its CR LF, in bytes (RFC 1459, 2.3: 512 with them). */
export const BODY_BYTES_MAX = 510;
/** What a client may send of tags, in bytes, with the `@` and the blank after them (IRCv3 message-tags: 4096). */
export const CLIENT_TAGS_BYTES_MAX = 4_096;
/** A whole line of a client without its CR LF, in bytes. */
export const LINE_BYTES_MAX: number = CLIENT_TAGS_BYTES_MAX + BODY_BYTES_MAX;
/** Parameters of a message (RFC 1459, 2.3); what comes after belongs to the last. */
export const PARAMS_MAX = 15;
/** Targets of one PRIVMSG or NOTICE (`TARGMAX`). */
export const TARGETS_MAX = 4;
/** Rooms, masks and sizes of one LIST (`TARGMAX`). */
export const LIST_CONDITIONS_MAX = 16;
/** People of one KICK (`TARGMAX`). */
export const KICKS_MAX = 16;
/** Rooms that one JOIN or PART may name (`TARGMAX`). */
export const CHANNELS_MAX = 64;
/** Nicks that one ISON is answered for; each is looked up. */
export const ISON_NICKS_MAX = 32;
/** Nicks that one client may be told of (`MONITOR`). */
export const MONITOR_NICKS_MAX = 100;
/** Nicks of one USERHOST (RFC 1459, 5.7). */
export const USERHOST_NICKS_MAX = 5;
/** Longest label (IRCv3 labeled-response: 64 bytes). */
export const LABEL_LENGTH_MAX = 64;
/** Entries shown at JOIN to a client that has batches, or times, or neither. */
export const PLAYBACK_BATCH_ENTRIES = 50;
export const PLAYBACK_PLAIN_ENTRIES = 10;
/** Commands waiting for the hub that a codec keeps: more than the hub lets one connection be owed. */
export const TALKS_MAX = 2_048;
/** Conversations that TARGETS looks at the newest message of: each is a read from the store. */
export const TARGETS_LOOKED_AT_MAX = 200;
/** Pages of a list that one command asks for: each is a look at everything that the hub has of it. */
export const PAGES_MAX = 8;
/** What one command's list may take, in bytes: less than an outbox holds (ISUPPORT `SAFELIST`). */
export const LIST_BYTES_MAX = 262_144;
