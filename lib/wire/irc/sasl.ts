// AUTHENTICATE with PLAIN (IRCv3 sasl-3.2, RFC 4616): the account's name and password, before or after registration.
import { loggedIn, login } from "./login.ts";
import { ERR, RPL } from "./numerics.ts";
import { admit } from "./registration.ts";
import { type Call, param, type Performed, type Talk } from "./talk.ts";

const MECHANISM = "PLAIN";
/** One AUTHENTICATE carries so much of the answer; a shorter one is its end. */
const CHUNK_LENGTH = 400;
/** Longest answer, in base64: three texts of at most 1,024 bytes would be more than anybody needs. */
const ANSWER_LENGTH_MAX = 4_096;

const decoder = new TextDecoder("utf-8", { fatal: true });

export function authenticate(call: Call): Performed {
  const { session, reply } = call;
  const given = param(call, 0);
  if (session.account !== undefined) return reply.numeric(ERR.saslAlready, "You are logged in already");
  if (session.sasl === undefined) {
    if (given.toUpperCase() !== MECHANISM) {
      reply.numeric(RPL.saslMechs, MECHANISM, "are the mechanisms that there are");
      return reply.numeric(ERR.saslFail, "SASL failed: only PLAIN is known");
    }
    session.sasl = "";
    return reply.line("AUTHENTICATE +");
  }
  if (given === "*") {
    session.sasl = undefined;
    return reply.numeric(ERR.saslAborted, "SASL was aborted");
  }
  const answer = session.sasl + (given === "+" ? "" : given);
  if (given.length > CHUNK_LENGTH || answer.length > ANSWER_LENGTH_MAX) {
    session.sasl = undefined;
    return reply.numeric(ERR.saslTooLong, "SASL failed: that is too long");
  }
  session.sasl = given.length === CHUNK_LENGTH ? answer : undefined;
  if (given.length === CHUNK_LENGTH) return;
  const proof = readPlain(answer);
  return proof ? prove(call, proof) : reply.numeric(ERR.saslFail, "SASL failed: that is no answer to PLAIN");
}

interface Proof {
  readonly name: string;
  readonly password: string;
}

function readPlain(base64: string): Proof | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const [, name = "", password = "", ...others] = decoder.decode(bytes).split("\0");
    return name === "" || password === "" || others.length > 0 ? undefined : { name, password };
  } catch {
    return undefined;
  }
}

function* prove(call: Call, { name, password }: Proof): Talk {
  const { session, reply } = call;
  if (session.phase !== "new") {
    if (yield* login(call, name, password)) return reply.numeric(RPL.saslSuccess, "SASL authentication successful");
  } else {
    const uid = session.realName;
    const event = yield { type: "hello", nick: name, agent: "irc", password, ...(uid !== undefined && { uid }) };
    if (event.type === "welcome") {
      admit(session, event);
      session.named = uid !== undefined;
      if (event.account !== undefined) {
        loggedIn(call, event.account);
        return reply.numeric(RPL.saslSuccess, "SASL authentication successful");
      }
    }
  }
  reply.numeric(ERR.saslFail, "SASL failed: name or password is wrong");
}
