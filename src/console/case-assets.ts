import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { readLibraries, withAddresses } from './libraries.ts'

export type CaseAssets = {
  /** Where they are served; changes with every byte of any of them. */
  path: string
  /** By its folder and name, such as `case/case.js`. */
  file(name: string): { body: string; type: string } | undefined
}

const OURS = [
  'canned.js',
  'case.js',
  'crypto.js',
  'lock.js',
  'quote.js',
  'reads.js',
  'refer.js',
  'sealed.js',
  'show.js',
  'viewer.js',
  'case.css',
]
const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' }

/** The scripts that open cases and keys, and the packages that they stand on: no other origin is asked for anything. */
export const readCaseAssets = (): CaseAssets => {
  const files = new Map([...caseSources()].map(([name, body]) => [`case/${name}`, body]))
  // Only the file that stands alone has it.
  files.delete('case/viewer.js')
  for (const [name, body] of [...besides('keys'), ...besides('paper'), ...besides('campaigns')]) files.set(name, body)
  for (const [name, body] of Object.entries(readLibraries())) files.set(name, body)
  const hash = createHash('sha256')
  for (const body of files.values()) hash.update(body)
  return {
    path: `/staff/assets/${hash.digest('base64url').slice(0, 10)}`,
    file(name) {
      const body = files.get(name)
      return body === undefined ? undefined : { body, type: name.endsWith('.css') ? TYPES.css : TYPES.js }
    },
  }
}

/** What works on keys, and on paper, stands beside what works on cases, and takes libsodium from there. */
const besides = (folder: string): [name: string, body: string][] => {
  const place = new URL(`assets/${folder}/`, import.meta.url)
  return readdirSync(place).map(name => [
    `${folder}/${name}`,
    withAddresses(readFileSync(new URL(name, place), 'utf8')),
  ])
}

/** By name, with each other's names as addresses. */
export const caseSources = (): Map<string, string> => {
  const files = new Map(OURS.map(name => [name, readFileSync(new URL(`assets/case/${name}`, import.meta.url), 'utf8')]))
  files.set('crypto.js', (files.get('crypto.js') ?? '').replace("'libsodium-wrappers-sumo'", "'./libsodium.js'"))
  for (const [name, body] of Object.entries(readSodium())) files.set(name, body)
  return files
}

/** Both halves of libsodium as modules for the browser, where a bare name must become an address. */
const readSodium = (): Record<string, string> => {
  const wrapper = createRequire(import.meta.url).resolve('libsodium-wrappers-sumo')
  const core = createRequire(wrapper).resolve('libsodium-sumo')
  const read = (from: string, path: string) => readFileSync(new URL(path, pathToFileURL(from)), 'utf8')
  return {
    'libsodium.js': read(wrapper, '../modules-sumo-esm/libsodium-wrappers.mjs').replace(
      'from"libsodium-sumo"',
      'from"./libsodium-core.js"',
    ),
    'libsodium-core.js': read(core, '../modules-sumo-esm/libsodium-sumo.mjs'),
  }
}
