import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The two steps in which Svelte compiles components and modules. They take most of a build. */
const STEPS = ['vite-plugin-svelte:compile', 'vite-plugin-svelte:compile-module'];

/**
 * Keeps what Svelte compiles in `folder`, so that the next build compiles only what has changed.
 *
 * A result is kept under the hash of all that it depends on: its step, its file's name and text, and `versions`. What a build did not use is
 * removed at its end.
 */
export function keepCompiled(plugins: Plugin[], folder: string, versions: string): Plugin[] {
  const used = new Set<string>();
  for (const plugin of plugins) {
    if (STEPS.includes(plugin.name)) keep(plugin, folder, versions, used);
  }
  const tidy: Plugin = {
    name: 'compiled-tidy',
    closeBundle() {
      for (const name of readdirSync(folder)) if (!used.has(name)) rmSync(join(folder, name));
    },
  };
  return [...plugins, tidy];
}

function keep(plugin: Plugin, folder: string, versions: string, used: Set<string>): void {
  mkdirSync(folder, { recursive: true });
  const transform = plugin.transform;
  if (typeof transform !== 'object') throw new Error(`${plugin.name} has no transform of the kind that is kept`);
  const compile = transform.handler;
  transform.handler = async function (code, id, options) {
    const production = String(this.environment.config.isProduction);
    const key = [plugin.name, versions, production, id, code].join('\0');
    const name = `${createHash('sha256').update(key).digest('hex')}.json`;
    used.add(name);
    const kept = read(join(folder, name));
    if (kept !== undefined) return kept;
    const made = await compile.call(this, code, id, options);
    if (typeof made === 'object' && made !== null) writeFileSync(join(folder, name), JSON.stringify(made));
    return made;
  };
}

/** The kept result, or `undefined` where there is none or a killed build left half of it. */
function read(file: string): ReturnType<typeof JSON.parse> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
