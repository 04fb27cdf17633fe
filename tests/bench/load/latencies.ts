// How long many things took, in a bounded place: told apart by 0.1 ms, up to 10 s.
const PER_MS = 10;
const BUCKETS = 100_000;

export class Latencies {
  count = 0;
  readonly #buckets = new Uint32Array(BUCKETS + 1);

  static of(times: readonly number[]): Latencies {
    const latencies = new Latencies();
    for (const ms of times) latencies.add(ms);
    return latencies;
  }

  add(ms: number): void {
    const bucket = Math.min(BUCKETS, Math.max(0, Math.round(ms * PER_MS)));
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1;
    this.count += 1;
  }

  clear(): void {
    this.#buckets.fill(0);
    this.count = 0;
  }

  /** The ms that this share of them took at the most; NaN where there are none. */
  quantile(share: number): number {
    let left = Math.max(1, Math.ceil(this.count * share));
    const bucket = this.#buckets.findIndex((count) => (left -= count) <= 0);
    return bucket < 0 ? NaN : bucket / PER_MS;
  }

  toString(): string {
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => this.quantile(share).toFixed(1));
    return `p50 ${p50} ms, p99 ${p99} ms, max ${most} ms`;
  }
}
