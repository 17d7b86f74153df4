/** All entries of one kind: found by file name, which is the id in links; there is no list to edit. */

export interface Catalogue<Entry> {
  /** Ids in alphabetical order. */
  readonly ids: readonly string[];
  /** The entry, or undefined for an id that names nothing (never an inherited property). */
  find(id: string): Entry | undefined;
  /** The entry; throws for an id that was not validated. */
  get(id: string): Entry;
}

/** Builds a catalogue from modules keyed by path (`./optimizers/adam.ts`), each with the entry as default export. */
export function catalogue<Entry>(what: string, modules: Record<string, Entry>): Catalogue<Entry> {
  const entries = new Map(
    Object.entries(modules)
      .map(([path, entry]) => [path.replace(/^.*\/|\.ts$/g, ''), entry] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return {
    ids: [...entries.keys()],
    find: (id) => entries.get(id),
    get(id) {
      const entry = entries.get(id);
      if (entry === undefined)
        throw new RangeError(`there is no ${what} “${id}”; there are ${[...entries.keys()].join(', ')}`);
      return entry;
    },
  };
}
