/** Keeps so many of the things that were made, by key: who asks again finds them, and the oldest goes first. */
export function newest<Made>(most: number): (key: string, make: () => Made) => Made {
  const known = new Map<string, Made>();
  return (key, make) => {
    const made = known.get(key) ?? make();
    known.delete(key);
    known.set(key, made); // the newest last
    if (known.size > most) known.delete(known.keys().next().value!);
    return made;
  };
}
