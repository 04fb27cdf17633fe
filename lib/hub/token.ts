// Resume tokens: what they say, and which of them still hold. One of an account holds as long as its generation.
import type { Claim } from "./options.ts";
import type { Session, State } from "./state.ts";

/** A token for a session as it is now. */
export function tokenOf(state: State, session: Session): string {
  const account = session.person.account?.record;
  session.generation = account?.generation ?? 0;
  const claim: Claim = {
    session: session.id,
    ...(account && { account: { id: account.id, generation: account.generation } }),
  };
  return state.options.secrets.sign(claim, state.now.at);
}

/** What a token says, where it holds: what was logged out, banned or given another password since does not. */
export function claimOf(state: State, token: string | undefined): Claim | undefined {
  const claim = token === undefined ? undefined : state.options.secrets.verify(token, state.now.at);
  if (!claim) return undefined;
  const { session, account } = claim;
  if (account && state.accounts.byId.get(account.id)?.record.generation !== account.generation) return undefined;
  // A session that has logged in since is no guest's any more, and the other way round.
  const now = state.sessions.get(session);
  return now && now.person.account?.id !== account?.id ? undefined : claim;
}
