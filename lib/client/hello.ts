// Saying who we are, as soon as there is a link.
import type { Moment } from "../clock.ts";
import { dial } from "./connection.ts";
import type { Model } from "./model.ts";
import { change, request, type Step, step } from "./step.ts";

/** The link is up: says who we are, with the token of the last `welcome` where there is one. */
export function greet(model: Model, moment: Moment): Step {
  const attempt = model.phase.type === "dialing" ? model.phase.attempt : 0;
  const greeting = change(model, { phase: { type: "greeting", attempt }, heardAt: moment.mono, pingedAt: moment.mono });
  return hello(greeting);
}

/** Sends `hello` with the present nick; the password that was typed for it goes along, and is forgotten. */
export function hello(model: Model, password: string | undefined = model.helloSecret): Step {
  const { nick, session, setup } = model;
  if (nick === undefined) return step(change(model, { question: "nick" }));
  const proved = password !== undefined;
  const command = {
    type: "hello",
    v: 1,
    nick,
    agent: setup.agent,
    ...(setup.uid === undefined ? {} : { uid: setup.uid }),
    ...(session ? { resume: session.resume } : {}),
    ...(proved ? { password } : {}),
  } as const;
  return request(change(model, { helloSecret: undefined }), command, { type: "hello", proved });
}

/** Says `hello` once more, with a password; the server may have hung up while somebody was typing it. */
export function helloWith(model: Model, password: string): Step {
  return model.phase.type === "greeting" ? hello(model, password) : dial(change(model, { helloSecret: password }));
}
