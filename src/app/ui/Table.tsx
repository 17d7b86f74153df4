/** The runs as a table: what the picture shows, for eyes that want numbers and for screen readers. */
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { LARGEST } from '../../lab/describe/param.ts';
import type { NumberParam } from '../../lab/describe/param.ts';
import { requestFrame } from '../state/frames.ts';
import { look } from '../state/store.ts';
import { words } from '../text/words.ts';
import { mountTable, type Order } from '../views.ts';
import { Knob } from './Knob.tsx';
import { usePage } from './use-page.ts';

const Summary = lazy(() => import('./learn/Summary.tsx'));

const threshold: NumberParam = {
  kind: 'number',
  default: 0.1,
  min: -LARGEST,
  max: LARGEST,
  range: [1e-9, 1e3],
  scale: 'log',
};

const orders: readonly (readonly [Order, string])[] = [
  ['loss', words.table.byLoss],
  ['reach', words.table.byReach],
  ['cards', words.table.byOrder],
];

export function Table() {
  const value = usePage((page) => page.look.threshold);
  const learns = usePage(({ experiment: { problem } }) => problem.kind === 'classifier');
  const [order, setOrder] = useState<Order>('loss');
  const chosen = useRef(order);
  const body = useRef<HTMLTableSectionElement>(null);
  const heading = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    chosen.current = order;
    requestFrame();
  }, [order]);
  useEffect(() => mountTable(body.current!, heading.current!, () => chosen.current), []);
  return (
    <div className="table">
      <div className="table-tools">
        <label>
          <span>{words.table.sort}</span>
          <select value={order} onChange={(event) => setOrder(event.target.value as Order)}>
            {orders.map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Knob
          label={words.table.threshold}
          name={words.table.threshold}
          param={threshold}
          value={value}
          slider={false}
          onChange={(next) => look({ threshold: next })}
        />
      </div>
      <table>
        <caption className="unseen">{words.table.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.table.name}</th>
            <th scope="col" ref={heading}>
              {words.table.loss('0')}
            </th>
            <th scope="col">{words.table.reach}</th>
            {learns && <th scope="col">{words.table.right}</th>}
            {learns && <th scope="col">{words.table.rightOnTest}</th>}
            <th scope="col">{words.table.state}</th>
          </tr>
        </thead>
        <tbody ref={body} />
      </table>
      {learns && (
        <Suspense>
          <Summary />
        </Suspense>
      )}
    </div>
  );
}
