// The capabilities that are offered: each is here because it is really done. Those that alter what a fan-out sends
// have a trait.
/** What alters the frames of a fan-out, as bits of a number. */
export const TRAITS = {
  time: 1,
  tags: 2,
  account: 4,
  away: 8,
  extendedJoin: 16,
  accountNotify: 32,
  setname: 64,
  invite: 128,
} as const;
/** A set of {@linkcode TRAITS}. */
export type Traits = number;
/** Those that alter what is said: the frames of messages exist in eight kinds at most. */
export const TAG_TRAITS: Traits = TRAITS.time | TRAITS.tags | TRAITS.account;

interface Row {
  readonly trait?: Traits;
  /** Told to those who ask with version 302. */
  readonly value?: string;
}

const ROWS = {
  "account-notify": { trait: TRAITS.accountNotify },
  "account-tag": { trait: TRAITS.account },
  "away-notify": { trait: TRAITS.away },
  "batch": {},
  "cap-notify": {},
  // Everybody has the same user and host, and keeps it: no CHGHOST is owed to anybody.
  "chghost": {},
  // How many it gives at most is told by ISUPPORT.
  "draft/chathistory": {},
  "draft/read-marker": {},
  "echo-message": {},
  "extended-join": { trait: TRAITS.extendedJoin },
  "invite-notify": { trait: TRAITS.invite },
  "labeled-response": {},
  "message-tags": { trait: TRAITS.tags },
  "multi-prefix": {},
  "sasl": { value: "PLAIN" },
  "server-time": { trait: TRAITS.time },
  "setname": { trait: TRAITS.setname },
  "standard-replies": {},
  "userhost-in-names": {},
} satisfies Readonly<Record<string, Row>>;

export type CapName = keyof typeof ROWS;

const CAPS: ReadonlyMap<string, Row> = new Map(Object.entries(ROWS));

/** The names, as `CAP LS` lists them; with values for version 302. */
export function listCaps(version: number): readonly string[] {
  return [...CAPS].map(([name, { value }]) => version >= 302 && value !== undefined ? `${name}=${value}` : name);
}

export function isCap(name: string): name is CapName {
  return CAPS.has(name);
}

/** What a set of capabilities makes of the frames. */
export function traitsOf(caps: ReadonlySet<CapName>): Traits {
  let traits = 0;
  for (const cap of caps) traits |= CAPS.get(cap)?.trait ?? 0;
  return traits;
}
