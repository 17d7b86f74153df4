/** What the browser keeps between visits, where it lets us: in a sandboxed frame all storage throws. */

export function kept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing is kept, nothing is lost: the link holds the experiment.
  }
}
