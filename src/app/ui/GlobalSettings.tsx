/** What all runs share: how many steps, which luck, how much noise. */
import { Dices } from 'lucide-react';
import { settings } from '../../lab/experiment/settings.ts';
import { changeSetting } from '../state/store.ts';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';
import { Knob } from './Knob.tsx';
import { usePage } from './use-page.ts';

const names = ['steps', 'noise', 'seed'] as const;

export function GlobalSettings() {
  return (
    <section className="global" aria-label={words.settings.title}>
      {names.map((name) => (
        <GlobalSetting key={name} name={name} />
      ))}
    </section>
  );
}

function GlobalSetting({ name }: { readonly name: (typeof names)[number] }) {
  const value = usePage((page) => page.experiment[name]);
  const label = words.settings[name];
  const isSeed = name === 'seed';
  return (
    <div className="global-setting">
      <Knob
        label={label}
        name={label}
        param={settings[name]}
        value={value}
        slider={!isSeed}
        onChange={(next) => changeSetting(name, next)}
      />
      {isSeed && (
        <IconButton
          icon={Dices}
          label={words.settings.newSeed}
          onClick={() => changeSetting('seed', otherSeed(value))}
        />
      )}
    </div>
  );
}

/** Another seed, short enough to read out. */
function otherSeed(present: number): number {
  const seed = Math.floor(Math.random() * 1000);
  return seed === present ? seed + 1 : seed;
}
