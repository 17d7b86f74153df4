/** Playback: the one obvious button, the timeline, the speed. */
import { ChevronFirst, ChevronLast, Pause, Play, Repeat, StepBack, StepForward } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { playhead, SPEEDS } from '../state/playhead.ts';
import { stepAt } from '../state/readings.ts';
import { words } from '../text/words.ts';
import { IconButton } from './IconButton.tsx';
import { useFrame, useLiveText, useLoop, usePage, usePlaying, useSpeed } from './use-page.ts';

const { transport } = words;

export function Transport() {
  const playing = usePlaying();
  const speed = useSpeed();
  const loop = useLoop();
  const name = playing ? transport.pause : transport.play;
  return (
    <section className="transport" aria-label={transport.label}>
      <button type="button" className="play" aria-label={name} title={name} onClick={() => playhead.toggle()}>
        {playing ? <Pause aria-hidden="true" /> : <Play aria-hidden="true" />}
      </button>
      <IconButton icon={ChevronFirst} label={transport.toStart} className="edge" onClick={() => playhead.goTo(0)} />
      <IconButton icon={StepBack} label={transport.back} onClick={() => playhead.stepBy(-1)} />
      <IconButton icon={StepForward} label={transport.forward} onClick={() => playhead.stepBy(1)} />
      <IconButton
        icon={ChevronLast}
        label={transport.toEnd}
        className="edge"
        onClick={() => playhead.goTo(playhead.steps)}
      />
      <StepNumber />
      <Timeline />
      <IconButton icon={Repeat} label={transport.loop} pressed={loop} onClick={() => playhead.setLoop(!loop)} />
      <select
        className="speed"
        value={speed}
        aria-label={transport.speed}
        title={transport.speed}
        onChange={(event) => playhead.setSpeed(Number(event.target.value))}
      >
        {SPEEDS.map((it) => (
          <option key={it} value={it}>
            {transport.times(it)}
          </option>
        ))}
      </select>
    </section>
  );
}

function StepNumber() {
  const steps = usePage((page) => page.experiment.steps);
  const element = useLiveText<HTMLElement>(() => transport.step(stepAt(playhead.shown)));
  return (
    <span className="step-number">
      <b ref={element} style={{ minWidth: `${String(steps).length}ch` }} />
      <span className="quiet">{transport.of(steps)}</span>
    </span>
  );
}

/** The slider is moved by the frame loop; React only hears when a hand moves it. */
function Timeline() {
  const slider = useRef<HTMLInputElement>(null);
  const steps = usePage((page) => page.experiment.steps);
  useEffect(() => {
    const element = slider.current!;
    const seek = (): void => playhead.goTo(element.valueAsNumber);
    element.addEventListener('input', seek);
    return () => element.removeEventListener('input', seek);
  }, []);
  useFrame(() => {
    const element = slider.current;
    if (!element) return;
    const step = stepAt(playhead.shown);
    if (element.valueAsNumber !== step) {
      element.value = String(step);
      element.setAttribute('aria-valuetext', transport.position(step, steps));
    }
    element.style.setProperty('--at', (playhead.shown / playhead.steps).toFixed(4));
  });
  return (
    <input
      ref={slider}
      type="range"
      className="slider timeline"
      min={0}
      max={steps}
      step={1}
      defaultValue={0}
      aria-label={transport.scrub}
    />
  );
}
