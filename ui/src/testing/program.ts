import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the program without its window. */
    program: string;
  }
}

/** Starts the program without its window. Returns its address and a function that ends it. */
export async function startProgram(): Promise<{ address: string; end: () => void }> {
  const built = fileURLToPath(new URL('../../../target/debug/headless', import.meta.url));
  const path = process.env['LINGPAI_HEADLESS'] ?? built;
  if (!existsSync(path)) {
    throw new Error(`there is no \`${path}\`: build it with \`cargo build --workspace --bin headless\``);
  }
  const program = spawn(path, { stdio: ['pipe', 'pipe', 'inherit'] });
  const address = await new Promise<string>((ready, fail) => {
    program.stdout.once('data', (line: Buffer) => ready(line.toString().trim()));
    program.once('error', fail);
    program.once('exit', (code) => fail(new Error(`the program ended with ${code}`)));
  });
  // The program ends when its input is closed.
  return { address, end: () => program.stdin.end() };
}

/** Starts the program before the first test. Vitest calls this. */
export default async function setup(project: TestProject): Promise<() => void> {
  const { address, end } = await startProgram();
  project.provide('program', address);
  return end;
}
