/** The line each loss fits through the same points, some of them outliers: a picture, and the same in numbers. */
import { useMemo, useState, useSyncExternalStore } from 'react';
import { datasets, losses } from '../../../lab/catalogues.ts';
import type { Sample } from '../../../lab/dataset.ts';
import { defaults } from '../../../lab/describe/param.ts';
import type { Choice } from '../../../lab/experiment/experiment.ts';
import { numeral } from '../../../lab/experiment/numeral.ts';
import { rowsOf } from '../../../lab/experiment/rows.ts';
import { type Fit, lossFit } from '../../../lab/loss-fit.ts';
import { inks } from '../../draw/palette.ts';
import { formatCoordinate, formatTick } from '../../draw/text.ts';
import { learning } from '../../text/en-learning.ts';
import { isDark, subscribeDark } from '../theme.ts';

const { fits: words } = learning.lossGallery;

const ROWS = 30;
const MOST_OUTLIERS = 10;
const FURTHEST = 6;
const SEED = 1;

/** Lines that lie on each other are told apart by their gaps. */
const dashes = ['none', '2 4', '16 4', '24 3', '10 4 2 4', '7 10', '3 9'] as const;

const [WIDTH, HEIGHT] = [420, 280];
const [LEFT, RIGHT, LOW, HIGH] = [-1.3, 1.1, -5.6, 2.5];
const across = (x: number): number => ((x - LEFT) / (RIGHT - LEFT)) * WIDTH;
const up = (y: number): number => ((HIGH - y) / (HIGH - LOW)) * HEIGHT;
const levels = [2, 0, -2, -4];

const rounded = (value: number): string => formatCoordinate(value, 10);

/** The points; the last ones are the outliers. */
function pointsOf(outliers: number, far: number): Sample {
  const entry = datasets.get('outliers');
  const values = { ...defaults(entry.params), n: ROWS, noise: 0.15, outliers: outliers / ROWS, lift: -far };
  return rowsOf(entry, values, SEED);
}

export function OutlierFits({ chosen }: { readonly chosen: Choice }) {
  const [outliers, setOutliers] = useState(4);
  const [far, setFar] = useState(4);
  const fitted = useMemo(
    () =>
      losses.ids
        .filter((id) => losses.get(id).takes === 'number')
        .map((id) => {
          const entry = losses.get(id);
          const values = id === chosen.id ? chosen.values : defaults(entry.params);
          const settings = Object.entries(values).map(([name, value]) => `${name} ${shown(value)}`);
          const fit = (points: Sample): Fit => lossFit(entry, values, points);
          return { id, title: words.named(entry.title, settings.join(', ')), fit, clean: fit(pointsOf(0, 0)) };
        }),
    [chosen],
  );
  const points = useMemo(() => pointsOf(outliers, far), [outliers, far]);
  const lines = useMemo(() => fitted.map((one) => ({ ...one, now: one.fit(points) })), [fitted, points]);
  const all = inks('lab', useSyncExternalStore(subscribeDark, isDark));
  const drawn = lines.map((line, index) => ({
    ...line,
    stroke: all[index % all.length]!.colour,
    strokeDasharray: dashes[index % dashes.length]!,
  }));
  return (
    <section className="loss-fits" aria-label={words.title}>
      <h4>{words.title}</h4>
      <p className="quiet">{words.legend(ROWS)}</p>
      <div className="loss-fits-sides">
        <div>
          <Range
            label={words.outliers}
            value={outliers}
            most={MOST_OUTLIERS}
            said={words.outliersOf(outliers, ROWS)}
            onChange={setOutliers}
          />
          <Range label={words.lift} value={far} most={FURTHEST} said={formatTick(far)} onChange={setFar} />
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
            {levels.map((y) => (
              <g key={y}>
                <path className="loss-fits-level" d={`M0 ${up(y)}H${WIDTH}`} />
                <text x={2} y={up(y) - 3}>
                  {formatTick(y)}
                </text>
              </g>
            ))}
            {Array.from(points.x, (x, row) => (
              <circle
                key={row}
                cx={across(x)}
                cy={up(points.y[row]!)}
                r={3.2}
                className={row < ROWS - outliers ? undefined : 'outlier'}
              />
            ))}
            {drawn.map(({ id, now: { slope, intercept }, stroke, strokeDasharray }) => (
              <path
                key={id}
                className="loss-fits-line"
                d={`M${across(-1)} ${up(intercept - slope)}L${across(1)} ${up(intercept + slope)}`}
                style={{ stroke, strokeDasharray }}
              />
            ))}
          </svg>
        </div>
        <div>
          <table>
            <thead>
              <tr>
                <th scope="col" rowSpan={2}>
                  {words.loss}
                </th>
                <th scope="colgroup" colSpan={2}>
                  {words.withThem}
                </th>
                <th scope="colgroup" colSpan={2}>
                  {words.without}
                </th>
              </tr>
              <tr>
                <th scope="col">{words.slope}</th>
                <th scope="col">{words.intercept}</th>
                <th scope="col">{words.slope}</th>
                <th scope="col">{words.intercept}</th>
              </tr>
            </thead>
            <tbody>
              {drawn.map(({ id, title, now, clean, stroke, strokeDasharray }) => (
                <tr key={id}>
                  <th scope="row">
                    <svg viewBox="0 0 36 8" aria-hidden="true">
                      <path className="loss-fits-line" d="M0 4H36" style={{ stroke, strokeDasharray }} />
                    </svg>
                    {title}
                  </th>
                  <td>{rounded(now.slope)}</td>
                  <td>{rounded(now.intercept)}</td>
                  <td>{rounded(clean.slope)}</td>
                  <td>{rounded(clean.intercept)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className="quiet">{sentence(lines)}</p>
        </div>
      </div>
    </section>
  );
}

const shown = (value: number | string | boolean): string =>
  typeof value === 'number' ? numeral(value) : String(value);

/** Whose slope moved most and whose least; where none moved, that they agree. */
function sentence(lines: readonly { readonly title: string; readonly now: Fit; readonly clean: Fit }[]): string {
  const moved = lines
    .map(({ title, now, clean }) => ({
      title,
      by: Math.abs(now.slope - clean.slope),
      from: rounded(clean.slope),
      to: rounded(now.slope),
    }))
    .toSorted((one, other) => other.by - one.by);
  const slopes = lines.map(({ clean }) => clean.slope);
  return moved[0]!.from === moved[0]!.to
    ? words.agree(rounded(Math.min(...slopes)), rounded(Math.max(...slopes)))
    : words.moved(moved[0]!, moved.at(-1)!);
}

interface RangeProps {
  readonly label: string;
  readonly value: number;
  readonly most: number;
  /** The value in words, seen and heard. */
  readonly said: string;
  readonly onChange: (value: number) => void;
}

function Range({ label, value, most, said, onChange }: RangeProps) {
  return (
    <label className="loss-fits-range">
      <span>{label}</span>
      <input
        type="range"
        className="slider"
        min={0}
        max={most}
        step={1}
        value={value}
        style={{ '--at': value / most }}
        aria-label={label}
        aria-valuetext={said}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <span aria-hidden="true">{said}</span>
    </label>
  );
}
