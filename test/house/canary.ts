/** A house of its own in a temporary folder, to plant in it what a gate must reject. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'

export const ROOT = resolve(import.meta.dirname, '../..')

/** Configuration of every gate; nothing else of the project but its packages. */
const GATES = ['house.json', '.dependency-cruiser.mjs', 'tsconfig.json', 'biome.json', 'knip.json', 'package.json']

/** Builds the folder with these files (path → text); it is gone when the test is. */
export const canaryHouse = (files: Record<string, string>): string => {
  const root = mkdtempSync(join(tmpdir(), 'tulay-canary-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const gate of GATES) cpSync(join(ROOT, gate), join(root, gate))
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}
