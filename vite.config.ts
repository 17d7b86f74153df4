import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rolldown } from 'vite';
import { defineConfig } from 'vitest/config';

/** KaTeX ships every font three times; every supported browser reads woff2. */
const katexWoff2Only: Plugin = {
  name: 'katex-woff2-only',
  enforce: 'pre',
  transform: {
    filter: { id: /katex(\.min)?\.css$/ },
    handler: (code) => code.replace(/,url\([^)]*\.(?:woff|ttf)\) ?format\("(?:woff|truetype)"\)/g, ''),
  },
};

const policy = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only in the build: the dev server's hot reload needs inline scripts and a web socket. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
  ],
};

/** The whole catalogue travels beside the page's own script, and yields to it; only what a link names waits for it. */
const fetchCatalogueEarly: Plugin = {
  name: 'fetch-catalogue-early',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.values(bundle)
        .filter((it) => it.type === 'chunk' && it.name === 'everything')
        .map((it) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, fetchpriority: 'low', href: `./${it.fileName}` },
          injectTo: 'head',
        })),
  },
};

/** What the first screen needs comes as one file: two dozen small ones cost a fresh browser some 100 ms. */
const first = new Set<string>();
const firstScreen = (id: string, context: Rolldown.ChunkingContext): string | null => {
  const visit = (module: string): void => {
    if (first.has(module)) return;
    first.add(module);
    for (const imported of context.getModuleInfo(module)?.importedIds ?? []) visit(imported);
  };
  if (first.size === 0) visit(fileURLToPath(new URL('src/app/main.tsx', import.meta.url)));
  return first.has(id) ? 'first' : null;
};

export default defineConfig({
  base: './', // any sub-path: project pages included
  plugins: [react(), katexWoff2Only, contentSecurityPolicy, fetchCatalogueEarly],
  worker: { format: 'es' },
  build: {
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: firstScreen, debugName: 'first' }] } } },
  },
  preview: { port: 4173 },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    environment: 'node',
    setupFiles: ['src/lab/everything.ts'],
    // Files share what they import: the whole catalogue, a second and more to load. Nothing in it remembers a test.
    isolate: false,
    maxWorkers: '100%',
  },
});
