// A small client of Firefox's own remote control, Marionette: any version of Firefox speaks it, while each version of
// Playwright only drives some. Messages are JSON behind their length: `23:[0,1,"WebDriver:…",{}]`.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { scriptOf, told } from './webdriver.mjs';

const PORT = 2828;
const PATIENCE = 300_000;

/** Resolves with a connected socket, once somebody listens. */
async function connected() {
  for (let tries = 0; ; tries++)
    try {
      return await new Promise((resolve, reject) => {
        const socket = connect(PORT, '127.0.0.1', () => resolve(socket));
        socket.once('error', reject);
      });
    } catch (error) {
      if (tries > 150) throw error;
      await sleep(200);
    }
}

/** Starts a Firefox without a window and a session of it; `ask` calls a function in its page, `end` closes both. */
export async function marionette(command) {
  const profile = mkdtempSync(join(tmpdir(), 'descent-firefox-'));
  const firefox = spawn(command, ['--headless', '--marionette', '--profile', profile], { stdio: 'ignore' });
  const gone = new Promise((resolve) => firefox.once('exit', resolve));
  const socket = await connected();
  const waiting = new Map();
  let heard = Buffer.alloc(0);
  socket.on('data', (data) => {
    heard = Buffer.concat([heard, data]);
    for (;;) {
      const colon = heard.indexOf(':');
      const end = colon + 1 + Number(heard.subarray(0, Math.max(0, colon)));
      if (colon < 0 || heard.length < end) return;
      const message = JSON.parse(heard.subarray(colon + 1, end).toString('utf8'));
      heard = heard.subarray(end);
      // The first message only says who speaks.
      if (Array.isArray(message)) waiting.get(message[1])(message);
    }
  });
  let asked = 0;
  const call = async (name, parameters = {}) => {
    const id = ++asked;
    const text = JSON.stringify([0, id, name, parameters]);
    const answer = new Promise((resolve) => waiting.set(id, resolve));
    socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = await answer;
    if (error) throw new Error(`${error.error}: ${error.message}`);
    return result;
  };
  const { capabilities } = await call('WebDriver:NewSession', { timeouts: { script: PATIENCE } });
  await call('WebDriver:SetTimeouts', { script: PATIENCE });
  return {
    version: capabilities.browserVersion,
    open: (url) => call('WebDriver:Navigate', { url }),
    /** Calls a function in the page and waits for what it promises. */
    ask: async (work, argument) => {
      const question = { script: scriptOf(work), args: [argument ?? null] };
      return told((await call('WebDriver:ExecuteAsyncScript', question)).value);
    },
    end: async () => {
      await call('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => firefox.kill());
      socket.destroy();
      await gone;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
