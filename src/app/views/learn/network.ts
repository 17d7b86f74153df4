/** One run's network at the moment of the playhead, with what every unit gives over the plane. */
import type { UnitFields } from '../../../lab/experiment/glance.ts';
import {
  type Diagram,
  layOut,
  type LinkMark,
  markAt,
  paintNetwork,
  type UnitMark,
  valuesOf,
} from '../../draw/network.ts';
import { fit } from '../../draw/projection.ts';
import { formatValue } from '../../draw/text.ts';
import { requestFrame } from '../../state/frames.ts';
import { dataFor, rowShown, runIn } from '../../state/learning.ts';
import { playhead } from '../../state/playhead.ts';
import { type Race, session } from '../../state/session.ts';
import { learning } from '../../text/en-learning.ts';
import { presentPaper } from '../drawn.ts';
import { keepPainted, Layer, placeBeside, placeOn, type Size } from '../layer.ts';
import { regionOf } from './picture.ts';

/** Points along a side of a unit's field. */
const GRID = 28;

export interface NetworkParts {
  readonly host: HTMLElement;
  readonly readout: HTMLElement;
}

/** Paints with the frame loop until disposed; `inputs` are the names of what the first layer reads. */
export function mountNetwork({ host, readout }: NetworkParts, slot: number, inputs: readonly string[]): () => void {
  const layer = new Layer(host);
  let size: Size | undefined;
  let waiting: { readonly race: Race; readonly row: number } | undefined;
  let got: { readonly race: Race; readonly row: number; readonly told: UnitFields } | undefined;
  let diagram: Diagram | undefined;
  let pointer: readonly [number, number] | undefined;
  let painted: readonly unknown[] = [];

  const ask = (race: Race, run: number, row: number): void => {
    const data = dataFor(race.experiment);
    if (!data) return;
    const asked = { race, row };
    waiting = asked;
    const grid = { region: fit(regionOf(data), 1, 1, 'equal').region, columns: GRID, rows: GRID };
    session.requestGlance('network', { race, run, row, question: { of: 'units', grid } }, (told) => {
      if (waiting === asked) waiting = undefined;
      if (told?.of === 'units') got = { race, row, told };
    });
  };

  const paint = (): void => {
    const at = runIn(slot);
    if (!size || size.width < 2 || !at || at.trajectory.rows === 0) return;
    const row = rowShown(at.trajectory, playhead.shown);
    if (waiting && waiting.race !== at.race) waiting = undefined;
    if (!waiting && (got?.race !== at.race || got.row !== row)) ask(at.race, at.run, row);
    if (!got) return;
    if (diagram?.told !== got.told || painted[1] !== size) diagram = layOut(got.told, inputs, size.width, size.height);
    const paper = presentPaper();
    const pointed = pointer && markAt(diagram, ...pointer);
    tell(readout, diagram, pointed, pointer, size);
    const now = [diagram, size, paper, pointed];
    if (now.every((it, index) => it === painted[index])) return;
    painted = now;
    layer.clear();
    paintNetwork(layer.context, diagram, pointed, learning.network, paper);
  };

  const listening = new AbortController();
  const { signal } = listening;
  const point = (place: readonly [number, number] | undefined): void => {
    pointer = place;
    requestFrame();
  };
  host.addEventListener('pointermove', (event) => point(placeOn(host, event)), { signal });
  host.addEventListener('pointerdown', (event) => point(placeOn(host, event)), { signal });
  host.addEventListener('pointerleave', () => point(undefined), { signal });
  return keepPainted(
    host,
    [layer],
    (now) => {
      size = now;
      requestFrame();
    },
    paint,
    [() => listening.abort(), () => session.cancelField('network')],
  );
}

function tell(
  readout: HTMLElement,
  { told }: Diagram,
  pointed: UnitMark | LinkMark | undefined,
  pointer: readonly [number, number] | undefined,
  size: Size,
): void {
  readout.hidden = !pointed || !pointer;
  if (!pointed || !pointer) return;
  readout.textContent = 'weight' in pointed ? linkText(pointed) : unitText(told, pointed);
  placeBeside(readout, pointer, size);
}

const linkText = ({ from, to, weight }: LinkMark): string =>
  learning.network.weight(nameOf(from), nameOf(to), String(weight));

const nameOf = ({ layer, unit, label }: UnitMark): string => label || learning.network.unit(layer, unit + 1);

function unitText(told: UnitFields, mark: UnitMark): string {
  if (mark.layer === 0) return mark.label;
  const bias = told.tensors.find(({ name }) => name === `dense${mark.layer}.bias`);
  const values = valuesOf(told, mark);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [
    nameOf(mark),
    ...(bias ? [learning.network.bias(String(told.x[bias.offset + mark.unit]))] : []),
    learning.network.range(formatValue(low), formatValue(high)),
  ].join('\n');
}
