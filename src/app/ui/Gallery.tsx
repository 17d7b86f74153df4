/** The gallery: every scene with its map, and what was open before. */
import { useEffect, useRef, useState } from 'react';
import { kindOf } from '../../lab/experiment/kinds.ts';
import { decode } from '../../lab/experiment/link.ts';
import { openLink } from '../state/address.ts';
import { openPreset, presetExperiment } from '../state/learning-edit.ts';
import { type Preset, presets } from '../state/presets.ts';
import { recents } from '../state/recents.ts';
import { experimentOf, gallery, type NamedScene } from '../state/scenes.ts';
import { open } from '../state/store.ts';
import { learning } from '../text/en-learning.ts';
import { words } from '../text/words.ts';
import { mountThumbnail } from '../views.ts';
import { mountDataThumbnail } from '../views/learn/thumbnail.ts';
import { Sheet } from './Sheet.tsx';

export default function Gallery({ onClose }: { readonly onClose: () => void }) {
  const [links] = useState(recents);
  const [all] = useState(gallery);
  const openScene = ({ scene }: NamedScene): void => {
    open(experimentOf(scene), 'page', { home: scene.view });
    onClose();
  };
  return (
    <Sheet title={words.scenes.title} onClose={onClose} wide>
      <ul className="scenes-grid">
        <Scenes of={all.filter((it) => !learns(it))} onOpen={openScene} />
      </ul>
      <h3>{learning.gallery.title}</h3>
      <ul className="scenes-grid">
        <Scenes of={all.filter(learns)} onOpen={openScene} />
        {presets.map((preset) => (
          <li key={preset.link}>
            <button
              type="button"
              onClick={() => {
                openPreset(preset.link);
                onClose();
              }}
            >
              <DataThumbnail of={preset} />
              <b>{preset.title}</b>
              <span className="choice-idea">{preset.watch}</span>
            </button>
          </li>
        ))}
      </ul>
      {links.length > 0 && (
        <>
          <h3>{words.scenes.recent}</h3>
          <p className="quiet">{words.scenes.recentHint}</p>
          <ul className="choices">
            {links.map((link) => (
              <Recent
                key={link}
                link={link}
                onOpen={() => {
                  openLink(link);
                  onClose();
                }}
              />
            ))}
          </ul>
        </>
      )}
    </Sheet>
  );
}

const learns = ({ scene }: NamedScene): boolean => experimentOf(scene).problem.kind === 'classifier';

interface ScenesProps {
  readonly of: readonly NamedScene[];
  readonly onOpen: (scene: NamedScene) => void;
}

function Scenes({ of, onOpen }: ScenesProps) {
  return of.map((it) => (
    <li key={it.id}>
      <button type="button" onClick={() => onOpen(it)}>
        <Thumbnail of={it} />
        <b>{it.scene.title}</b>
        {it.scene.aliases && <span className="quiet">{it.scene.aliases.join(', ')}</span>}
        <span className="choice-idea">{it.scene.watch}</span>
      </button>
    </li>
  ));
}

function Thumbnail({ of }: { readonly of: NamedScene }) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => mountThumbnail(host.current!, of), [of]);
  return <span ref={host} className="thumbnail" role="img" aria-label={words.scenes.picture(of.scene.title)} />;
}

function DataThumbnail({ of }: { readonly of: Preset }) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const { problem, seed } = presetExperiment(of.link);
    return mountDataThumbnail(host.current!, problem, seed);
  }, [of]);
  return <span ref={host} className="thumbnail" role="img" aria-label={learning.gallery.picture(of.title)} />;
}

function Recent({ link, onOpen }: { readonly link: string; readonly onOpen: () => void }) {
  const decoded = decode(link);
  if ('refused' in decoded) return null;
  const { problem, runs } = decoded.experiment;
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <b>{kindOf(problem).title(problem)}</b> <span className="quiet">{words.scenes.runs(runs.length)}</span>
        <code>{link}</code>
      </button>
    </li>
  );
}
