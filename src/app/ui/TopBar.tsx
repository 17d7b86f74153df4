/** The bar on top: the name, the scenes, how the page looks, help, and the link to share. */
import { CircleHelp, Contrast, Layers, LayoutGrid, Shapes } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { places } from '../../lab/experiment/link.ts';
import { look, type PaletteName, type Theme } from '../state/store.ts';
import { whole } from '../state/whole.ts';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';
import { Share } from './Share.tsx';
import { usePage } from './use-page.ts';

const Gallery = lazy(() => whole.then(() => import('./Gallery.tsx')));

/** The first of the problems that learn from data; once they are here. */
const openFirst = (): void =>
  void Promise.all([import('../state/learning-edit.ts'), whole]).then(([{ openFirstPreset }]) => openFirstPreset());

export function TopBar({ onHelp }: { readonly onHelp: () => void }) {
  const [gallery, setGallery] = useState(false);
  const apart = usePage((page) => page.look.apart);
  const place = usePage((page) => page.look.place);
  return (
    <header className="top-bar" aria-label={words.bar.label}>
      <h1 className="brand">
        <Logo /> <span>{words.name}</span>
      </h1>
      <Places />
      <nav>
        <button type="button" className="bar-button scenes" aria-haspopup="dialog" onClick={() => setGallery(true)}>
          {words.bar.scenes}
        </button>
        <button
          type="button"
          className="bar-button learn-button"
          aria-label={words.bar.learn}
          title={words.bar.learnHint}
          onClick={openFirst}
        >
          <Shapes aria-hidden="true" />
          <span>{words.bar.learn}</span>
        </button>
      </nav>
      <span className="gap" />
      {place === 'race' && (
        <button type="button" className="bar-button" title={words.bar.layout} onClick={() => look({ apart: !apart })}>
          {apart ? <Layers aria-hidden="true" /> : <LayoutGrid aria-hidden="true" />}
          <span>{apart ? words.bar.together : words.bar.apart}</span>
        </button>
      )}
      <IconButton icon={Contrast} label={words.bar.display} popoverTarget="display" />
      <DisplayMenu />
      <IconButton icon={CircleHelp} label={words.bar.help} onClick={onHelp} />
      <Share />
      {gallery && (
        <Suspense>
          <Gallery onClose={() => setGallery(false)} />
        </Suspense>
      )}
    </header>
  );
}

/** The parts of the page. */
function Places() {
  const place = usePage((page) => page.look.place);
  return (
    <nav className="places" aria-label={words.bar.places}>
      {places.map((it) => (
        <button
          key={it}
          type="button"
          className="bar-button"
          aria-current={it === place ? 'page' : undefined}
          onClick={() => look({ place: it, show: undefined })}
        >
          {words.bar.placeNames[it]}
        </button>
      ))}
    </nav>
  );
}

function Logo() {
  return (
    <svg viewBox="0 0 24 24" className="logo" aria-hidden="true">
      <path d="M2 5c3 0 4 14 8 14s3-11 7-11" />
      <circle cx="20" cy="7" r="2.5" />
    </svg>
  );
}

const themes: readonly Theme[] = ['system', 'light', 'dark'];
const palettes: readonly (readonly [PaletteName, string])[] = [
  ['lab', words.display.labHint],
  ['radford', words.display.radfordHint],
];

function DisplayMenu() {
  const theme = usePage((page) => page.look.theme);
  const palette = usePage((page) => page.look.palette);
  const iterates = usePage((page) => page.look.iterates);
  return (
    <div popover="auto" id="display" className="menu" aria-label={words.display.title}>
      <fieldset>
        <legend>{words.display.theme}</legend>
        {themes.map((it) => (
          <label key={it}>
            <input type="radio" name="theme" checked={theme === it} onChange={() => look({ theme: it })} />{' '}
            {words.display[it]}
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.display.palette}</legend>
        {palettes.map(([it, hint]) => (
          <label key={it}>
            <input type="radio" name="palette" checked={palette === it} onChange={() => look({ palette: it })} />
            {words.display[it]}
            <span className="quiet">{hint}</span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>{words.display.lookAhead}</legend>
        <label>
          <input type="checkbox" checked={iterates} onChange={() => look({ iterates: !iterates })} />
          {words.display.iterates}
          <span className="quiet">{words.display.iteratesHint}</span>
        </label>
      </fieldset>
    </div>
  );
}
