// A small client of the W3C WebDriver protocol, for WebKit's driver, which no package of ours speaks to.
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE = 300_000;

/** A function as a script that tells what it promises, or why it does not keep it. */
export const scriptOf = (work) =>
  `const done = arguments[1]; (${work})(arguments[0]).then((it) => done({ it }), (error) => done({ error: String(error) }))`;

/** What such a script told. */
export function told({ it, error }) {
  if (error) throw new Error(error);
  return it;
}

/** Starts a driver and a session of it; `ask` calls it, `end` closes both. */
export async function webDriver({ command, args, port, capabilities, env = {} }) {
  const driver = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...env }, detached: true });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`${value.error}: ${value.message}`);
    return value;
  };
  let session;
  const end = async () => {
    if (session) await call('DELETE', session).catch(() => undefined);
    try {
      if (driver.pid) process.kill(-driver.pid);
    } catch {
      // it has ended by itself
    }
  };
  try {
    await untilReady(() => call('GET', '/status'));
    const { sessionId, capabilities: given } = await call('POST', '/session', {
      capabilities: { alwaysMatch: capabilities },
    });
    session = `/session/${sessionId}`;
    await call('POST', `${session}/timeouts`, { script: PATIENCE });
    return {
      version: given.browserVersion,
      open: (url) => call('POST', `${session}/url`, { url }),
      /** Calls a function in the page and waits for what it promises. */
      ask: async (work, argument) => {
        return told(
          await call('POST', `${session}/execute/async`, { script: scriptOf(work), args: [argument ?? null] }),
        );
      },
      end,
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function untilReady(ask) {
  for (let tries = 0; ; tries++)
    try {
      return await ask();
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
}
