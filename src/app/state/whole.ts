/** The whole catalogue: fetched beside the first picture, which needs only a few entries of it. */

let here = false;

/** Resolves once every entry is here; rejects where the network fails. */
export const whole: Promise<void> = import('../../lab/everything.ts').then(() => {
  here = true;
});
whole.catch(() => undefined); // those who need it hear of it

export const isWhole = (): boolean => here;

/** Hears once, when the whole catalogue has come. */
export function onWhole(listener: () => void): () => void {
  let listens = true;
  whole.then(
    () => listens && listener(),
    () => undefined,
  );
  return () => {
    listens = false;
  };
}
