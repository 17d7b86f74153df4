/** Runs work that gives way now and then to its end, for whoever has nothing else to do meanwhile. */
export function finish<Result>(work: Iterator<unknown, Result, void>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
