/** All entries of one kind: found by file name, which is the id in links; there is no list to edit. */

export interface Catalogue<Entry> {
  /** Ids in alphabetical order. */
  readonly ids: readonly string[];
  /** The entry, or undefined for an id that names nothing (never an inherited property). */
  find(id: string): Entry | undefined;
  /** The entry; throws for an id that was not validated. */
  get(id: string): Entry;
  /** Takes in more modules; an entry that is here already stays. */
  add(modules: Readonly<Record<string, Entry>>): void;
}

/** Builds a catalogue from modules keyed by path (`./optimizers/adam.ts`), each with the entry as default export. */
export function catalogue<Entry>(what: string, modules: Readonly<Record<string, Entry>> = {}): Catalogue<Entry> {
  const entries = new Map<string, Entry>();
  let ids: readonly string[] = [];
  const add = (more: Readonly<Record<string, Entry>>): void => {
    for (const [path, entry] of Object.entries(more)) entries.set(path.replace(/^.*\/|\.ts$/g, ''), entry);
    ids = [...entries.keys()].sort((a, b) => (a < b ? -1 : 1));
  };
  add(modules);
  return {
    get ids() {
      return ids;
    },
    find: (id) => entries.get(id),
    get(id) {
      const entry = entries.get(id);
      if (entry === undefined) throw new RangeError(`there is no ${what} “${id}”; there are ${ids.join(', ')}`);
      return entry;
    },
    add,
  };
}
