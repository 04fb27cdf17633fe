// A database whose atomics fail when a test wants it: before they are stored, or after.
import type { CommitFault } from "./faulty_store.ts";

/** Passes everything on to `kv`, but asks `fault` before each atomic is committed. */
export function faultyKv(kv: Deno.Kv, fault: () => CommitFault): Deno.Kv {
  return new Proxy(kv, {
    get(target, name) {
      if (name === "atomic") return () => faultyAtomic(target.atomic(), fault);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function faultyAtomic(atomic: Deno.AtomicOperation, fault: () => CommitFault): Deno.AtomicOperation {
  const proxy: Deno.AtomicOperation = new Proxy(atomic, {
    get(target, name) {
      if (name === "commit") {
        return async () => {
          const befalls = fault();
          if (befalls === "lost") throw new TypeError("disk I/O error");
          const result = await target.commit();
          if (befalls === "stored-but-fails") throw new TypeError("disk I/O error");
          return result;
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => (value.apply(target, args), proxy);
    },
  });
  return proxy;
}
