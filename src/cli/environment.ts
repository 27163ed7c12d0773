import { type Config, readConfig } from '../config.ts'

/** Reads the environment, or tells every mistake at once and gives nothing. */
export const configOrTell = (): Config | undefined => {
  const read = readConfig(process.env)
  if (read.ok) return read.value
  console.error(['The configuration has mistakes:', ...read.why.map(mistake => `  - ${mistake}`)].join('\n'))
  return undefined
}
