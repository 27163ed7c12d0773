import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadWords } from '../app/words.ts'
import { buildViewer } from '../console/viewer.ts'
import { PROJECT } from '../house.ts'
import { fingerprintOf, isSignedBy, openSigner } from '../privacy/signing.ts'
import { configOrTell } from './environment.ts'

const OPTIONS = {
  key: { type: 'string' },
  check: { type: 'string' },
  verify: { type: 'string' },
  by: { type: 'string' },
  lang: { type: 'string', default: 'en' },
} as const

/**
 * `tulay viewer [file]`: writes the page that opens saved cases without a server. `--key` signs it; `--check` compares a file with what
 * this version writes; `--verify … --by …` checks a signature.
 */
export const viewer = async (words: string[]): Promise<number> => {
  const { values, positionals } = parseArgs({ args: words, options: OPTIONS, allowPositionals: true })
  if (values.verify !== undefined) return verifyFile(values.verify, values.by)
  const built = await build(values.lang)
  if (built === undefined) return 2
  if (values.check !== undefined) return checkFile(values.check, built, values.lang)
  return writeViewer(resolve(positionals[0] ?? 'tulay-viewer.html'), built, values.key)
}

const build = async (lang: string): Promise<Buffer | undefined> => {
  const words = loadWords(join(PROJECT, 'locales'))
  const language = words.languages().find(({ tag }) => tag === lang)
  if (!language || (lang !== 'en' && !words.has(lang, 'console.title'))) {
    console.error(`The console does not speak "${lang}".`)
    return undefined
  }
  const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string }
  const { tag, dir } = language
  return Buffer.from(
    await buildViewer({ tag, dir, text: key => words.text(tag, `console.${key}`) }, `Tulay ${version}`),
  )
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const writeViewer = (path: string, built: Buffer, keyFile: string | undefined): number => {
  const signer = keyFile === undefined ? undefined : signerOrTell(resolve(keyFile))
  if (signer === 'refused') return 1
  writeFileSync(path, built)
  console.log(`Written: ${path}\nSHA-256: ${sha256(built)}`)
  if (!signer) {
    console.log('It is not signed. With --key <file> it is; keep that file away from the server.')
    return 0
  }
  writeFileSync(`${path}.sig`, `${Buffer.from(signer.sign(built)).toString('base64url')}\n`)
  console.log(
    [
      `Signature: ${path}.sig`,
      `Public key: ${signer.publicKey}`,
      `Its fingerprint: ${fingerprintOf(signer.publicKey)}`,
      '',
      ...(signer.made ? [`The signing key is new: ${keyFile}. Keep it where the server cannot reach it.`] : []),
      'Give people the public key or its fingerprint on another way than the file, by voice for example.',
    ].join('\n'),
  )
  return 0
}

/** Beside the server's data it would be stolen with them, and then vouch for anything. */
const signerOrTell = (path: string) => {
  const config = configOrTell()
  if (!config) return 'refused'
  if (!relative(config.data, path).startsWith('..')) {
    console.error(`Keep the signing key outside the data folder (${config.data}), best on another machine.`)
    return 'refused'
  }
  const signer = openSigner(path)
  if (signer.ok) return signer.value
  console.error(
    signer.why === 'malformed'
      ? `${path} does not hold a signing key.`
      : `${path} can be read by others. Run "chmod 600" on it.`,
  )
  return 'refused'
}

const read = (path: string): Buffer | undefined => {
  try {
    return readFileSync(path)
  } catch {
    console.error(`${path} cannot be read.`)
    return undefined
  }
}

const checkFile = (path: string, built: Buffer, lang: string): number => {
  const found = read(path)
  if (!found) return 2
  if (found.equals(built)) {
    console.log(`${path} is byte for byte what this version of Tulay writes.\nSHA-256: ${sha256(built)}`)
    return 0
  }
  const [, theirs] = /<p class="soft">(Tulay [\w.-]{1,40})<\/p><\/main>/.exec(found.toString('utf8')) ?? []
  const [, language] = /<html lang="([\w-]{1,20})"/.exec(found.toString('utf8', 0, 200)) ?? []
  console.error(
    [
      `${path} is not what this version of Tulay writes.`,
      `  its SHA-256:      ${sha256(found)}`,
      `  this version's:   ${sha256(built)}`,
      language !== undefined && language !== lang
        ? `It says that its language is "${language}": compare with --lang ${language}.`
        : `It says that it is of ${theirs ?? 'no version'}. If that is another version than this one, compare there. If not, somebody has changed it: do not type a passphrase into it.`,
    ].join('\n'),
  )
  return 1
}

const verifyFile = (path: string, by: string | undefined): number => {
  if (by === undefined) {
    console.error('Say whose signature it must be: --verify <file> --by <public key>')
    return 2
  }
  const file = read(path)
  const signature = file && read(`${path}.sig`)
  if (!file || !signature) return 2
  const signed = isSignedBy(by, file, Buffer.from(signature.toString('latin1').trim(), 'base64url'))
  if (signed === undefined) {
    console.error('That is not a public key: it has 43 letters and digits.')
    return 2
  }
  if (!signed) {
    console.error(`${path} is NOT as the holder of this key left it, or was never signed with it. Do not use it.`)
    return 1
  }
  console.log(`${path} is as the holder of this key left it.\nThe key's fingerprint: ${fingerprintOf(by)}`)
  return 0
}
