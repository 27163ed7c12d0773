import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** What our scripts call a package by, and where a browser finds it, from a folder beside `case/` and `lib/`. */
const PLACES: Record<string, string> = {
  'libsodium-wrappers-sumo': '../case/libsodium.js',
  'shamir-secret-sharing': '../lib/shamir.js',
  '@scure/bip39/wordlists/english.js': '../lib/words.js',
  uqr: '../lib/qr.js',
}

/** A browser knows no package by its name: each becomes an address. */
export const withAddresses = (script: string): string =>
  script.replace(/ from '([^'.][^']*)'/g, (whole, name) => (PLACES[name] ? ` from '${PLACES[name]}'` : whole))

/** What the recovery kit needs, as it was installed, as modules for the browser. */
export const readLibraries = (): Record<string, string> => {
  const { resolve } = createRequire(import.meta.url)
  const read = (from: string, path: string) => readFileSync(new URL(path, pathToFileURL(from)), 'utf8')
  const shamir = resolve('shamir-secret-sharing')
  return {
    'lib/shamir.js': read(shamir, 'esm/index.js').replace("'shamir-secret-sharing/csprng'", "'./dice.js'"),
    'lib/dice.js': read(shamir, 'esm/csprng.js'),
    'lib/words.js': read(resolve('@scure/bip39/wordlists/english.js'), 'english.js'),
    'lib/qr.js': read(resolve('uqr'), 'index.mjs'),
  }
}
